import type { Lang } from '../ipc'

const rules: Record<Lang, Intl.PluralRules> = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') }

/** English: `one` for 1, else `many`. */
export const pluralEn = (n: number, one: string, many: string): string => (rules.en.select(n) === 'one' ? one : many)

/** Russian: 1 кабинет, 2 кабинета, 5 кабинетов; fractions take the form of 2. */
export function pluralRu(n: number, one: string, few: string, many: string): string {
  const form = rules.ru.select(n)
  if (form === 'one') return one
  return form === 'many' ? many : few
}
