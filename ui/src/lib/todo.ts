import type { Overview } from '../ipc'
import { byUrgency } from './attention'
import { inline } from './foreign'
import { i18n, say } from './i18n'
import { accountLook, connectionLook, levelLook, urgency, type Look } from './looks'
import { href } from './route.svelte'
import { vaultState } from './vault'

/** One thing that somebody should mend, and where it is explained. */
export type Todo = { id: string; look: Look; words: string; to: string }

/** What is known to need mending without asking anybody, the gravest first. */
export function todo(overview: Overview): Todo[] {
  const { m } = i18n
  const state = vaultState(overview)
  const vault: Todo[] =
    state === 'ready'
      ? []
      : [
          {
            id: 'vault',
            look: levelLook.warning,
            words: m.attention.vault[overview.settings.vault].title[state],
            to: href.settings,
          },
        ]
  const connections = byUrgency(overview.connections).flatMap((one): Todo[] => {
    const ends = urgency[one.state] <= urgency.expiring
    const accounts = (['blocked', 'limited'] as const).filter((status) => (one.accounts?.[status] ?? 0) > 0)
    const looks = [...(ends ? [connectionLook[one.state]] : []), ...accounts.map((status) => accountLook[status])]
    if (!looks[0]) return []
    const name = inline(one.person?.name ?? '') || one.connection
    const counts = accounts.map((status) => m.home.mix(one.accounts?.[status] ?? 0, m.account[status]))
    const words = [...(ends ? [m.state[one.state]] : []), ...counts].join(', ')
    const to = href.connection(one.connection, ends ? 'diagnosis' : 'accounts')
    return [{ id: one.connection, look: looks[0], words: `${name}: ${words}`, to }]
  })
  const files = overview.problems.map((problem, at) => ({
    id: `file ${at}`,
    look: levelLook.warning,
    words: say(problem.message),
    to: href.guide('platforms'),
  }))
  return [...vault, ...connections, ...files]
}

/** The look of the gravest of them. */
export const worst = (all: Todo[]): Look => all.find(({ look }) => look.hue === 'stop')?.look ?? levelLook.warning
