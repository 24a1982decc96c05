import { expect, it } from 'vitest'
import { inline, tidy } from './foreign'

it('a name cannot turn the line around', () => expect(tidy('\u202egpj.exe\u202c')).toBe('gpj.exe'))

it('a name cannot hide letters', () => {
  expect(tidy('pay\u200bpal\u00ad\u2060!')).toBe('pay pal !')
  expect(tidy('a\u200db')).toBe('ab')
  expect(tidy('tag\u{e0041}ged')).toBe('tag ged')
})

it('a name cannot break the line or pile up marks', () => {
  expect(tidy('one\ntwo\u0000three\u2028four')).toBe('one two three four')
  expect(tidy(`z${'\u0301'.repeat(50)}`)).toBe(`z${'\u0301'.repeat(3)}`)
})

it('joiners stay where they mean something', () => {
  for (const name of ['👩‍👩‍👧', '❤️‍🔥', 'نمی‌خواهم', 'क्‍ष']) expect(tidy(name)).toBe(name)
})

it('a name of 64 KiB is cut, and says so', () => {
  const cut = tidy('x'.repeat(65_536), 60)
  expect(cut).toBe(`${'x'.repeat(60)}…`)
  expect(tidy('x'.repeat(60), 60)).toBe('x'.repeat(60))
})

it('a name that runs the other way is kept apart inside a sentence', () => {
  expect(inline('שרה')).toBe('\u2068שרה\u2069')
  expect(inline('Anna')).toBe('Anna')
})

it('markup is text', () => expect(tidy('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>'))

it('a plain name stays as it is, and blanks in it are still put in order', () => {
  for (const name of ['Kettle & Crane Coffee', 'Fjällbo · Köln', 'Северный ветер №2', '']) expect(tidy(name)).toBe(name)
  expect(tidy('  Anna   Ёлкина ')).toBe('Anna Ёлкина')
})
