import { afterEach, expect, it, vi } from 'vitest'
import { ipc, type StatusReport } from '../ipc'
import { error } from '../test/window'
import { readAll, Status } from './status.svelte'

const report = (checked_at: string, code?: 'network'): StatusReport =>
  ({ checked_at, accounts: [], error: code ? error(code) : null }) as unknown as StatusReport

afterEach(() => vi.restoreAllMocks())

it('a check that failed stays said until somebody has looked again', async () => {
  const cached = vi.spyOn(ipc, 'statusCached').mockResolvedValue(report('2026-11-22T08:00:00Z'))
  vi.spyOn(ipc, 'status').mockResolvedValue(report('2026-11-22T08:00:00Z', 'network'))
  const known = new Status('facebook')
  await known.read()
  await known.check()
  await known.read()
  expect(known.trouble?.code).toBe('network')
  cached.mockResolvedValue(report('2026-11-22T09:00:00Z'))
  await known.read()
  expect(known.trouble).toBeNull()
})

it('a check that a person stopped is no trouble', async () => {
  vi.spyOn(ipc, 'status').mockRejectedValue(error('cancelled'))
  const known = new Status('facebook')
  await known.check()
  expect([known.trouble, known.checking]).toEqual([null, false])
})

it('lists that are wished for with each letter are read once', async () => {
  const cached = vi.spyOn(ipc, 'statusCached').mockResolvedValue(report('2026-11-22T08:00:00Z'))
  await Promise.all([readAll(['one', 'two']), readAll(['one', 'two'])])
  await readAll(['one', 'two'])
  expect(cached.mock.calls).toEqual([['one'], ['two']])
})
