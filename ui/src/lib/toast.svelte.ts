import type { Look } from './looks'

export type Toast = { words: string; look: Look }

let current = $state.raw<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** One line about what the person just did. Never for errors: those stay where they can be read. */
export const toast = {
  get current(): Toast | null {
    return current
  },
  show(words: string, look: Look) {
    clearTimeout(timer)
    current = { words, look }
    timer = setTimeout(() => (current = null), 6000)
  },
  hide() {
    clearTimeout(timer)
    current = null
  },
}
