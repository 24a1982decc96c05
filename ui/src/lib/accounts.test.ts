import { describe, expect, it } from 'vitest'
import { agency, clientAccounts } from '../ipc/demo/accounts'
import {
  capShare,
  countStatuses,
  leadingCurrency,
  matching,
  owners,
  prepare,
  searchable,
  sorted,
  type Entry,
} from './accounts'

const entries = prepare(agency())
const find = (among: Entry[], query: string, status: Parameters<typeof matching>[2] = null) =>
  matching(searchable(among), query, status)

describe('a list of accounts', () => {
  it('is searched by every word in name, id and business', () => {
    const found = find(prepare(clientAccounts()), 'dental GMBH')
    expect(found.map((entry) => entry.account.name)).toEqual(['Lumen Dental Clinics'])
    expect(find(prepare(clientAccounts()), 'fjällbo gmbh')).toHaveLength(0)
    expect(find(prepare(clientAccounts()), 'act_5182')).toHaveLength(1)
  })

  it('is searched as if each account were asked alone', () => {
    for (const query of ['k', 'kiosk 24', 'nord', 'act_1000', '·', 'gmbh kiel', 'zzz', 'ромашка', '7']) {
      const words = query.split(' ')
      const alone = entries.filter((entry) => words.every((word) => entry.haystack.includes(word)))
      expect(find(entries, query), query).toEqual(alone)
    }
  })

  it('is filtered by state and search together', () => {
    const blocked = find(entries, '', 'blocked')
    expect(blocked).toHaveLength(402)
    expect(
      find(entries, 'kiosk', 'blocked').every(
        (entry) => entry.account.status === 'blocked' && entry.haystack.includes('kiosk'),
      ),
    ).toBe(true)
  })

  it('puts what needs attention first', () => {
    expect(
      sorted(prepare(clientAccounts()), { key: 'status', down: false }).map((entry) => entry.account.status),
    ).toEqual(['blocked', 'limited', 'active'])
  })

  it('never compares amounts of different currencies', () => {
    const order = sorted(entries, { key: 'spent', down: true })
    const currencies = order.map((entry) => entry.account.currency)
    expect(currencies.filter((currency, at) => currency !== currencies[at - 1])).toHaveLength(new Set(currencies).size)
    const euros = order.filter((entry) => entry.account.currency === 'EUR').map((entry) => entry.spent)
    expect(euros).toEqual([...euros].sort((a, b) => b - a))
    expect(leadingCurrency(order)).toEqual({ first: 'EUR', several: true })
  })

  it('is sorted by the last 30 days currency by currency, and what is not known comes last', () => {
    const amounts = new Map(entries.slice(0, 500).map(({ account }, at) => [account.id, (at * 37) % 500]))
    const lately = ({ id }: { id: string }) => amounts.get(id) ?? null
    for (const down of [true, false]) {
      const order = sorted(entries, { key: 'recent', down }, lately)
      expect(order).toHaveLength(entries.length)
      const known = order.slice(0, amounts.size)
      expect(known.every(({ account }) => amounts.has(account.id))).toBe(true)
      const currencies = known.map(({ account }) => account.currency)
      expect(currencies.filter((one, at) => one !== currencies[at - 1])).toHaveLength(new Set(currencies).size)
      const euros = known.filter(({ account }) => account.currency === 'EUR').map(({ account }) => lately(account) ?? 0)
      expect(euros).toEqual([...euros].sort((a, b) => (down ? b - a : a - b)))
    }
  })

  it('is narrowed down to one business', () => {
    const [largest] = owners(agency())
    const found = matching(searchable(entries), '', null, largest?.id)
    expect(found).toHaveLength(largest?.count ?? -1)
    expect(found.every(({ account }) => account.business?.id === largest?.id)).toBe(true)
  })

  it('counts every state', () => {
    expect(countStatuses(agency())).toEqual({
      active: 9412,
      limited: 211,
      blocked: 402,
      pending: 38,
      closed: 171,
      unknown: 14,
    })
  })

  it('filters ten thousand accounts well within a frame', () => {
    const order = searchable(sorted(entries, { key: 'name', down: false }))
    const before = performance.now()
    for (const query of ['k', 'ki', 'kio', 'kios', 'kiosk', 'kiosk 24', 'kiosk 24 m']) matching(order, query, null)
    expect((performance.now() - before) / 7).toBeLessThan(16)
  })
})

describe('a spend cap', () => {
  const [account] = clientAccounts()

  it('has no share without a cap, without spend, or when it is nothing', () => {
    if (!account) throw new Error('no account')
    expect(capShare(account)).toBeCloseTo(0.3057, 3)
    for (const change of [{ spend_cap: null }, { amount_spent: null }, { spend_cap: '0.00' }, { spend_cap: 'many' }]) {
      expect(capShare({ ...account, ...change })).toBeNull()
    }
  })
})
