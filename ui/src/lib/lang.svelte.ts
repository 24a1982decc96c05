import type { Lang } from '../ipc'

let current = $state<Lang>('en')

/** The language of the window. Reading it inside a component makes the component follow a change. */
export const lang = {
  get current(): Lang {
    return current
  },
  use(next: Lang) {
    current = next
    document.documentElement.lang = next
  },
}
