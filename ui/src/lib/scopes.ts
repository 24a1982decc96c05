import type { Scope, Scopes } from '../ipc'
import type { ScopeAnswer } from './looks'

export type Answer = { id: string; answer: ScopeAnswer; asked: boolean }

const ORDER: ScopeAnswer[] = ['declined', 'expired', 'missing', 'granted']

/** Every permission with its answer: what was not given comes first. */
export function answers(scopes: Scopes): Answer[] {
  const all = ORDER.flatMap((answer) => scopes[answer].map((id) => ({ id, answer, asked: scopes.asked.includes(id) })))
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at)
}

/** What is known of the permission `id`; platforms have more than the catalogue names. */
export const known = (scopes: Scope[] | undefined, id: string): Scope | undefined =>
  scopes?.find((scope) => scope.id === id)
