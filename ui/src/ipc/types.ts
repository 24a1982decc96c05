import type * as wire from './bindings'
import type { Activity, Disconnected, Refreshed, StoredSecret } from './bindings'

export type * from './bindings'
export type { Error as Failure, AppCheckView as AppCheck, ConnectRequestView as ConnectArgs } from './bindings'

/** RFC 3339, UTC. */
export type Timestamp = string
/** A settings file may leave keys out; what the window gets and sends has them all. */
export type Settings = Required<wire.Settings>
export type Overview = Omit<wire.Overview, 'settings'> & { settings: Settings }
/** What a person says of an app: its login configuration, its mode, its return page. */
export type AppFacts = { config_id: string | null; mode: wire.AppMode | null; relay: string | null }

/** All that the window can ask of the program around it. Every promise that fails rejects with a `Failure`. */
export interface Ipc {
  overview(): Promise<Overview>
  connect(request: wire.ConnectRequestView, onEvent: (event: wire.ConnectEvent) => void): Promise<wire.Connected>
  connectCancel(flow: string): Promise<void>
  connectPaste(flow: string, text: string): Promise<void>
  /** Opens the browser once more for a sign-in that waits. */
  connectReopen(flow: string): Promise<void>
  connectToken(provider: string, name: string | null, token: string): Promise<wire.Connected>
  /** What is known, without asking the platform. */
  statusCached(name: string): Promise<wire.StatusReport>
  /** Tells how many ad accounts were read so far. */
  status(name: string, onRead: (count: number) => void): Promise<wire.StatusReport>
  statusStop(name: string): Promise<void>
  refresh(name: string): Promise<Refreshed>
  /** What disconnecting would mean, before it happens. */
  disconnectOutlook(name: string): Promise<wire.DisconnectOutlook>
  disconnect(name: string, revoke: boolean): Promise<Disconnected>
  /** Without an id, checks what is kept. */
  appCheck(provider: string, clientId: string | null, clientSecret: string | null): Promise<wire.AppCheckView>
  appSet(provider: string, clientId: string, clientSecret: string | null): Promise<void>
  /** Keeps what the person says of an app; `null` leaves a thing as it is. */
  appTell(provider: string, facts: AppFacts): Promise<void>
  activity(name: string | null, limit: number): Promise<Activity[]>
  storage(): Promise<StoredSecret[]>
  /** Opens the encrypted file, or begins it with a new passphrase. Goes out once; nothing tells it back. */
  vaultUnlock(passphrase: string): Promise<void>
  settingsSave(settings: Settings): Promise<Settings>

  /** What each ad account spent on each of the last 30 days. */
  spend(name: string, accounts: string[]): Promise<wire.SpendReport[]>
  /** The same as it was last read, without asking; of all that is known if no account is named. */
  spendKnown(name: string, accounts: string[]): Promise<wire.KnownSpend[]>
  businesses(name: string): Promise<wire.BusinessAccounts[]>
  /** One ad account in depth. */
  accountDetails(name: string, account: string): Promise<wire.AccountDetails>
  /** What is wrong with it and who can mend it, without asking the platform. */
  accountFindings(name: string, account: string): Promise<wire.Finding[]>

  /** Every check there is, without running any. */
  checks(): Promise<wire.CheckInfo[]>
  /** Runs checks; all of them if `only` is empty, the machine's alone without a connection. */
  diagnose(request: wire.DiagnoseArgs, onEvent: (event: wire.DiagnosisEvent) => void): Promise<wire.Diagnosis>
  diagnoseCancel(run: string): Promise<void>
  matrix(name: string): Promise<wire.Matrix>
  /** Reads a pasted error, offline. */
  explain(provider: string | null, text: string): Promise<wire.Explanation>
  /** Asks the platform about a token that is not kept. */
  inspect(provider: string, token: string): Promise<wire.Inspected>
  /** The report on what is known of a connection; `null`: of all. */
  report(name: string | null, options: wire.ReportOptions): Promise<wire.Report>
  /** Saves the same where the person says; `null` if they did not. */
  reportSave(name: string | null, options: wire.ReportOptions): Promise<string | null>
  trace(name: string): Promise<wire.Trace | null>

  recipes(provider: string): Promise<wire.RecipeInfo[]>
  /** A recipe filled in, with dots for what is secret. */
  recipePreview(name: string, recipe: string, account: string | null): Promise<string>
  /** Puts the token, or a filled-in recipe, on the clipboard, for so many seconds. It never comes here. */
  secretCopy(name: string, recipe: string | null, account: string | null): Promise<number>
  /** Asks the person for a place and writes there; `null` if they named none. */
  exportTo(request: wire.ExportArgs): Promise<wire.Exported | null>
  exports(): Promise<wire.Exported[]>
  /** With `force`, also over what somebody has changed. */
  exportAgain(id: string, force: boolean): Promise<wire.Exported>
  exportRemove(id: string, force: boolean): Promise<void>
  grants(): Promise<wire.ToolGrant[]>
  grantRevoke(id: string): Promise<void>
  /** The programs that wait for an answer, the first first. */
  consents(): Promise<wire.Asking[]>
  consentAnswer(id: string, answer: wire.Answer): Promise<void>

  /** Opens a page in the person's browser. */
  openLink(url: string): Promise<void>
  /** Shows the folder of the person's own catalogue files. */
  openFolder(): Promise<void>
  /** Opens the sandbox in a window beside this one, or brings it to the front. */
  sandboxOpen(): Promise<void>
  /** Closes the window as the person answered; `ask` takes the question back. */
  closeAnswer(close: wire.Closing): Promise<void>
  /** Calls `heard` whenever any process changed what is known; returns how to stop listening. */
  onChanged(heard: () => void): Promise<() => void>
  /** Calls `heard` with a provider when a link from outside asks for its connect page. */
  onOpenConnect(heard: (provider: string) => void): Promise<() => void>
  /** Calls `heard` with a connection when the tray or a notification asks to show it. */
  onOpenConnection(heard: (connection: string) => void): Promise<() => void>
  /** Calls `heard` when the person closes the window for the first time. */
  onAskClosing(heard: () => void): Promise<() => void>
  /** Calls `heard` with all programs that wait for an answer, each time they change. */
  onConsents(heard: (waiting: wire.Asking[]) => void): Promise<() => void>
}
