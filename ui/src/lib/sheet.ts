import type { AdAccount, Matrix, MatrixRow } from '../ipc'
import { tidy } from './foreign'
import { i18n, say } from './i18n'
import { reasonsOf } from './matrix'
import { role } from './roles'

// A spreadsheet takes these for the beginning of a formula.
const FORMULA = /^[=+\-@\t]/

const cell = (text: string | null): string => {
  const plain = tidy(text ?? '')
  return FORMULA.test(plain) && !/^-?\d+(\.\d+)?$/.test(plain) ? `'${plain}` : plain
}

/** Accounts as tab-separated lines, for pasting into a spreadsheet: amounts bare, currency beside them. */
export function sheet(accounts: AdAccount[]): string {
  const { table, details, account } = i18n.m
  const head = [details.id, table.account, table.business, table.status, details.why, table.currency]
  const money = [details.spent, details.cap, table.balance]
  const rows = accounts.map((one) => [
    one.id,
    one.name,
    one.business?.name ?? '',
    account[one.status],
    one.native_reason ?? '',
    one.currency,
    one.amount_spent,
    one.spend_cap,
    one.balance,
    role(one.tasks),
    one.timezone,
  ])
  return [[...head, ...money, table.role, table.zone], ...rows].map((row) => row.map(cell).join('\t')).join('\n')
}

/** The matrix likewise: an answer and its reasons for each purpose. */
export function matrixSheet(matrix: Matrix, rows: MatrixRow[]): string {
  const { table, details, matrix: words } = i18n.m
  const head = [details.id, table.account, ...matrix.purposes.flatMap(({ title }) => [say(title), words.reason])]
  const lines = rows.map(({ account, name, cells }) => [
    account,
    name,
    ...cells.flatMap((one) => [
      words.verdict[one.verdict],
      reasonsOf(matrix, one)
        .map(({ title }) => say(title))
        .join('; '),
    ]),
  ])
  return [head, ...lines].map((line) => line.map(cell).join('\t')).join('\n')
}
