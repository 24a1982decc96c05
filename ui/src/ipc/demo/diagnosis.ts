import type {
  AdAccount,
  Cell,
  CheckInfo,
  Diagnosis,
  DiagnosisEvent,
  Evidence,
  Finding,
  Matrix,
  Purpose,
  Remedy,
  Report,
  ReportOptions,
  StatusReport,
  Text,
  Trace,
  Verdict,
} from '../types'
import { at, text } from './scenes'

const check = (id: string, group: CheckInfo['group'], en: string, ru: string): CheckInfo => ({
  id,
  group,
  title: text(en, ru),
})

export const CHECKS: CheckInfo[] = [
  check('machine.keychain', 'machine', 'Keychain', 'Связка ключей'),
  check('machine.loopback', 'machine', 'Way back to this computer', 'Возврат на этот компьютер'),
  check('machine.clock', 'machine', 'Clock', 'Часы'),
  check('machine.network', 'machine', 'Network and proxy', 'Сеть и прокси'),
  check('machine.deep-link', 'machine', 'Links to AdKeys', 'Ссылки в AdKeys'),
  check('machine.disk', 'machine', 'Disk', 'Диск'),
  check('app.secret', 'app', 'App ID and secret', 'ID и секрет приложения'),
  check('app.redirect', 'app', 'Return address', 'Адрес возврата'),
  check('app.version', 'app', 'Interface version', 'Версия интерфейса'),
  check('token.valid', 'token', 'Token', 'Токен'),
  check('token.expiry', 'token', 'Both clocks', 'Оба срока'),
  check('token.person', 'token', 'Person', 'Человек'),
  check('permissions.granted', 'permissions', 'Permissions', 'Разрешения'),
  check('permissions.chosen', 'permissions', 'Chosen accounts', 'Выбранные кабинеты'),
  check('accounts.status', 'accounts', 'State of the accounts', 'Состояние кабинетов'),
  check('accounts.two-factor', 'accounts', 'Two-factor sign-in', 'Двухфакторный вход'),
  check('accounts.spend-cap', 'accounts', 'Spend caps', 'Лимиты расходов'),
  check('limits.calls', 'limits', 'Calls', 'Запросы'),
]

export const finding = (
  check: string,
  level: Finding['level'],
  title: Text,
  detail: Text,
  remedy: Remedy | null = null,
  more: Partial<Finding> = {},
): Finding => ({ check, level, title, detail, remedy, evidence: [], account: null, connection: null, ...more })

const evidence = (en: string, ru: string, value: string): Evidence => ({ label: text(en, ru), value })
const fine = (check: string, en: string, ru: string) => finding(check, 'ok', text(en, ru), text('', ''))
const path = (...steps: string[]): Text[] => steps.map((step) => text(step, step))

const SOON = finding(
  'token.expiry',
  'warning',
  text('Access ends in 5 days', 'Доступ закончится через 5 дней'),
  text('Facebook no longer extends it by itself.', 'Facebook больше не продлевает его сам.'),
  {
    who: 'you',
    text: text('Sign in once; a new sign-in gives 60 more days.', 'Войдите один раз; новый вход даст ещё 60 дней.'),
    url: null,
    command: 'adkeys connect facebook --as facebook-agency',
    fix: 'reconnect',
    steps: [],
  },
  { evidence: [evidence('Ends', 'Конец', at(5.2)), evidence('Last extended', 'Последнее продление', at(-54.8))] },
)

const LIVE = finding(
  'app.redirect',
  'error',
  text('The next sign-in will not come back', 'Следующий вход не вернётся'),
  text(
    'The Facebook app is Live. Live apps may not come back to localhost: a renewal would wait for ever.',
    'Приложение Facebook опубликовано. Такие приложения не могут вернуться на localhost: продление будет ждать вечно.',
  ),
  {
    who: 'app-owner',
    text: text(
      'Put the app back in Development, or come back through a web page.',
      'Верните приложение в режим разработки или возвращайтесь через веб-страницу.',
    ),
    url: 'https://developers.facebook.com/apps/1029384756610293/settings/basic/',
    command: null,
    fix: 'set-up',
    steps: path('App settings', 'Basic', 'App mode: Development'),
  },
  {
    evidence: [evidence('App mode', 'Режим приложения', 'live'), evidence('Facebook code', 'Код Facebook', '1349168')],
  },
)

const TWO_FACTOR = finding(
  'accounts.two-factor',
  'warning',
  text('197 accounts want two-factor sign-in', '197 кабинетов требуют двухфакторного входа'),
  text('Five businesses switched it on.', 'Его включили пять компаний.'),
  {
    who: 'you',
    text: text('Switch two-factor sign-in on for this person.', 'Включите двухфакторный вход для этого человека.'),
    url: 'https://www.facebook.com/security/2fac/setup/intro/',
    command: null,
    fix: 'open-link',
    steps: path('Accounts Center', 'Password and security', 'Two-factor authentication'),
  },
  { account: 'act_100000007919', evidence: [evidence('Facebook code', 'Код Facebook', '415')] },
)

const VERSION = finding(
  'app.version',
  'info',
  text('Facebook retires the version in use on 18 Feb', 'Facebook отключит эту версию 18 февраля'),
  text('AdKeys moves on with its next update.', 'AdKeys перейдёт на новую со следующим обновлением.'),
)

const SILENT = finding(
  'accounts.status',
  'unknown',
  text('14 accounts did not answer', '14 кабинетов не ответили'),
  text('Neither good nor bad; asked again at 09:55.', 'Это ни хорошо, ни плохо; повторим в 09:55.'),
)

const MACHINE: Finding[] = [
  fine('machine.keychain', 'Written, read and deleted in 8 ms', 'Запись, чтение и удаление за 8 мс'),
  fine('machine.loopback', 'Both families come back', 'Возврат работает по обоим протоколам'),
  fine('machine.clock', 'The clock is right to 1 s', 'Часы точны до 1 с'),
  fine('machine.network', 'Facebook answers in 41 ms, no proxy', 'Facebook отвечает за 41 мс, прокси нет'),
  fine('machine.deep-link', 'Links open AdKeys', 'Ссылки открывают AdKeys'),
  fine('machine.disk', '41 GB free', 'Свободно 41 ГБ'),
]

const WELL: Finding[] = [
  fine('app.secret', 'The secret belongs to the app', 'Секрет от этого приложения'),
  fine('token.valid', 'Facebook accepts the token', 'Facebook принимает токен'),
  fine('token.person', 'The same person as at the first sign-in', 'Тот же человек, что при первом входе'),
  fine('permissions.granted', 'Everything asked for is given', 'Дано всё, что запрошено'),
  fine('permissions.chosen', 'All accounts are chosen', 'Выбраны все кабинеты'),
  fine('accounts.spend-cap', 'No cap is reached', 'Ни один лимит не исчерпан'),
  fine('limits.calls', 'Calls: 4 % used', 'Запросы: использовано 4 %'),
]

const PAY: Pick<Remedy, 'who' | 'text' | 'url' | 'steps'> = {
  who: 'account-admin',
  text: text('Pay the open bill or mend the payment method.', 'Оплатите счёт или исправьте способ оплаты.'),
  url: 'https://business.facebook.com/billing_hub/accounts',
  steps: [text('Billing & payments', 'Платежи и выставление счетов'), text('Pay now', 'Оплатить сейчас')],
}
const REVIEW: typeof PAY = {
  who: 'account-admin',
  text: text('Ask the platform to look again.', 'Запросите повторную проверку у платформы.'),
  url: 'https://business.facebook.com/accountquality',
  steps: [
    text('Business support home', 'Центр поддержки бизнеса'),
    text('See details', 'Подробнее'),
    text('Request review', 'Запросить проверку'),
  ],
}
const WAIT: typeof PAY = {
  who: 'platform',
  text: text('Wait; nothing has to be done here.', 'Подождите: делать ничего не нужно.'),
  url: null,
  steps: [],
}
const STATES: Partial<Record<AdAccount['status'], [Finding['level'], Text, typeof PAY | null]>> = {
  blocked: ['error', text('The ad account is stopped', 'Кабинет остановлен'), REVIEW],
  limited: ['warning', text('A payment is open', 'Есть незавершённый платёж'), PAY],
  pending: ['warning', text('The ad account is under review', 'Кабинет на проверке'), WAIT],
  closed: ['info', text('The ad account is closed', 'Кабинет закрыт'), null],
  unknown: ['unknown', text('Unknown state', 'Неизвестное состояние'), null],
}

/** What one ad account says of itself. */
export function troubles(account: AdAccount): Finding[] {
  const state = STATES[account.status]
  if (!state) return []
  const [level, title, step] = state
  const whose = { business: account.business?.name ?? null, is_person: account.tasks.includes('MANAGE') }
  const remedy = step && { ...step, command: null, fix: step.url ? ('open-link' as const) : null, ...whose }
  return [finding('accounts.status', level, title, account.reason ?? title, remedy, { account: account.id })]
}

/** What the checks find for a connection that is well, and for one that is not. */
export const found = (troubled: boolean): Finding[] =>
  troubled ? [LIVE, SOON, TWO_FACTOR, VERSION, SILENT, ...WELL] : [VERSION, ...WELL]

type Wait = (milliseconds: number) => Promise<void>

/** Plays the checks one after another, as quickly as `wait` lets it. */
export async function play(
  report: StatusReport | null,
  only: string[],
  tell: (event: DiagnosisEvent) => void,
  wait: Wait,
  stopped: () => boolean,
): Promise<Diagnosis> {
  const chosen = CHECKS.filter((one) => (only.length === 0 ? report || one.group === 'machine' : only.includes(one.id)))
  const all = [...MACHINE, ...(report?.findings ?? [])]
  for (const { id } of chosen) {
    if (stopped()) break
    tell({ event: 'started', check: id, connection: report?.connection ?? null })
    await wait(120)
    for (const one of all.filter((one) => one.check === id))
      tell({ event: 'found', check: id, connection: report?.connection ?? null, finding: one })
    tell({ event: 'ended', check: id, connection: report?.connection ?? null })
  }
  return { at: at(0), connections: report ? [report] : [], findings: MACHINE }
}

const purpose = (id: string, en: string, ru: string): Purpose => ({ id, title: text(en, ru) })
const PURPOSES: Purpose[] = [
  purpose('read-reports', 'Read reports', 'Читать отчёты'),
  purpose('manage-ads', 'Manage ads', 'Управлять рекламой'),
  purpose('page-ads', 'Ads of Pages', 'Реклама страниц'),
  purpose('leads', 'Read leads', 'Читать заявки'),
  purpose('billing', 'See and pay bills', 'Счета и оплата'),
]

const because = (check: string, title: Text, detail: Text, who: Remedy['who'], steps: string[], fix: Remedy['fix']) =>
  finding(check, 'error', title, detail, {
    who,
    text: text('', ''),
    url: steps.length > 0 ? 'https://business.facebook.com/settings/ad-accounts' : null,
    command: null,
    fix,
    steps: path(...steps),
  })

const REASONS: Finding[] = [
  because(
    'account.role',
    text('The role there is Analyze', 'Роль в кабинете: «Анализ»'),
    text('This person may look at the account, not change it.', 'Человек может смотреть кабинет, но не менять его.'),
    'account-admin',
    ['Business settings', 'Ad accounts', 'People', 'Manage campaigns'],
    null,
  ),
  because(
    'account.status',
    text('Facebook blocked the account', 'Facebook заблокировал кабинет'),
    text('Ads cannot run in it until the block is lifted.', 'Пока блокировка не снята, реклама в нём не идёт.'),
    'account-admin',
    ['Business Support Home', 'Account overview', 'Request review'],
    'open-link',
  ),
  because(
    'scope.leads',
    text('The permission was not given', 'Разрешение не дано'),
    text('leads_retrieval was declined in the last sign-in.', 'leads_retrieval отклонено при последнем входе.'),
    'you',
    [],
    'rerequest',
  ),
  because(
    'account.finance',
    text('No finance role in the business', 'Нет финансовой роли в компании'),
    text('Bills are shown to finance editors only.', 'Счета видят только финансовые редакторы.'),
    'business-admin',
    ['Business settings', 'People', 'Finance editor'],
    null,
  ),
  finding(
    'account.answer',
    'unknown',
    text('Facebook did not answer', 'Facebook не ответил'),
    text('Neither good nor bad; ask again later.', 'Это ни хорошо, ни плохо; спросите позже.'),
  ),
]

const cell = (verdict: Verdict, ...reasons: number[]): Cell => ({ verdict, reasons })
const yes = cell('yes')

export function matrix(report: StatusReport): Matrix {
  const rows = report.accounts.map(({ id, name, status, tasks }) => {
    const blocked = status === 'blocked' || status === 'closed'
    const manage = blocked ? cell('no', 1) : tasks.includes('ADVERTISE') ? yes : cell('no', 0)
    const cells =
      status === 'unknown'
        ? PURPOSES.map(() => cell('unknown', 4))
        : [yes, manage, manage, cell('no', 2), tasks.includes('MANAGE') ? yes : cell('no', 3)]
    return { account: id, name, cells }
  })
  return { purposes: PURPOSES, reasons: REASONS, rows }
}

export function written(report: StatusReport | null, { names, ids, form, lang }: ReportOptions): Report {
  const person = names ? (report?.person?.name ?? 'none') : '[name p1]'
  const shown = report?.findings.filter((one) => one.level !== 'ok') ?? []
  const left = [text('Tokens and secrets, always', 'Токены и секреты, всегда')]
  if (!names) left.push(text('Names of people, accounts and businesses', 'Имена людей, кабинетов и компаний'))
  if (!ids) left.push(text('Identifiers', 'Идентификаторы'))
  if (form === 'json')
    return {
      text: JSON.stringify({ adkeys: '0.1.0', connection: report?.connection, person }, null, 2),
      left_out: left,
    }
  const lines = [
    `# AdKeys 0.1.0, ${at(0)}`,
    '',
    `| | |`,
    `|---|---|`,
    `| connection | ${report?.connection ?? 'all'} |`,
    `| person | ${person} |`,
    `| app | ${ids ? '1029384756610293' : '[id a1]'} |`,
    `| token | mark 7c41, long-lived |`,
    `| accounts | ${report?.accounts.length ?? 0} |`,
    '',
    ...shown.map((one) => `- **${one.level}** ${one.title[lang]} (\`${one.check}\`)`),
  ]
  return { text: lines.join('\n'), left_out: left }
}

const GRAPH = 'https://graph.facebook.com/v26.0'

export function trace(connection: string): Trace {
  const started = Date.parse(at(-14))
  const step = (after: number, en: string, ru: string, more: Partial<Trace['steps'][number]> = {}) => ({
    at: new Date(started + after).toISOString(),
    after_ms: after,
    name: text(en, ru),
    method: null,
    url: null,
    status: null,
    took_ms: null,
    headers: [] as [string, string][],
    note: null,
    ...more,
  })
  return {
    connection,
    provider: 'facebook',
    started_at: at(-14),
    ended_at: new Date(started + 33_400).toISOString(),
    outcome: 'connected',
    steps: [
      step(0, 'Browser opened', 'Браузер открыт', {
        url: 'https://www.facebook.com/v26.0/dialog/oauth?client_id=1029…&state=…',
        note: text('Way back: to this computer', 'Возврат: на этот компьютер'),
      }),
      step(31_000, 'Answer came back', 'Ответ пришёл', {
        method: 'GET',
        url: '/v1/tool-oauth/facebook/callback?code=…',
      }),
      step(31_020, 'Code exchanged', 'Код обменян', {
        method: 'POST',
        url: `${GRAPH}/oauth/access_token`,
        status: 200,
        took_ms: 612,
        headers: [
          ['x-fb-trace-id', 'A3xkP0qdVb7'],
          ['facebook-api-version', 'v26.0'],
        ],
      }),
      step(31_700, 'Made long-lived', 'Сделан долгим', {
        method: 'POST',
        url: `${GRAPH}/oauth/access_token`,
        status: 200,
        took_ms: 540,
      }),
      step(32_300, 'Kept in the keychain', 'Сохранён в связке ключей', { took_ms: 96 }),
      step(32_400, 'Ad accounts read', 'Кабинеты прочитаны', {
        method: 'GET',
        url: `${GRAPH}/me/adaccounts?limit=200`,
        status: 200,
        took_ms: 980,
        headers: [['x-app-usage', '{"call_count":4}']],
      }),
    ],
  }
}
