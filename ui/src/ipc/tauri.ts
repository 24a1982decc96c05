import { Channel } from '@tauri-apps/api/core'
import { commands, events, type ConnectEvent, type DiagnosisEvent } from './bindings'
import type { Failure, Ipc, Overview, Settings } from './types'

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure }

async function open<T>(answer: Promise<Answer<T>>): Promise<T> {
  const result = await answer
  if (result.status === 'ok') return result.data
  throw result.error
}

const done = async (answer: Promise<Answer<unknown>>): Promise<void> => void (await open(answer))

export const ipc: Ipc = {
  overview: async () => (await open(commands.overview())) as Overview,
  connect: (request, onEvent) => {
    const channel = new Channel<ConnectEvent>()
    channel.onmessage = onEvent
    return open(commands.connect(request, channel))
  },
  connectCancel: (flow) => commands.connectCancel(flow),
  connectPaste: (flow, text) => done(commands.connectPaste(flow, text)),
  connectReopen: (flow) => done(commands.connectReopen(flow)),
  connectToken: (provider, name, token) => open(commands.connectToken(provider, name, token)),
  statusCached: (name) => open(commands.statusCached(name)),
  status: (name, onRead) => {
    const channel = new Channel<number>()
    channel.onmessage = onRead
    return open(commands.status(name, channel))
  },
  statusStop: (name) => commands.statusStop(name),
  refresh: (name) => open(commands.refresh(name)),
  disconnectOutlook: (name) => open(commands.disconnectOutlook(name)),
  disconnect: (name, revoke) => open(commands.disconnect(name, revoke)),
  appCheck: (provider, id, secret) => open(commands.appCheck(provider, id, secret)),
  appSet: (provider, id, secret) => done(commands.appSet(provider, id, secret)),
  appTell: (provider, { config_id, mode, relay }) => done(commands.appTell(provider, config_id, mode, relay)),
  activity: (name, limit) => open(commands.activity(name, limit)),
  storage: () => open(commands.storage()),
  vaultUnlock: (passphrase) => done(commands.vaultUnlock(passphrase)),
  settingsSave: async (settings) => (await open(commands.settingsSave(settings))) as Settings,
  spend: (name, accounts) => open(commands.spend(name, accounts)),
  spendKnown: (name, accounts) => open(commands.spendKnown(name, accounts)),
  businesses: (name) => open(commands.businesses(name)),
  accountDetails: (name, account) => open(commands.accountDetails(name, account)),
  accountFindings: (name, account) => open(commands.accountFindings(name, account)),
  checks: () => open(commands.checks()),
  diagnose: (request, onEvent) => {
    const channel = new Channel<DiagnosisEvent>()
    channel.onmessage = onEvent
    return open(commands.diagnose(request, channel))
  },
  diagnoseCancel: (run) => commands.diagnoseCancel(run),
  matrix: (name) => open(commands.matrix(name)),
  explain: (provider, text) => open(commands.explain(provider, text)),
  inspect: (provider, token) => open(commands.inspect(provider, token)),
  report: (name, options) => open(commands.report(name, options)),
  reportSave: (name, options) => open(commands.reportSave(name, options)),
  trace: (name) => open(commands.trace(name)),
  recipes: (provider) => open(commands.recipes(provider)),
  recipePreview: (name, recipe, account) => open(commands.recipePreview(name, recipe, account)),
  secretCopy: (name, recipe, account) => open(commands.secretCopy(name, recipe, account)),
  exportTo: (request) => open(commands.exportTo(request)),
  exports: () => open(commands.exports()),
  exportAgain: (id, force) => open(commands.exportAgain(id, force)),
  exportRemove: (id, force) => done(commands.exportRemove(id, force)),
  grants: () => open(commands.grants()),
  grantRevoke: (id) => done(commands.grantRevoke(id)),
  consents: () => commands.consents(),
  consentAnswer: (id, answer) => commands.consentAnswer(id, answer),
  onConsents: (heard) => events.consents.listen((event) => heard(event.payload.waiting)),
  openLink: (url) => done(commands.openLink(url)),
  openFolder: () => done(commands.openFolder()),
  sandboxOpen: () => done(commands.sandboxOpen()),
  closeAnswer: (close) => done(commands.closeAnswer(close)),
  onChanged: (heard) => events.changed.listen(() => heard()),
  onOpenConnect: (heard) => events.openConnect.listen((event) => heard(event.payload.provider)),
  onOpenConnection: (heard) => events.openConnection.listen((event) => heard(event.payload.connection)),
  onAskClosing: (heard) => events.askClosing.listen(() => heard()),
}
