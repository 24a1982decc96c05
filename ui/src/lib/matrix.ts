import type { Cell, Finding, Matrix, MatrixRow, Verdict } from '../ipc'
import type { Hue, Look } from './looks'
import { levelLook, quietLook } from './looks'

/** Accounts whose every answer is the same, for the same reasons. */
export type Group = { key: string; rows: MatrixRow[]; cells: Cell[]; bad: boolean }
/** One line of the grid: an answer that many accounts share, or one account. */
export type Line = { id: string; title: string; cells: Cell[]; group: Group | null }

const signature = ({ cells }: MatrixRow): string =>
  cells.map(({ verdict, reasons }) => `${verdict} ${reasons.join(' ')}`).join('|')

const lacks = (cells: Cell[], needed: boolean[]): boolean =>
  cells.some(({ verdict }, at) => verdict !== 'yes' && needed[at])

/** Accounts grouped by identical answers, the largest group first. */
export function groups(rows: MatrixRow[], needed: boolean[]): Group[] {
  const found = new Map<string, Group>()
  for (const row of rows) {
    const key = signature(row)
    const group = found.get(key)
    if (group) group.rows.push(row)
    else found.set(key, { key, rows: [row], cells: row.cells, bad: lacks(row.cells, needed) })
  }
  return [...found.values()].sort((a, b) => b.rows.length - a.rows.length)
}

/** Names and ids in lower case, worked out once: ten thousand are searched at every key. */
export const searchIndex = (rows: MatrixRow[]): string[] =>
  rows.map(({ name, account }) => `${name}\n${account}`.slice(0, 1000).toLowerCase())

export type Wish = { query: string; failing: boolean; group: string | null; needed: boolean[] }

/** The accounts that fit the wish, in their order. */
export function fitting(rows: MatrixRow[], index: string[], { query, failing, group, needed }: Wish): MatrixRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    (row, at) =>
      words.every((word) => index[at]?.includes(word)) &&
      (!failing || lacks(row.cells, needed)) &&
      (group === null || signature(row) === group),
  )
}

/** What a person came for, until they say otherwise: the rest is asked for by few. */
const SELDOM = ['leads', 'billing']
export const usuallyNeeded = (matrix: Matrix): boolean[] => matrix.purposes.map(({ id }) => !SELDOM.includes(id))

const looks: Record<Verdict, Look> = { yes: levelLook.ok, no: levelLook.error, unknown: levelLook.unknown }

/** A No is red only where a Yes is needed. */
export const cellLook = ({ verdict }: Cell, needed: boolean): Look =>
  verdict === 'no' && !needed ? quietLook : looks[verdict]

export const cellHue = (cell: Cell, needed: boolean): Hue => cellLook(cell, needed).hue

export const reasonsOf = (matrix: Matrix, cell: Cell): Finding[] =>
  cell.reasons.flatMap((at) => matrix.reasons[at] ?? [])
