import { Channel } from '@tauri-apps/api/core'
import { commands, events } from './bindings'
import type * as wire from './bindings'
import type { ConnectEvent, Failure, Ipc, Overview, Settings } from './types'

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure }

async function open<T>(answer: Promise<Answer<T>>): Promise<T> {
  const result = await answer
  if (result.status === 'ok') return result.data
  throw result.error
}

const done = async (answer: Promise<Answer<unknown>>): Promise<void> => void (await open(answer))

const absent = (): Promise<never> => {
  const words = { en: 'This version cannot do that.', ru: 'Эта версия так не умеет.' }
  return Promise.reject({ code: 'usage', message: words, hint: { en: '', ru: '' }, details: {} } satisfies Failure)
}

export const ipc: Ipc = {
  overview: async () => (await open(commands.overview())) as Overview,
  connect: (request, onEvent) => {
    const channel = new Channel<wire.ConnectEvent>()
    channel.onmessage = onEvent as (event: ConnectEvent) => void
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
  disconnect: (name, revoke) => open(commands.disconnect(name, revoke)),
  appCheck: (provider, id, secret) => open(commands.appCheck(provider, id, secret)),
  appSet: (provider, id, secret) => done(commands.appSet(provider, id, secret)),
  activity: (name, limit) => open(commands.activity(name, limit)),
  storage: () => open(commands.storage()),
  settingsSave: async (settings) => (await open(commands.settingsSave(settings))) as Settings,
  spend: absent,
  businesses: absent,
  accountDetails: absent,
  checks: async () => [],
  diagnose: absent,
  diagnoseCancel: absent,
  matrix: absent,
  explain: absent,
  inspect: absent,
  report: absent,
  reportSave: absent,
  trace: absent,
  recipes: async () => [],
  recipePreview: absent,
  secretCopy: absent,
  exportTo: absent,
  exports: async () => [],
  exportAgain: absent,
  exportRemove: absent,
  grants: async () => [],
  grantRevoke: absent,
  consents: async () => [],
  consentAnswer: absent,
  onConsents: async () => () => {},
  openLink: (url) => done(commands.openLink(url)),
  openFolder: () => done(commands.openFolder()),
  closeAnswer: (close) => done(commands.closeAnswer(close)),
  onChanged: (heard) => events.changed.listen(() => heard()),
  onOpenConnect: (heard) => events.openConnect.listen((event) => heard(event.payload.provider)),
  onOpenConnection: (heard) => events.openConnection.listen((event) => heard(event.payload.connection)),
  onAskClosing: (heard) => events.askClosing.listen(() => heard()),
}
