import { Channel } from '@tauri-apps/api/core'
import { commands, events, type ConnectEvent } from './bindings'
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
  status: (name) => open(commands.status(name)),
  refresh: (name) => open(commands.refresh(name)),
  disconnect: (name, revoke) => open(commands.disconnect(name, revoke)),
  appCheck: (provider, id, secret) => open(commands.appCheck(provider, id, secret)),
  appSet: (provider, id, secret) => done(commands.appSet(provider, id, secret)),
  activity: (name, limit) => open(commands.activity(name, limit)),
  storage: () => open(commands.storage()),
  settingsSave: async (settings) => (await open(commands.settingsSave(settings))) as Settings,
  openLink: (url) => done(commands.openLink(url)),
  openFolder: () => done(commands.openFolder()),
  closeAnswer: (close) => done(commands.closeAnswer(close)),
  onChanged: (heard) => events.changed.listen(() => heard()),
  onOpenConnect: (heard) => events.openConnect.listen((event) => heard(event.payload.provider)),
  onOpenConnection: (heard) => events.openConnection.listen((event) => heard(event.payload.connection)),
  onAskClosing: (heard) => events.askClosing.listen(() => heard()),
}
