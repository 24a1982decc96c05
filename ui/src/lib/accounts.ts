import type { AccountStatus, AdAccount } from '../ipc'
import { roleRank } from './roles'

export type SortKey = 'status' | 'name' | 'spent' | 'recent' | 'balance' | 'business' | 'role' | 'zone'
export type Sort = { key: SortKey; down: boolean }

/** An account with everything that searching and sorting need, worked out once. */
export type Entry = {
  account: AdAccount
  haystack: string
  name: string
  business: string
  spent: number
  balance: number
  currencyRank: number
}

/** What an account spent lately, as a number to sort by; `null`: not known. */
export type Lately = (account: AdAccount) => number | null

/** Trouble first. */
export const STATUSES: AccountStatus[] = ['blocked', 'limited', 'active', 'pending', 'closed', 'unknown']
const ATTENTION: Record<AccountStatus, number> = {
  blocked: 0,
  limited: 1,
  pending: 2,
  unknown: 3,
  active: 4,
  closed: 5,
}

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
    name: alphabetical(account.name),
    business: alphabetical(account.business?.name ?? ''),
    spent: amount(account.amount_spent),
    balance: amount(account.balance),
    currencyRank: ranks.get(account.currency) ?? 0,
  }))
}

/** A text whose plain order is alphabetical: accents aside, numbers by their size. A collator is too slow for ten thousand. */
const alphabetical = (name: string): string =>
  name
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byName = (a: Entry, b: Entry): number => compare(a.name, b.name)

const orders: Record<Exclude<SortKey, 'recent'>, (a: Entry, b: Entry) => number> = {
  status: (a, b) => ATTENTION[a.account.status] - ATTENTION[b.account.status],
  name: byName,
  spent: (a, b) => a.spent - b.spent,
  balance: (a, b) => a.balance - b.balance,
  business: (a, b) => compare(a.business, b.business),
  role: (a, b) => roleRank(a.account.tasks) - roleRank(b.account.tasks),
  zone: (a, b) => compare(a.account.timezone ?? '', b.account.timezone ?? ''),
}

export const isMoney = (key: SortKey): boolean => key === 'spent' || key === 'recent' || key === 'balance'

/** Entries in the order of `sort`; amounts currency by currency, and of `recent` those that are not known last. */
export function sorted(entries: Entry[], { key, down }: Sort, lately: Lately = () => null): Entry[] {
  if (key === 'recent') return byRecent(entries, down, lately)
  const order = orders[key]
  const turn = down ? -1 : 1
  const groups = isMoney(key) ? byCurrency : () => 0
  return [...entries].sort((a, b) => groups(a, b) || turn * order(a, b) || byName(a, b))
}

const byCurrency = (a: Entry, b: Entry): number => a.currencyRank - b.currencyRank

function byRecent(entries: Entry[], down: boolean, lately: Lately): Entry[] {
  const known: { entry: Entry; amount: number }[] = []
  const unknown: Entry[] = []
  for (const entry of entries) {
    const amount = lately(entry.account)
    if (amount === null) unknown.push(entry)
    else known.push({ entry, amount })
  }
  const turn = down ? -1 : 1
  known.sort((a, b) => byCurrency(a.entry, b.entry) || turn * (a.amount - b.amount) || byName(a.entry, b.entry))
  return [...known.map(({ entry }) => entry), ...unknown.sort((a, b) => byCurrency(a, b) || byName(a, b))]
}

/** Entries in one order, with all their texts laid end to end: one search through that is far quicker than ten thousand. */
export type Searchable = { entries: Entry[]; text: string; starts: Uint32Array }

export function searchable(entries: Entry[]): Searchable {
  const starts = new Uint32Array(entries.length + 1)
  entries.forEach(({ haystack }, at) => (starts[at + 1] = (starts[at] ?? 0) + haystack.length + 1))
  return { entries, text: entries.map(({ haystack }) => haystack).join('\0'), starts }
}

/** The entries whose text holds `word`, in their order. */
function holding({ entries, text, starts }: Searchable, word: string): Entry[] {
  const found: Entry[] = []
  let next = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[next])) {
    while ((starts[next + 1] ?? Infinity) <= at) next += 1
    const entry = entries[next]
    if (!entry) break
    found.push(entry)
    next += 1
    if (next === entries.length) break
  }
  return found
}

/** Entries that hold every word of `query`, have `status` and belong to `business`, in the order given. */
export function matching(
  all: Searchable,
  query: string,
  status: AccountStatus | null,
  business: string | null = null,
): Entry[] {
  // The longest word leaves the fewest to look at.
  const [first, ...rest] = query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
  const found = first ? holding(all, first) : all.entries
  if (rest.length === 0 && status === null && business === null) return found
  return found.filter(
    ({ account, haystack }) =>
      (status === null || account.status === status) &&
      (business === null || account.business?.id === business) &&
      rest.every((word) => haystack.includes(word)),
  )
}

export type Owner = { id: string; name: string; count: number }

/** The businesses behind the accounts, the largest first. */
export function owners(accounts: AdAccount[]): Owner[] {
  const known = new Map<string, Owner>()
  for (const { business } of accounts) {
    if (!business) continue
    const one = known.get(business.id)
    if (one) one.count += 1
    else known.set(business.id, { ...business, count: 1 })
  }
  return [...known.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
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
