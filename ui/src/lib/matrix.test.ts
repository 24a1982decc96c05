import { expect, it } from 'vitest'
import type { Cell, MatrixRow } from '../ipc'
import { cellLook, fitting, groups, searchIndex } from './matrix'

const yes: Cell = { verdict: 'yes', reasons: [] }
const no = (...reasons: number[]): Cell => ({ verdict: 'no', reasons })
const row = (n: number, name: string, ...cells: Cell[]): MatrixRow => ({ account: `act_${n}`, name, cells })

const rows = [
  row(1, 'Solara', yes, no(0)),
  row(2, 'Kornblum', yes, no(0)),
  row(3, 'Veloria', yes, no(1)),
  row(4, 'Oakhart', yes, yes),
]
const needed = [true, true]

it('accounts with the same answers for the same reasons stand together, the most first', () => {
  const found = groups(rows, needed)
  expect(found.map((group) => group.rows.length)).toEqual([2, 1, 1])
  expect(found.map((group) => group.bad)).toEqual([true, true, false])
})

it('what nobody needs is neither red nor counted as failing', () => {
  const wish = { query: '', failing: true, group: null }
  const index = searchIndex(rows)
  expect(fitting(rows, index, { ...wish, needed })).toHaveLength(3)
  expect(fitting(rows, index, { ...wish, needed: [true, false] })).toEqual([])
  expect(cellLook(no(0), true).hue).toBe('stop')
  expect(cellLook(no(0), false).hue).toBe('idle')
})

it('finds by every word, in the name or the id, and within one answer', () => {
  const find = (query: string, group: string | null = null) =>
    fitting(rows, searchIndex(rows), { query, failing: false, group, needed }).map(({ account }) => account)
  expect(find('corn')).toEqual([])
  expect(find('KORN act_2')).toEqual(['act_2'])
  expect(find('', groups(rows, needed)[0]?.key)).toEqual(['act_1', 'act_2'])
})

it('ten thousand accounts are grouped and searched within a frame or two', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => row(n, `Account ${n}`, yes, n % 3 ? no(n % 5) : yes))
  const index = searchIndex(many)
  const start = performance.now()
  groups(many, needed)
  fitting(many, index, { query: 'account 77', failing: true, group: null, needed })
  expect(performance.now() - start).toBeLessThan(200)
})
