import type { AccountDetails, AdAccount, BusinessAccounts, KnownSpend, SpendReport, Usage } from '../types'
import { at, text } from './scenes'

/** Thirty days with weekends, the same each time. */
export function spent(account: AdAccount): SpendReport {
  const seed = Number(account.id.slice(-5)) || 1
  if (account.status === 'unknown')
    return {
      account: account.id,
      currency: account.currency,
      total: null,
      days: [],
      error: {
        code: 'platform-unavailable',
        message: text('Facebook did not answer for this account.', 'По этому кабинету Facebook не ответил.'),
        hint: text('', ''),
        details: {},
      },
    }
  const days = Array.from({ length: 30 }, (_, n) => {
    const wave = 1 + Math.sin((n + seed) / 3.1) / 3 + ((n + seed) % 7 > 4 ? -0.5 : 0)
    return { date: at(n - 30).slice(0, 10), spend: (((seed % 900) / 4) * Math.max(0, wave)).toFixed(2) }
  }).filter((_, n) => delivered(account.status, seed, n))
  const total = days.length > 0 ? days.reduce((sum, day) => sum + Number(day.spend), 0).toFixed(2) : null
  return { account: account.id, currency: account.currency, total, days, error: null }
}

/** What is closed delivers nothing, what was blocked did so until then, and some have a few days off. */
const delivered = (status: AdAccount['status'], seed: number, n: number): boolean =>
  status === 'blocked' ? n < 8 + (seed % 17) : status !== 'closed' && seed % 11 > 0 && (seed % 5 > 0 || n > 12)

/** The same as the ledger keeps it. */
export function known(account: AdAccount, readAt: string): KnownSpend | null {
  const { currency, total, days, error } = spent(account)
  if (error) return null
  const by = new Map(days.map(({ date, spend }) => [date, spend]))
  const all = Array.from({ length: 30 }, (_, n) => by.get(at(n - 30).slice(0, 10)) ?? null)
  return {
    account: account.id,
    read_at: readAt,
    currency,
    total,
    until: at(-1).slice(0, 10),
    days: days.length > 0 ? all : [],
  }
}

export function businesses(accounts: AdAccount[]): BusinessAccounts[] {
  const known = new Map<string, BusinessAccounts>()
  for (const account of accounts) {
    const { business } = account
    if (!business) continue
    const one = known.get(business.id) ?? {
      id: business.id,
      name: business.name,
      verification: known.size % 3 === 1 ? 'not_verified' : 'verified',
      two_factor: known.size % 2 ? 'admin_required' : 'none',
      role: known.size % 4 === 3 ? 'EMPLOYEE' : 'ADMIN',
      access_ends: null,
      owned: [],
      client: [],
      error: null,
    }
    if (known.size % 5 === 4) one.client.push(account)
    else one.owned.push(account)
    known.set(business.id, one)
  }
  return [...known.values()]
}

export const inDepth = (account: AdAccount): AccountDetails => ({
  account,
  created: '2021-03-04',
  owner: account.business?.id ?? null,
  funding: { native: '1', kind: text('Credit card', 'Банковская карта'), display: 'VISA *1234' },
  prepaid: false,
  failed_checks:
    account.status === 'limited'
      ? [{ summary: 'Payment failed', description: 'The last payment did not go through. Add another card.' }]
      : [],
  access_ends: null,
  terms: ['web_custom_audience_tos'],
  payer: 'Halden Reporting GmbH',
  hidden: account.status === 'blocked' ? ['funding_source_details'] : [],
})

export const usage = (): Usage[] => [
  { kind: 'app', subject: null, percent: 4, wait_until: null, tier: null, read_at: at(-0.0015) },
  {
    kind: 'ads_management',
    subject: 'act_518204417000',
    percent: 93.5,
    wait_until: at(0.01),
    tier: text('Development access', 'Доступ для разработки'),
    read_at: at(-0.0015),
  },
]
