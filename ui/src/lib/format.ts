import type { Lang } from '../ipc'
import { lang } from './lang.svelte'

// English dates put the day first and use 24 hours; English money follows the United States, which tells $ from CA$.
const DATES: Record<Lang, string> = { en: 'en-GB', ru: 'ru-RU' }
const NUMBERS: Record<Lang, string> = { en: 'en-US', ru: 'ru-RU' }
const UNITS: Record<Lang, { ms: string; s: string }> = { en: { ms: 'ms', s: 's' }, ru: { ms: 'мс', s: 'с' } }
const NBSP = '\u00a0'

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${NUMBERS[lang.current]} ${options.currency} ${options.trailingZeroDisplay} ${options.maximumFractionDigits}`
  let format = kept.get(key) as Intl.NumberFormat | undefined
  if (!format) kept.set(key, (format = new Intl.NumberFormat(NUMBERS[lang.current], options)))
  return format
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = DATES[lang.current] + JSON.stringify(options)
  let format = kept.get(key) as Intl.DateTimeFormat | undefined
  if (!format) kept.set(key, (format = new Intl.DateTimeFormat(DATES[lang.current], options)))
  return format
}

export const number = (n: number): string => numbers({}).format(n)

/** Whole percents; what is not quite all is never shown as 100. */
export const percent = (share: number): string =>
  `${share < 1 ? Math.min(99, Math.round(share * 100)) : Math.round(share * 100)}${NBSP}%`

/** `amount` is a decimal string in major units: formatted digit by digit, never through a float. */
export const money = (amount: string, currency: string): string => inCurrency(amount, { style: 'currency', currency })

/** The same to the whole unit from a hundred on, where people compare; the exact amount is never far. */
export const wholeMoney = (amount: string, currency: string): string =>
  Math.abs(Number(amount)) < 100
    ? money(amount, currency)
    : inCurrency(amount, { style: 'currency', currency, maximumFractionDigits: 0 })

/** The same without `.00`, for limits, which are mostly round. */
export const roundMoney = (amount: string, currency: string): string =>
  inCurrency(amount, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })

function inCurrency(amount: string, options: Intl.NumberFormatOptions & { currency: string }): string {
  try {
    return numbers(options).format(amount as Intl.StringNumericLiteral)
  } catch {
    return `${amount}${NBSP}${options.currency}` // a currency that Intl does not know is shown as it came
  }
}

const at = (iso: string): Date => new Date(iso)
const thisYear = (date: Date, now: number): boolean => date.getFullYear() === new Date(now).getFullYear()
// Russian writes the year of a short date with «г.», which a deadline does not need.
const short = (text: string): string => text.replace(/\s?г\.$/, '')

/** `9 Jan`, with the year if it is another one. */
export function day(iso: string, now: number): string {
  const date = at(iso)
  return thisYear(date, now) ? dates({ day: 'numeric', month: 'short' }).format(date) : dayWithYear(iso)
}

/** `9 Jan 2027`. */
export const dayWithYear = (iso: string): string =>
  short(dates({ day: 'numeric', month: 'short', year: 'numeric' }).format(at(iso)))

/** `29 Nov, 14:20`, with the year if it is another one. */
export const moment = (iso: string, now: number): string => `${day(iso, now)}, ${clock(iso)}`

/** `14:20`. */
export const clock = (iso: string): string => dates({ hour: '2-digit', minute: '2-digit' }).format(at(iso))

/** `Sunday 29 November`. */
export const weekday = (iso: string): string =>
  dates({ weekday: 'long', day: 'numeric', month: 'long' }).format(at(iso))

/** `96 ms`, `31.0 s`. */
export const milliseconds = (n: number): string =>
  n < 1000
    ? `${number(n)}${NBSP}${UNITS[lang.current].ms}`
    : `${numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n / 1000)}${NBSP}${UNITS[lang.current].s}`

/** `0:24`. */
export const stopwatch = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
