import type { AccountStatus, AdAccount } from '../ipc'

export type SortKey = 'status' | 'name' | 'spent' | 'balance' | 'business'
export type Sort = { key: SortKey; down: boolean }

/** An account with everything that searching and sorting need, worked out once. */
export type Entry = {
  account: AdAccount
  haystack: string
  name: string
  spent: number
  balance: number
  currencyRank: number
}

export const STATUSES: AccountStatus[] = ['active', 'limited', 'blocked', 'pending', 'closed', 'unknown']
const ATTENTION: Record<AccountStatus, number> = { blocked: 0, limited: 1, pending: 2, unknown: 3, active: 4, closed: 5 }

const amount = (text: string | null): number => (text === null ? -1 : Number(text))

/** Currencies by how many accounts use them: amounts are compared within one currency only. */
function rankCurrencies(accounts: AdAccount[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { currency } of accounts) uses.set(currency, (uses.get(currency) ?? 0) + 1)
  const ranked = [...uses].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return new Map(ranked.map(([currency], rank) => [currency, rank]))
}

export function prepare(accounts: AdAccount[]): Entry[] {
  const ranks = rankCurrencies(accounts)
  return accounts.map((account) => ({
    account,
    haystack: `${account.name}\n${account.id}\n${account.business?.name ?? ''}`.slice(0, 2000).toLowerCase(),
    name: account.name.slice(0, 200).toLowerCase(),
    spent: amount(account.amount_spent),
    balance: amount(account.balance),
    currencyRank: ranks.get(account.currency) ?? 0,
  }))
}

const compare = new Intl.Collator(undefined, { numeric: true }).compare
const byName = (a: Entry, b: Entry): number => compare(a.name, b.name)

const orders: Record<SortKey, (a: Entry, b: Entry) => number> = {
  status: (a, b) => ATTENTION[a.account.status] - ATTENTION[b.account.status],
  name: byName,
  spent: (a, b) => a.spent - b.spent,
  balance: (a, b) => a.balance - b.balance,
  business: (a, b) => compare(a.account.business?.name ?? '', b.account.business?.name ?? ''),
}

const isMoney = (key: SortKey): boolean => key === 'spent' || key === 'balance'

export function sorted(entries: Entry[], { key, down }: Sort): Entry[] {
  const order = orders[key]
  const turn = down ? -1 : 1
  const groups = isMoney(key) ? (a: Entry, b: Entry) => a.currencyRank - b.currencyRank : () => 0
  return [...entries].sort((a, b) => groups(a, b) || turn * order(a, b) || byName(a, b))
}

/** Entries that hold every word of `query` and have `status`, in the order given. */
export function matching(entries: Entry[], query: string, status: AccountStatus | null): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && status === null) return entries
  return entries.filter(
    ({ account, haystack }) =>
      (status === null || account.status === status) && words.every((word) => haystack.includes(word)),
  )
}

export function countStatuses(accounts: AdAccount[]): Record<AccountStatus, number> {
  const counts = { active: 0, limited: 0, blocked: 0, pending: 0, closed: 0, unknown: 0 }
  for (const { status } of accounts) counts[status] += 1
  return counts
}

/** The currency that comes first when sorted by money, and whether there are others. */
export function leadingCurrency(entries: Entry[]): { first: string; several: boolean } | null {
  const first = entries.find((entry) => entry.currencyRank === 0)
  return first ? { first: first.account.currency, several: entries.some((entry) => entry.currencyRank > 0) } : null
}

/** How much of the cap is spent, from 0 on; `null` without a cap. */
export function capShare(account: AdAccount): number | null {
  const cap = Number(account.spend_cap)
  if (account.spend_cap === null || account.amount_spent === null || !(cap > 0)) return null
  return Number(account.amount_spent) / cap
}
