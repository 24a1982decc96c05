import { expect, it } from 'vitest'
import { clientAccounts } from '../ipc/demo/accounts'
import { sheet } from './sheet'

const [account] = clientAccounts()

it('accounts become lines with one cell for each column', () => {
  const lines = sheet(clientAccounts()).split('\n')
  expect(lines).toHaveLength(4)
  expect(new Set(lines.map((line) => line.split('\t').length))).toEqual(new Set([11]))
  expect(lines[1]).toContain('act_402917365518\tLumen Dental Clinics\tLumen Dental GmbH\tBlocked')
})

it('a name can neither start a formula nor a new cell', () => {
  if (!account) throw new Error('no account')
  const [, line] = sheet([{ ...account, name: '=HYPERLINK("https://evil")\tx\ny', balance: '-12.50' }]).split('\n')
  const cells = line?.split('\t') ?? []
  expect(cells[1]).toBe('\'=HYPERLINK("https://evil") x y')
  expect(cells[8]).toBe('-12.50')
})
