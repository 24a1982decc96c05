import type { AccountStatus, AdAccount, Text } from '../types'

const account = (id: string, name: string, status: AccountStatus, changes: Partial<AdAccount>): AdAccount => ({
  id: `act_${id}`,
  name,
  status,
  native_status: { active: '1', blocked: '2', limited: '3', pending: '7', closed: '101', unknown: '202' }[status],
  reason: null,
  native_reason: null,
  can_deliver: status === 'active',
  currency: 'EUR',
  timezone: 'Europe/Vienna',
  amount_spent: '0.00',
  spend_cap: null,
  balance: '0.00',
  business: null,
  tasks: ['ADVERTISE', 'ANALYZE'],
  ...changes,
})

export const clientAccounts = (): AdAccount[] => [
  account('402917365518', 'Lumen Dental Clinics', 'blocked', {
    reason: { en: 'Blocked for the advertising policy', ru: 'Заблокирован из-за рекламных правил' },
    native_reason: 'ADS_INTEGRITY_POLICY',
    amount_spent: '6114.20',
    spend_cap: '20000.00',
    business: { id: '90210', name: 'Lumen Dental GmbH' },
    tasks: ['MANAGE', 'ADVERTISE', 'ANALYZE'],
  }),
  account('551820441799', 'Kettle & Crane Coffee', 'limited', {
    reason: {
      en: 'A payment failed; ads run a few days more',
      ru: 'Платёж не прошёл; реклама идёт ещё несколько дней',
    },
    native_reason: 'UNSETTLED',
    can_deliver: true,
    currency: 'GBP',
    timezone: 'Europe/London',
    amount_spent: '2341.00',
    balance: '312.40',
    business: { id: '90211', name: 'Kettle & Crane Ltd' },
  }),
  account('518204417000', 'Fjällbo Outdoor DACH', 'active', {
    amount_spent: '23150.00',
    spend_cap: '25000.00',
    balance: '1204.55',
    timezone: 'Europe/Stockholm',
    business: { id: '90212', name: 'Fjällbo AB' },
    tasks: ['ANALYZE'],
  }),
]

const FIRST = [
  'Solara',
  'Kornblum',
  'Veloria',
  'Oakhart',
  'Casa Alba',
  'Fjällbo',
  'Tidewater',
  'Lumen',
  'Papaya',
  'Atelier Moreau',
  'Pinewood',
  'Sonnenhof',
  'Wendel',
  'Nordlicht',
  'Marlow',
  'Blattwerk',
  'Grand Café',
  'Kiosk 24',
  'Ромашка',
  'Северный ветер',
]
const SECOND = [
  'Energy',
  'Bakeries',
  'Bikes',
  'Insurance',
  'Living',
  'Outdoor',
  'Surf',
  'Dental',
  'Mobile',
  'Prestige',
  'Toys',
  'Hotels',
  'Pharma',
  'Optik',
  'Menswear',
  'Pflanzen',
]
const PLACE = ['DE', 'Nord', 'FR', 'IE', 'ES', 'FI', 'PT', 'Wien', 'SK', 'Tyrol', 'Kiel', 'Köln']
const ZONES = ['Europe/Berlin', 'Europe/Paris', 'Europe/Dublin', 'America/New_York', 'Europe/Helsinki']
const REASONS: Record<AccountStatus, Text | null> = {
  active: null,
  limited: { en: 'A payment failed', ru: 'Платёж не прошёл' },
  blocked: { en: 'Advertising policy', ru: 'Рекламные правила' },
  pending: { en: 'Payment under review', ru: 'Платёж проверяется' },
  closed: { en: 'Closed', ru: 'Закрыт' },
  unknown: { en: 'Facebook says 202', ru: 'Facebook отвечает 202' },
}
const SHARES: [AccountStatus, number][] = [
  ['active', 9412],
  ['limited', 211],
  ['blocked', 402],
  ['pending', 38],
  ['closed', 171],
  ['unknown', 14],
]

/** Numbers that look random and are the same every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function one(n: number, status: AccountStatus, next: () => number): AdAccount {
  const pick = <T>(list: T[]): T => list[Math.floor(next() * list.length)] as T
  const first = pick(FIRST)
  const spent = Math.floor(next() ** 4 * 42_000_000) / 100
  const cap = next() < 0.6 ? Math.ceil((spent * (1 + next())) / 1000) * 1000 : null
  return account(String(100_000_000_000 + n * 7919), `${first} ${pick(SECOND)} · ${pick(PLACE)}`, status, {
    reason: REASONS[status],
    currency: pick(['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'JPY']),
    timezone: pick(ZONES),
    amount_spent: spent.toFixed(2),
    spend_cap: cap === null ? null : cap.toFixed(2),
    balance: (Math.floor(next() * 1_200_000) / 100).toFixed(2),
    business: { id: String(90_000 + (n % 613)), name: `${first} ${pick(['GmbH', 'AG', 'Ltd', 'SAS', 'AB'])}` },
    tasks: pick([['MANAGE', 'ADVERTISE', 'ANALYZE'], ['ADVERTISE', 'ANALYZE'], ['ANALYZE']]),
  })
}

let kept: AdAccount[] | null = null

/** An agency with 10,248 accounts. */
export function agency(): AdAccount[] {
  const next = numbers(7)
  kept ??= SHARES.flatMap(([status, count]) =>
    Array.from({ length: count }, (_, n) => one(n + status.length * 20_000, status, next)),
  )
  return kept
}
