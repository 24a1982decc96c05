import type { Finding, Level } from '../ipc'

const ORDER: Level[] = ['error', 'warning', 'unknown', 'info', 'ok']

/** Worst first, else as they came. */
export const bySeverity = (findings: Finding[]): Finding[] =>
  [...findings].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))

export const KINDS = ['fix', 'know', 'fine'] as const
export type Kind = (typeof KINDS)[number]

const kinds: Record<Level, Kind> = { error: 'fix', warning: 'fix', unknown: 'know', info: 'know', ok: 'fine' }

/** Whether a finding wants something done, only wants to be known, or is good news. */
export const kind = ({ level }: Finding): Kind => kinds[level]

export function countKinds(findings: Finding[]): Record<Kind, number> {
  const counts = { fix: 0, know: 0, fine: 0 }
  for (const one of findings) counts[kind(one)] += 1
  return counts
}
