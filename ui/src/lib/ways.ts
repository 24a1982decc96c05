import type { Text, Way } from '../ipc'
import type { Advice } from '../ipc'
import { integration } from './world.svelte'

type Choice = Omit<Advice, 'reason'> & { reason: Text | null; way: Way }

/** The ways back of a provider with what core says of each; without advice, as the catalogue orders them. */
export function ways(provider: string): Choice[] {
  const known = integration(provider)
  if (known?.advice?.length) return known.advice
  return (known?.ways ?? []).map((way) => ({ way, verdict: 'works', reason: null }))
}
