import type { Theme } from '../ipc'

const KEPT = 'theme'

/** Wears `theme`; remembered, so that the next start does not flash in the other one. */
export function wear(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  localStorage.setItem(KEPT, theme)
}

/** Wears what was worn last, before the settings have arrived. */
export function wearLast() {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'light' || kept === 'dark') wear(kept)
}
