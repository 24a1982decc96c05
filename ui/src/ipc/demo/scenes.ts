// Made-up people, accounts and platforms: for development, tests and pictures. Production builds leave this folder out.
import type {
  AdAccount,
  Advice,
  ConnectionSummary,
  Integration,
  Overview,
  Scope,
  Text,
  Timestamp,
  VaultChoice,
  VaultState,
  VaultView,
} from '../types'
import { agency, clientAccounts } from './accounts'

const DAY = 86_400_000
export const at = (days: number): Timestamp => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+/, '')
export const text = (en: string, ru: string): Text => ({ en, ru })

const scope = (id: string, on: boolean, title: Text, reason: Text): Scope => ({ id, default: on, title, reason })

export const SCOPES: Scope[] = [
  scope(
    'ads_read',
    true,
    text('Read ad accounts and reports', 'Просмотр рекламных кабинетов и отчётов'),
    text('Shows every ad account, its state and its spend.', 'Показывает кабинеты, их состояние и расходы.'),
  ),
  scope(
    'ads_management',
    true,
    text('Create and manage ads', 'Создание рекламы и управление ею'),
    text(
      'Lets your tools change campaigns, budgets and ads.',
      'Позволяет инструментам менять кампании, бюджеты и объявления.',
    ),
  ),
  scope(
    'business_management',
    true,
    text('See and manage business portfolios', 'Просмотр бизнес-портфолио и управление ими'),
    text('Shows which business an ad account belongs to.', 'Показывает, какой компании принадлежит кабинет.'),
  ),
  scope(
    'pages_show_list',
    false,
    text('See the list of Pages', 'Список страниц'),
    text(
      'Lets a tool pick the Page that an ad speaks for.',
      'Позволяет выбрать страницу, от имени которой идёт реклама.',
    ),
  ),
  scope(
    'pages_manage_ads',
    false,
    text('Manage ads of Pages', 'Реклама страниц'),
    text(
      'Needed for ads that are linked to a Page, and for lead forms.',
      'Нужно для рекламы, связанной со страницей, и для лид-форм.',
    ),
  ),
]

const platform = (key: string, name: string, changes: Partial<Integration> = {}): Integration => ({
  key,
  name,
  configured: false,
  client_id: null,
  from_environment: false,
  connections: [],
  scopes: key === 'facebook' ? SCOPES : [],
  ways: ['loopback', 'deep-link', 'paste'],
  redirect_uri: `http://localhost/v1/tool-oauth/${key}/callback`,
  redirect_to_register: false,
  config_id: null,
  mode: null,
  relay: null,
  advice: [],
  ...changes,
})

const OTHERS: [string, string][] = [
  ['google-ads', 'Google Ads'],
  ['tiktok', 'TikTok Ads'],
  ['linkedin', 'LinkedIn Ads'],
  ['microsoft', 'Microsoft Advertising'],
  ['yandex', 'Yandex Direct'],
  ['vk', 'VK Ads'],
  ['pinterest', 'Pinterest Ads'],
  ['snapchat', 'Snapchat Ads'],
  ['reddit', 'Reddit Ads'],
  ['amazon', 'Amazon Ads'],
  ['x', 'X Ads'],
]

export const APP_ID = '1029384756610293'

const ADVICE: Advice[] = [
  {
    way: 'loopback',
    verdict: 'best',
    reason: text(
      'The app is in development: Facebook comes back to this computer by itself.',
      'Приложение в режиме разработки: Facebook сам вернётся на этот компьютер.',
    ),
  },
  {
    way: 'paste',
    verdict: 'works',
    reason: text('Always works; you copy one address.', 'Работает всегда; вы копируете один адрес.'),
  },
  {
    way: 'deep-link',
    verdict: 'cannot',
    reason: text(
      'Needs a return page; none is set up for this app.',
      'Нужна страница возврата; для этого приложения её нет.',
    ),
  },
]

const BY_CODE: Advice[] = [
  {
    way: 'device',
    verdict: 'best',
    reason: text(
      'You enter a short code in the browser of any device; nothing has to come back to this computer.',
      'Вы вводите короткий код в браузере любого устройства; возвращать на этот компьютер ничего не нужно.',
    ),
  },
  ...ADVICE.filter((one) => one.way === 'paste'),
]

function integrations(connections: ConnectionSummary[], ready: boolean, relay: boolean, code: boolean): Integration[] {
  const back = relay ? { redirect_uri: 'https://halden.example/back/facebook' } : {}
  const more: Record<string, Partial<Integration>> = {
    'google-ads': connections.length > 0 ? { configured: true, client_id: '8472.apps.example' } : {},
    yandex: code ? { configured: true, client_id: '4f1c', advice: BY_CODE } : {},
  }
  const facebook = platform('facebook', 'Facebook', {
    ...back,
    configured: ready,
    client_id: ready ? APP_ID : null,
    connections: connections.map((one) => one.connection),
    mode: ready ? 'development' : null,
    advice: ADVICE,
  })
  return [facebook, ...OTHERS.map(([key, name]) => platform(key, name, more[key]))]
}

export function counts(accounts: AdAccount[]): ConnectionSummary['accounts'] {
  const sum = { active: 0, pending: 0, limited: 0, blocked: 0, closed: 0, unknown: 0 }
  for (const { status } of accounts) sum[status] += 1
  return sum
}

export const summary = (
  connection: string,
  name: string,
  left: number,
  changes: Partial<ConnectionSummary> = {},
): ConnectionSummary => ({
  connection,
  provider: 'facebook',
  state: 'connected',
  person: { id: connection, name },
  expires_at: at(left),
  checked_at: at(-0.0015),
  obtained_at: at(left - 60),
  accounts: counts(clientAccounts()),
  problem: null,
  ...changes,
})

const anna = () => summary('facebook', 'Anna Lindqvist', 46)
const jonas = () => summary('facebook-agency', 'Jonas Weber', 5.2, { state: 'expiring', accounts: counts(agency()) })

function troubled(): ConnectionSummary[] {
  const error = {
    code: 'checkpoint' as const,
    message: text('Facebook asks Olga to confirm her account.', 'Facebook просит подтвердить аккаунт: Olga.'),
    hint: text('', ''),
    details: { link: 'https://www.facebook.com/' },
  }
  return [
    summary('facebook-old', 'Marta Kowalska', -4, { state: 'expired' }),
    summary('facebook-withdrawn', 'Boris Petrov', 31, { state: 'revoked' }),
    summary('facebook-blocked', 'Olga Smirnova', 20, { state: 'blocked', problem: error }),
    summary('facebook-unsure', 'שרה כהן', 40, { state: 'unknown', checked_at: at(-0.6) }),
    summary('facebook-bot', 'Halden reporting bot', 0, { expires_at: null, obtained_at: at(-80) }),
    summary(
      'facebook-empty',
      '\u202e<b>evil</b>\u200b name that is far too long for any window in the world, and goes on',
      58,
      { accounts: counts([]) },
    ),
  ]
}

const many = () =>
  Array.from({ length: 200 }, (_, n) =>
    summary(`client-${n + 1}`, `Client ${n + 1} Ltd`, 3 + (n % 57), {
      provider: ['facebook', 'google-ads', 'tiktok'][n % 3] ?? 'facebook',
      ...(n % 19 === 0 ? { state: 'expiring' } : {}),
    }),
  )

export const scenes: Record<string, () => ConnectionSummary[]> = {
  first: () => [],
  ready: () => [],
  home: () => [anna(), jonas()],
  fine: () => [anna()],
  trouble: () => [anna(), ...troubled()],
  many,
}

/** Where secrets lie; `state` as `&vault=` says it. */
export function vault(kind: VaultChoice, state: string | null): VaultView {
  if (kind === 'keychain')
    return {
      state: (state as VaultState | null) ?? 'ready',
      place: { store: 'GNOME Keyring', label: 'AdKeys' },
      passphrase: null,
    }
  return {
    state: state === 'file' ? 'locked' : 'ready',
    place: { store: '/home/anna/.local/share/adkeys/vault.age', label: 'AdKeys' },
    passphrase: { new: state !== 'file', shortest: 12 },
  }
}

export function overview(scene: string, query: URLSearchParams): Overview {
  const connections = (scenes[scene] ?? scenes.home ?? (() => []))()
  const lang = query.get('lang') === 'ru' ? 'ru' : 'en'
  const theme = query.get('theme')
  const kept = /^(file|new)$/.test(query.get('vault') ?? '') ? 'file' : 'keychain'
  return {
    integrations: integrations(connections, scene !== 'first', query.has('relay'), query.has('code')),
    connections,
    vault: vault(kept, query.get('vault')),
    problems:
      scene === 'trouble'
        ? [
            {
              code: 'catalogue-invalid',
              message: text(
                'providers/acme.toml, line 7, authorize.url: expected an https address.',
                'providers/acme.toml, строка 7, authorize.url: нужен адрес https.',
              ),
              hint: text('', ''),
              details: {},
            },
          ]
        : [],
    settings: {
      lang,
      theme: theme === 'dark' || theme === 'light' ? theme : 'system',
      vault: kept,
      renewal: 'on',
      notifications: 'on',
      autostart: 'off',
      single_keys: 'on',
      close: 'ask',
      agent: 'ask',
      agent_fallback: 'direct',
    },
    lang,
    sandbox: query.has('sandbox'),
    desktop: { tray: !query.has('bare'), notifications: !query.has('bare') },
    places: { settings: '~/.config/adkeys/settings.toml', catalogue: '~/.config/adkeys/providers' },
    version: '0.1.0',
    open_connect: null,
  }
}
