import type { Activity, ConnectionSummary, Failure, Finding, Ipc, Overview, StatusReport } from '../types'
import { agency, clientAccounts } from './accounts'
import { connected, failures, script, STOPS } from './flows'
import { APP_ID, at, counts, overview as scene, summary, text } from './scenes'

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

const finding = (
  check: string,
  level: Finding['level'],
  title: Finding['title'],
  detail: Finding['detail'],
  remedy: Finding['remedy'] = null,
): Finding => ({ check, level, title, detail, remedy })

function findings(one: ConnectionSummary): Finding[] {
  const fine = finding(
    'token.valid',
    'ok',
    text('Facebook accepts the token', 'Facebook принимает токен'),
    text('Asked two minutes ago.', 'Спрошено две минуты назад.'),
  )
  const soon = finding(
    'token.expiring',
    'warning',
    text('Access ends in 5 days', 'Доступ закончится через 5 дней'),
    text('Facebook no longer extends it by itself.', 'Facebook больше не продлевает его сам.'),
    {
      who: 'you',
      text: text('Sign in once; a new sign-in gives 60 more days.', 'Войдите один раз; новый вход даст ещё 60 дней.'),
      url: null,
      command: `adkeys connect facebook --as ${one.connection}`,
    },
  )
  const version = finding(
    'version',
    'info',
    text('Facebook retires the version in use on 18 Feb', 'Facebook отключит эту версию 18 февраля'),
    text('AdKeys moves on with its next update.', 'AdKeys перейдёт на новую со следующим обновлением.'),
  )
  return [...(one.state === 'expiring' ? [soon] : []), version, fine]
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
      data_access_expires_at: one.expires_at ? at((Date.parse(one.expires_at) - Date.now()) / 86_400_000 + 30) : null,
    },
    accounts,
    findings: findings(one),
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

export const ipc: Ipc = {
  overview: async () => world,
  async connect(request, onEvent) {
    const ending = query.get('flow') ?? 'ok'
    const name = request.name ?? request.provider
    const stopped = new Promise<never>((_, reject) => flows.set(request.flow, reject))
    stopped.catch(() => undefined)
    if (STOPS[ending] === 'start') return stopped
    for (const [pause, event] of script(request)) {
      await Promise.race([wait(pause), stopped])
      onEvent(event)
      if (STOPS[ending] === event.event) return stopped
      if (event.event === 'callback' && failures[ending] && !request.rerequest) throw failures[ending]
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
  async status(name) {
    await wait(800)
    put({ ...find(name), checked_at: at(0) })
    changed()
    return report(name)
  },
  async refresh(name) {
    await wait(700)
    put({ ...find(name), expires_at: at(60), obtained_at: at(0) })
    return { connection: name, expires_at: at(60), extended: true }
  },
  async disconnect(name, revoke) {
    await wait(400)
    const { provider } = find(name)
    const integrations = world.integrations.map((known) =>
      known.key === provider ? { ...known, connections: known.connections.filter((other) => other !== name) } : known,
    )
    world = { ...world, integrations, connections: world.connections.filter((one) => one.connection !== name) }
    return { connection: name, forgotten: true, revoked: revoke ? !query.has('keeps') : null, error: null }
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
  async settingsSave(settings) {
    world = { ...world, settings, lang: settings.lang ?? 'en' }
    return settings
  },
  openLink: async () => undefined,
  openFolder: async () => undefined,
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
