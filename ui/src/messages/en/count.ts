import { number } from '../../lib/format'
import { pluralEn } from '../../lib/plural'

/** `1 day`, `2 days`. */
export const n = (count: number, one: string, many: string): string => `${number(count)} ${pluralEn(count, one, many)}`
