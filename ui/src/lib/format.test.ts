import { beforeEach, describe, expect, it } from 'vitest'
import { ago, left, within } from './ago'
import { day, dayWithYear, money, percent, stopwatch } from './format'
import { lang } from './lang.svelte'

const NOW = Date.parse('2026-11-24T09:41:00Z')
const after = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('in English', () => {
  beforeEach(() => lang.use('en'))

  it('money keeps every digit, whatever a float would make of it', () => {
    expect(money('900719925474099.31', 'USD')).toBe('$900,719,925,474,099.31')
    expect(money('12345', 'JPY')).toBe('¥12,345')
    expect(money('10.00', 'CAD')).toBe('CA$10.00')
    expect(plain(money('3.00', 'not a currency'))).toBe('3.00 not a currency')
  })

  it('what is almost used up is not shown as all', () => {
    expect(plain(percent(0.926))).toBe('93 %')
    expect(plain(percent(0.999))).toBe('99 %')
    expect(plain(percent(1.2))).toBe('120 %')
  })

  it('dates name the year only when it is another one', () => {
    expect(day('2026-11-29T12:00:00Z', NOW)).toBe('29 Nov')
    expect(day('2027-01-09T12:00:00Z', NOW)).toBe('9 Jan 2027')
  })

  it('time left is told in days, the last two days in hours', () => {
    expect(left(after(46 * 24), NOW, false)).toBe('46 days left')
    expect(left(after(47), NOW, true)).toBe('47 hours left')
    expect(left(after(1), NOW, true)).toBe('1 hour left')
    expect(left(after(-3), NOW, true)).toBe('ended')
    expect(within(after(5 * 24 + 3), NOW)).toBe('in 5 days')
  })

  it('the past is told from now to a date', () => {
    expect(ago(after(0), NOW)).toBe('just now')
    expect(ago(after(-2 / 60), NOW)).toBe('2 min ago')
    expect(ago(after(-5), NOW)).toBe('5 h ago')
    expect(ago(after(-100), NOW)).toMatch(/^20 Nov, \d\d:\d\d$/)
  })

  it('a stopwatch has two digits of seconds', () => expect(stopwatch(65.9)).toBe('1:05'))
})

describe('in Russian', () => {
  beforeEach(() => lang.use('ru'))

  it('money and dates follow the language', () => {
    expect(plain(money('10248.5', 'EUR'))).toBe('10 248,50 €')
    expect(plain(dayWithYear('2027-01-09T12:00:00Z'))).toBe('9 янв. 2027')
  })

  it('plural forms follow the rule', () => {
    const words = [1, 2, 5, 11, 21, 22].map((days) => left(after(days * 24 + 30), NOW, true))
    expect(words.map(plain)).toEqual([
      'Осталось 2 дня',
      'Осталось 3 дня',
      'Осталось 6 дней',
      'Осталось 12 дней',
      'Осталось 22 дня',
      'Осталось 23 дня',
    ])
    expect(plain(left(after(21 * 24 + 1), NOW, false))).toBe('Ещё 21 день')
  })
})
