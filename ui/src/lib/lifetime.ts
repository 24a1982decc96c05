import type { ConnectionState, Timestamp } from '../ipc'
import type { Hue } from './looks'
import { connectionLook } from './looks'

const DAY = 86_400_000
/** Days before the end that the drawing marks. */
export const MARKS = [14, 7, 3, 1]

/** How time is drawn: `filled` what is left, `empty` over, `endless` fades out, `unknown` dashed, `exempt` hatched. */
export type Drawing = 'filled' | 'empty' | 'endless' | 'unknown' | 'exempt'
export type Lifetime = { drawing: Drawing; hue: Hue; now: number; marks: number[] }

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0)

/** Where today and the marks lie between `from` and `until`, both as shares of the whole. */
export function lifetime(
  state: ConnectionState,
  from: Timestamp | null,
  until: Timestamp | null,
  now: number,
  endless = false,
): Lifetime {
  const hue = connectionLook[state].hue
  if (state === 'expired' || state === 'revoked') return { drawing: 'empty', hue, now: 1, marks: [] }
  if (!until) return { drawing: endless ? 'endless' : 'unknown', hue, now: endless ? 0.3 : 0, marks: [] }
  const end = Date.parse(until)
  const start = from ? Date.parse(from) : now
  if (end <= now) return { drawing: 'empty', hue, now: 1, marks: [] }
  const marks = MARKS.map((days) => share(end - days * DAY - start, end - start)).filter((at) => at > 0)
  return { drawing: 'filled', hue, now: share(now - start, end - start), marks }
}
