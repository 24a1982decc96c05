import { ipc } from '$transport'
import type { Failure } from './types'

export type * from './types'
export { ipc }

/** Turns whatever was thrown into a failure that can be shown: a broken bridge has no code of its own. */
export function failure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) return thrown as Failure
  const words = String(thrown)
  return { code: 'unexpected', message: { en: words, ru: words }, hint: { en: '', ru: '' }, details: {} }
}
