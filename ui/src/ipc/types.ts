import type * as wire from './bindings'
import type { Activity, Connected, ConnectEvent, Disconnected, Refreshed, StatusReport, StoredSecret } from './bindings'

export type * from './bindings'
export type { Error as Failure, AppCheckView as AppCheck, ConnectRequestView as ConnectArgs } from './bindings'

/** RFC 3339, UTC. */
export type Timestamp = string
/** A settings file may leave keys out; what the window gets and sends has them all. */
export type Settings = Required<wire.Settings>
export type Overview = Omit<wire.Overview, 'settings'> & { settings: Settings }

/** All that the window can ask of the program around it. Every promise that fails rejects with a `Failure`. */
export interface Ipc {
  overview(): Promise<Overview>
  connect(request: wire.ConnectRequestView, onEvent: (event: ConnectEvent) => void): Promise<Connected>
  connectCancel(flow: string): Promise<void>
  connectPaste(flow: string, text: string): Promise<void>
  /** Opens the browser once more for a sign-in that waits. */
  connectReopen(flow: string): Promise<void>
  connectToken(provider: string, name: string | null, token: string): Promise<Connected>
  /** What is known, without asking the platform. */
  statusCached(name: string): Promise<StatusReport>
  status(name: string): Promise<StatusReport>
  refresh(name: string): Promise<Refreshed>
  disconnect(name: string, revoke: boolean): Promise<Disconnected>
  /** Without an id, checks what is kept. */
  appCheck(provider: string, clientId: string | null, clientSecret: string | null): Promise<wire.AppCheckView>
  appSet(provider: string, clientId: string, clientSecret: string | null): Promise<void>
  activity(name: string | null, limit: number): Promise<Activity[]>
  storage(): Promise<StoredSecret[]>
  settingsSave(settings: Settings): Promise<Settings>
  /** Opens a page in the person's browser. */
  openLink(url: string): Promise<void>
  /** Shows the folder of the person's own catalogue files. */
  openFolder(): Promise<void>
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
}
