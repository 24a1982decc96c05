import { i18n } from './i18n'

// The strongest task names the role; platforms have more tasks than words for them.
const STRONGEST = ['MANAGE', 'ADVERTISE', 'ANALYZE', 'DRAFT']

export const taskName = (task: string): string => i18n.m.roles[task] ?? task

export function role(tasks: string[]): string | null {
  const strongest = STRONGEST.find((task) => tasks.includes(task)) ?? tasks[0]
  return strongest ? taskName(strongest) : null
}
