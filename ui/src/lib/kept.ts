// Small things that a person did in this window and finds again: never a secret, and nothing that core knows better.

/** What was kept under `key`; `otherwise` if nothing was, or the web view keeps nothing. */
export function kept<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? otherwise
  } catch {
    return otherwise
  }
}

export function keep(key: string, value: unknown) {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // kept for as long as the window is open, then
  }
}
