import { tick } from 'svelte'

/** Where a key moves the cursor from `at` in a list of `count`; `null` if it is no such key. */
export function step(key: string, at: number, count: number, page: number): number | null {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key]
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to))
}

/** Moves the focus along the buttons of a bar by ← and →, so that the bar is one stop for the Tab key. */
export function along(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const shown = [...event.currentTarget.querySelectorAll<HTMLElement>('button')].filter((one) => one.offsetParent)
  const at = shown.indexOf(event.target as HTMLElement)
  const key = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp', Home: 'Home', End: 'End' }[event.key]
  const to = key && at >= 0 ? step(key, at, shown.length, 1) : null
  if (to === null) return
  event.preventDefault()
  shown[to]?.focus()
}

/** Focuses what `find` finds: a row that was far away is there and can take focus only a few frames after scrolling. */
export async function focusSoon(find: () => HTMLElement | null): Promise<void> {
  for (let frames = 0; frames < 20; frames += 1) {
    await tick()
    const found = find()
    found?.focus({ preventScroll: true })
    if (found && document.activeElement === found) return
    await new Promise(requestAnimationFrame)
  }
}
