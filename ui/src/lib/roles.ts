import { i18n } from './i18n'

// The strongest task names the role; platforms have more tasks than words for them.
const STRONGEST = ['MANAGE', 'ADVERTISE', 'ANALYZE', 'DRAFT']

export const taskName = (task: string): string => i18n.m.roles[task] ?? task

/** The stronger, the lower; unknown tasks after those with a name, none at all last. */
export function roleRank(tasks: string[]): number {
  const at = STRONGEST.findIndex((task) => tasks.includes(task))
  return at >= 0 ? at : STRONGEST.length + (tasks.length > 0 ? 0 : 1)
}

export function role(tasks: string[]): string | null {
  const strongest = STRONGEST.find((task) => tasks.includes(task)) ?? tasks[0]
  return strongest ? taskName(strongest) : null
}
