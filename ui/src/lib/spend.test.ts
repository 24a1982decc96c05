import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ipc, type Failure, type KnownSpend, type SpendReport } from '../ipc'
import { error } from '../test/window'
import { mostOf, PAUSE, PORTION, Spend, STALE, toAsk } from './spend.svelte'

const NOW = Date.parse('2026-11-28T12:00:00Z')
const ids = (count: number) => Array.from({ length: count }, (_, n) => `act_${n}`)
const report = (account: string, trouble: Failure | null = null): SpendReport => ({
  account,
  currency: 'EUR',
  total: trouble ? null : '3.50',
  days: [],
  error: trouble,
})
const known = (account: string, readAt: number): KnownSpend => ({
  account,
  read_at: new Date(readAt).toISOString(),
  currency: 'EUR',
  total: '3.50',
  until: '2026-11-27',
  days: [null, '1.00', '2.50'],
})

describe('the last 30 days', () => {
  const kept = new Map<string, KnownSpend>()

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW })
    kept.clear()
    vi.spyOn(ipc, 'spendKnown').mockImplementation(async (_, accounts) =>
      [...kept.values()].filter(({ account }) => accounts.length === 0 || accounts.includes(account)),
    )
    vi.spyOn(ipc, 'spend').mockImplementation(async (_, accounts) => {
      for (const account of accounts) kept.set(account, known(account, Date.now()))
      return accounts.map((account) => report(account))
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('are asked for where they are old or unknown, one portion at a time', () => {
    const read = (id: string) => (id === 'act_0' ? NOW - STALE - 1 : id === 'act_1' ? NOW - 1000 : undefined)
    const asked = (id: string) => (id === 'act_2' ? NOW - 1000 : undefined)
    expect(toAsk(ids(4), read, asked, NOW)).toEqual(['act_0', 'act_3'])
    expect(toAsk(ids(500), read, asked, NOW)).toHaveLength(PORTION)
  })

  it('are there at once from the ledger, and nobody is asked of what is fresh', async () => {
    kept.set('act_0', known('act_0', NOW - 1000))
    const spend = new Spend('facebook')
    await spend.read()
    expect(spend.of('act_0')?.days).toEqual([0, 1, 2.5])
    expect([spend.amount('act_0'), spend.amount('act_1')]).toEqual([3.5, null])
    await spend.see(['act_0'])
    expect(ipc.spend).not.toHaveBeenCalled()
  })

  it('are read behind, and what was scrolled past meanwhile is not asked about', async () => {
    const spend = new Spend('facebook')
    const first = spend.see(['act_0'])
    void spend.see(['act_1'])
    void spend.see(['act_2'])
    await first
    expect(vi.mocked(ipc.spend).mock.calls.map(([, accounts]) => accounts)).toEqual([['act_0'], ['act_2']])
    expect(spend.amount('act_0')).toBe(3.5)
    await spend.see(['act_0', 'act_2'])
    expect(ipc.spend).toHaveBeenCalledTimes(2)
  })

  it('stay as they were when they cannot be read, and the platform has peace', async () => {
    kept.set('act_0', known('act_0', NOW - STALE - 1))
    const spend = new Spend('facebook')
    await spend.read()
    const wait = error('rate-limited', 'Wait.')
    wait.details.retry_at = new Date(NOW + 2 * PAUSE).toISOString()
    vi.mocked(ipc.spend).mockRejectedValueOnce(wait)
    await spend.see(['act_0'])
    expect([spend.trouble?.code, spend.amount('act_0')]).toEqual(['rate-limited', 3.5])
    vi.advanceTimersByTime(2 * PAUSE - 1)
    await spend.see(['act_0', 'act_1'])
    expect(ipc.spend).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(2)
    await spend.see(['act_0', 'act_1'])
    expect(ipc.spend).toHaveBeenCalledTimes(2)
    expect(spend.trouble).toBeNull()
  })

  it('of one account that fails say why and are not asked for again by themselves', async () => {
    vi.mocked(ipc.spend).mockResolvedValue([report('act_0', error('account-access-denied', 'No.'))])
    const spend = new Spend('facebook')
    await spend.see(['act_0'])
    await spend.see(['act_0'])
    expect(ipc.spend).toHaveBeenCalledTimes(1)
    expect([spend.trouble, spend.failed('act_0')?.code]).toEqual([null, 'account-access-denied'])
    await spend.again(['act_0'])
    expect(ipc.spend).toHaveBeenCalledTimes(2)
  })

  it('have no column where the platform tells nothing of spend', async () => {
    vi.mocked(ipc.spend).mockRejectedValue(error('usage', 'Not told.'))
    const spend = new Spend('linkedin')
    await spend.see(['a'])
    expect([spend.told, spend.trouble]).toEqual([false, null])
    vi.advanceTimersByTime(STALE * 2)
    await spend.see(['a'])
    expect(ipc.spend).toHaveBeenCalledTimes(1)
  })

  it('tell the day on which most was spent', () => {
    const recent = { total: '4.50', currency: 'EUR', until: '2026-11-02', readAt: NOW, days: [0, 3.5, 1] }
    const most = mostOf(recent)
    expect(most?.spend).toBe(3.5)
    expect(new Date(most?.date ?? '').getDate()).toBe(1)
    expect(mostOf({ ...recent, days: [] })).toBeNull()
  })
})
