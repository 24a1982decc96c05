import { number } from '../../lib/format'
import { pluralRu } from '../../lib/plural'

/** «1 кабинет», «2 кабинета», «5 кабинетов». */
export const n = (count: number, one: string, few: string, many: string): string =>
  `${number(count)} ${pluralRu(count, one, few, many)}`

export const days = (count: number): string => n(count, 'день', 'дня', 'дней')
export const hours = (count: number): string => n(count, 'час', 'часа', 'часов')
export const permissions = (count: number): string => n(count, 'разрешение', 'разрешения', 'разрешений')
