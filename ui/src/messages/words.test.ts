import { describe, expect, it } from 'vitest'
import { en } from './en'
import { ru } from './ru'

/** Every message as words; functions are called with values of the right kinds. */
function words(messages: unknown, path = ''): [string, string][] {
  if (messages === null) return [] // left to the hint of core
  if (typeof messages === 'string') return [[path, messages]]
  if (typeof messages === 'function')
    return [1, 2, 5].map((n) => [path, spoken(messages as (...values: unknown[]) => string, n)])
  return Object.entries(messages as object).flatMap(([key, inner]) => words(inner, `${path}.${key}`))
}

// A message takes numbers and words; which is known to the compiler only, so every mixture is tried.
function spoken(message: (...values: unknown[]) => string, n: number): string {
  const mixtures = [
    [n, n, n],
    [n, n, 'Facebook'],
    [n, 'Anna', 'x'],
    ['Anna', n, 'x'],
    ['Anna', 'Facebook', 'x'],
  ]
  for (const values of mixtures) {
    try {
      const text = String(message(...values))
      if (!text.includes('NaN')) return text
    } catch {
      // it wanted words where it got a number
    }
  }
  throw new Error(`nothing fits ${message}`)
}

const all = { en: words(en), ru: words(ru) }

describe.each(['en', 'ru'] as const)('the words in %s', (lang) => {
  it('are there', () => {
    for (const [path, text] of all[lang]) expect(text.trim(), path).not.toBe('')
  })

  it('do not shout, blame or boast', () => {
    const never =
      lang === 'en'
        ? /!|\boops\b|\binvalid\b|successfully|unexpected|something went wrong(?!”)/i
        : /!|ой\b|успешно|некорректн|неверный ввод|неожиданн/i
    for (const [path, text] of all[lang]) expect(text, path).not.toMatch(never)
  })

  it('use the quotes of the language', () => {
    const foreign = lang === 'en' ? /[«»"]/ : /[“”"]/
    for (const [path, text] of all[lang]) expect(text, path).not.toMatch(foreign)
  })
})

it('Russian is not English left over', () => {
  const same = all.ru.filter(([path, text]) => all.en.some(([other, english]) => other === path && english === text))
  const paths = [...new Set(same.filter(([, text]) => /[a-z]{3}/i.test(text)).map(([path]) => path))]
  // Labels of Facebook's console, the product's name, and messages that only repeat what they are given.
  expect(
    paths.filter(
      (path) => !/^\.facebook\.(clientLogin|webLogin|https|uris)$|^\.app\.name$|version$|\.time\./.test(path),
    ),
  ).toEqual([])
})

it('Russian plural forms follow the count', () => {
  expect([1, 2, 5, 11, 21, 104].map((n) => ru.home.accounts(n).replace(/^\S+ /, ''))).toEqual([
    'рекламный кабинет',
    'рекламных кабинета',
    'рекламных кабинетов',
    'рекламных кабинетов',
    'рекламный кабинет',
    'рекламных кабинета',
  ])
})
