import type { Activity, ConnectArgs, ConnectionSummary, Failure, Ipc, Overview, StatusReport } from '../types'
import { agency, clientAccounts } from './accounts'
import { finding, found } from './diagnosis'
import { connected, failures, granular, script, STOPS } from './flows'
import { rooms } from './rooms'
import { APP_ID, at, counts, overview as scene, summary, text, vault } from './scenes'
import { usage } from './spend'

const query = new URLSearchParams(location.search)
const speed = Number(query.get('speed') ?? 1)
const heard = new Set<() => void>()
const flows = new Map<string, (failure: Failure) => void>()
let world: Overview = scene(query.get('demo') ?? 'home', query)

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds * speed))
const changed = () => heard.forEach((tell) => tell())
const unknown = (name: string): Failure => ({
  code: 'connection-unknown',
  message: text(`There is no connection “${name}”.`, `Подключения «${name}» нет.`),
  hint: text('', ''),
  details: {},
})
const cancelled: Failure = {
  code: 'cancelled',
  message: text('Cancelled.', 'Отменено.'),
  hint: text('', ''),
  details: {},
}

function find(name: string): ConnectionSummary {
  const one = world.connections.find((known) => known.connection === name)
  if (!one) throw unknown(name)
  return one
}

function report(name: string): StatusReport {
  const one = find(name)
  const accounts = name === 'facebook-agency' ? agency() : name === 'facebook-empty' ? [] : clientAccounts()
  const { token } = connected(name, '', true)
  return {
    connection: name,
    provider: one.provider,
    state: one.state,
    checked_at: one.checked_at,
    accounts_at: at(-0.0015),
    person: one.person,
    token: {
      ...token,
      kind: one.expires_at ? 'long-lived' : 'never-expires',
      obtained_at: one.obtained_at,
      expires_at: one.expires_at,
      granular: granular(),
      data_access_expires_at: one.expires_at ? at((Date.parse(one.expires_at) - Date.now()) / 86_400_000 + 30) : null,
    },
    accounts,
    findings: found(one.state !== 'connected'),
    usage: usage(),
    error: one.problem,
  }
}

const put = (one: ConnectionSummary) => {
  const rest = world.connections.filter((other) => other.connection !== one.connection)
  const integrations = world.integrations.map((known) =>
    known.key === one.provider
      ? { ...known, connections: [...new Set([...known.connections, one.connection])] }
      : known,
  )
  world = { ...world, integrations, connections: [...rest, one] }
}

const activity = (name: string | null): Activity[] =>
  [
    ['checked', -0.0015],
    ['token-given', -0.02],
    ['renewed', -1],
    ['check-failed', -2],
    ['connected', -14],
  ].map(([event, days]) => ({
    at: at(days as number),
    connection: name ?? 'facebook',
    event: event as string,
    code: event === 'check-failed' ? 'platform-unavailable' : null,
    detail: event === 'token-given' ? 'python3' : null,
  }))

/** Whether the person has said what becomes of another person. */
const answered = (request: ConnectArgs) => (request.on_other_person ?? 'refuse') !== 'refuse'

// Whoever looks at a screen in both languages need not open it twice.
addEventListener('demo-lang', (event) => {
  const { detail: lang } = event as CustomEvent<Overview['lang']>
  world = { ...world, lang, settings: { ...world.settings, lang } }
  changed()
})

export const ipc: Ipc = {
  overview: async () => world,
  async connect(request, onEvent) {
    const ending = query.get('flow') ?? 'ok'
    const name = (request.name ?? request.provider) + (request.on_other_person === 'keep-both' ? '-2' : '')
    const stopped = new Promise<never>((_, reject) => flows.set(request.flow, reject))
    stopped.catch(() => undefined)
    if (STOPS[ending] === 'start') return stopped
    for (const [pause, event] of script(request, ending)) {
      await Promise.race([wait(pause), stopped])
      onEvent(event)
      if (STOPS[ending] === event.event) return stopped
      if (event.event === 'callback' && failures[ending] && !request.rerequest && !answered(request))
        throw failures[ending]
    }
    flows.delete(request.flow)
    put(summary(name, 'Anna Lindqvist', 60, { provider: request.provider, accounts: counts(clientAccounts()) }))
    return connected(name, 'Anna Lindqvist', !request.rerequest)
  },
  connectCancel: async (flow) => flows.get(flow)?.(cancelled),
  connectPaste: async (_, pasted) => {
    if (!pasted.includes('code='))
      throw {
        code: 'state-mismatch',
        message: text('There is no code in that address.', 'В этом адресе нет кода.'),
        hint: text('', ''),
        details: {},
      } satisfies Failure
  },
  connectReopen: async () => undefined,
  async connectToken(provider, name) {
    await wait(600)
    const result = connected(name ?? provider, 'Halden reporting bot', false)
    put(summary(result.connection, result.person.name, 0, { expires_at: null }))
    return result
  },
  statusCached: async (name) => report(name),
  async status(name, onRead) {
    await wait(300)
    onRead(2500)
    await wait(500)
    put({ ...find(name), checked_at: at(0) })
    changed()
    return report(name)
  },
  statusStop: async () => undefined,
  async refresh(name) {
    await wait(700)
    put({ ...find(name), expires_at: at(60), obtained_at: at(0) })
    return { connection: name, expires_at: at(60), extended: true }
  },
  async disconnectOutlook(name) {
    const { provider, person } = find(name)
    const platform = provider === 'facebook' ? 'Facebook' : provider
    return {
      forget: text(
        `${name} leaves this computer: its token and what is known of its ad accounts. The permission at ${platform} stays, and tools that hold a token keep it.`,
        `${name} исчезнет с этого компьютера: токен и сведения о кабинетах. Разрешение на ${platform} останется, и токены, уже выданные инструментам, будут работать.`,
      ),
      revoke: text(
        `${name} leaves this computer, and ${platform} signs ${person?.name ?? name} out of the app everywhere: every tool and every other computer that uses it loses access, too.`,
        `${name} исчезнет с этого компьютера, и ${platform} отключит приложение для ${person?.name ?? name} везде: доступ потеряют все инструменты и другие компьютеры, где оно используется.`,
      ),
      files: (await ipc.exports()).filter((file) => file.connection === name && file.state !== 'gone'),
    }
  },
  async disconnect(name, revoke) {
    await wait(400)
    const { provider } = find(name)
    const integrations = world.integrations.map((known) =>
      known.key === provider ? { ...known, connections: known.connections.filter((other) => other !== name) } : known,
    )
    world = { ...world, integrations, connections: world.connections.filter((one) => one.connection !== name) }
    return {
      connection: name,
      forgotten: true,
      revoked: revoke ? !query.has('keeps') : null,
      also_ended: [],
      error: null,
    }
  },
  async appCheck(_, clientId, secret) {
    await wait(500)
    const right = secret !== 'wrong'
    return {
      findings: [
        finding(
          'app.found',
          'ok',
          text(
            `App found: “Halden Reporting” (${(clientId ?? APP_ID).slice(-4)})`,
            `Приложение найдено: «Halden Reporting» (${(clientId ?? APP_ID).slice(-4)})`,
          ),
          text('', ''),
        ),
        right
          ? finding('app.secret', 'ok', text('The secret belongs to it', 'Секрет от него'), text('', ''))
          : finding(
              'app.secret',
              'error',
              text('Facebook refused the App Secret', 'Facebook не принял секрет приложения'),
              text('Nothing was saved, nothing was lost.', 'Ничего не сохранено, ничего не потеряно.'),
            ),
        finding(
          'app.redirect',
          'unknown',
          text('Return address: seen at the first sign-in', 'Адрес возврата: увидим при первом входе'),
          text('', ''),
        ),
      ],
    }
  },
  async appSet(provider, clientId) {
    world = {
      ...world,
      integrations: world.integrations.map((one) =>
        one.key === provider ? { ...one, configured: true, client_id: clientId } : one,
      ),
    }
  },
  async appTell(provider, facts) {
    const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
    world = {
      ...world,
      integrations: world.integrations.map((one) => (one.key === provider ? { ...one, ...said } : one)),
    }
    changed()
  },
  activity: async (name) => activity(name),
  storage: async () => [
    { secret: 'facebook', kind: 'app', where: 'GNOME Keyring', label: 'AdKeys app facebook' },
    ...world.connections.slice(0, 20).map((one) => ({
      secret: one.connection,
      kind: 'connection',
      where: 'GNOME Keyring',
      label: `AdKeys token ${one.connection}`,
    })),
  ],
  async vaultUnlock(passphrase) {
    await wait(400)
    if (passphrase === 'wrong')
      throw {
        code: 'vault-locked',
        message: text('This passphrase does not open the vault.', 'Этот пароль не открывает хранилище.'),
        hint: text('', ''),
        details: {},
      } satisfies Failure
    world = { ...world, vault: { ...world.vault, state: 'ready', passphrase: null } }
  },
  async settingsSave(settings) {
    const moved = settings.vault !== world.settings.vault
    world = {
      ...world,
      settings,
      lang: settings.lang ?? 'en',
      vault: moved ? vault(settings.vault, null) : world.vault,
    }
    return settings
  },
  ...rooms({ find, report, wait, query }),
  openLink: async () => undefined,
  openFolder: async () => undefined,
  sandboxOpen: async () => undefined,
  closeAnswer: async () => undefined,
  onOpenConnect: async () => () => {},
  onOpenConnection: async () => () => {},
  onAskClosing: async (ask) => {
    if (query.has('closing')) setTimeout(ask, 100)
    return () => {}
  },
  onChanged: async (tell) => {
    heard.add(tell)
    return () => heard.delete(tell)
  },
}
