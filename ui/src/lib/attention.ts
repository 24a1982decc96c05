import type { ConnectionSummary, Overview, VaultState } from '../ipc'
import { urgency } from './looks'
import { vaultState } from './vault'

/** The one thing that needs a person most, if there is one. */
export type Attention =
  { about: 'vault'; state: Exclude<VaultState, 'ready'> } | { about: 'connection'; connection: ConnectionSummary }

const NEEDS_SOMEBODY = urgency.expiring

export function attention(overview: Overview): Attention | null {
  const state = vaultState(overview)
  if (state !== 'ready') return { about: 'vault', state }
  const [first] = byUrgency(overview.connections)
  return first && urgency[first.state] <= NEEDS_SOMEBODY ? { about: 'connection', connection: first } : null
}

/** What needs somebody first, the rest by the time that is left, then by name. */
export const byUrgency = (connections: ConnectionSummary[]): ConnectionSummary[] =>
  [...connections].sort(
    (a, b) =>
      urgency[a.state] - urgency[b.state] ||
      (a.expires_at ?? '9').localeCompare(b.expires_at ?? '9') ||
      a.connection.localeCompare(b.connection),
  )

/** Connections by platform, in the order in which the platforms first appear. */
export function folders(connections: ConnectionSummary[]): { provider: string; inside: ConnectionSummary[] }[] {
  const providers = [...new Set(connections.map((one) => one.provider))]
  return providers.map((provider) => ({ provider, inside: connections.filter((one) => one.provider === provider) }))
}

/** The oldest check of all, `null` if one has never been checked. */
export function oldestCheck(connections: ConnectionSummary[]): string | null {
  const times = connections.map((one) => one.checked_at)
  return times.includes(null) ? null : ((times as string[]).sort()[0] ?? null)
}
