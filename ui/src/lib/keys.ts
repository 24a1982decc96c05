import { dialogs } from './dialogs.svelte'
import { renew } from './renew'
import { go, href, route, TABS } from './route.svelte'
import { byUrgency } from './attention'
import { status } from './status.svelte'
import { world } from './world.svelte'

/** Whether `key` was pressed by itself where that may act: outside fields, and unless the person switched it off. */
export const alone = (event: KeyboardEvent, key: string): boolean =>
  event.key.toLowerCase() === key &&
  !(event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) &&
  world.overview?.settings.single_keys !== 'off'

/** `⌘` on a Mac, `Ctrl` elsewhere. */
export const mac = navigator.userAgent.includes('Mac')
export const ctrl = mac ? '⌘' : 'Ctrl'

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

const here = (): string | null => (route.current.page === 'connection' ? route.current.name : null)

function turnTab(step: number) {
  const { current } = route
  if (current.page !== 'connection') return false
  const next = (TABS.indexOf(current.tab) + step + TABS.length) % TABS.length
  go(href.connection(current.name, TABS[next]))
  return true
}

function nth(n: number) {
  const one = byUrgency(world.overview?.connections ?? [])[n - 1]
  if (one) go(href.connection(one.connection))
  return one !== undefined
}

function connectFirst() {
  const ready = world.overview?.integrations.find((one) => one.configured)
  if (ready) dialogs.connect(ready.key)
  return ready !== undefined
}

function check(renewed: boolean) {
  const name = here()
  if (name) void (renewed ? renew(name) : status(name).check())
  return name !== null
}

function show(is: 'keys' | 'palette') {
  dialogs.show({ is })
  return true
}

function withCtrl(event: KeyboardEvent): boolean {
  // With Shift, GTK knows the key by another name, and WebKit by none.
  if (event.code === 'Tab') return turnTab(event.shiftKey ? -1 : 1)
  if (/^[1-9]$/.test(event.key)) return nth(Number(event.key))
  switch (event.key.toLowerCase()) {
    case 'k':
      return show('palette')
    case 'n':
      return connectFirst()
    case 'r':
      return check(event.shiftKey)
    case ',':
      go(href.settings)
      return true
    default:
      return false
  }
}

/** The keys that work everywhere. Lists and tables have their own beside. */
export function pressed(event: KeyboardEvent) {
  if (reloads(event) && dialogs.current) return event.preventDefault()
  if (dialogs.current || event.altKey) return
  const done = event.ctrlKey || event.metaKey ? withCtrl(event) : alone(event, '?') && show('keys')
  if (done || reloads(event)) event.preventDefault()
}

// The web view's own keys and menu would throw the window away and a sign-in with it.
const reloads = (event: KeyboardEvent): boolean =>
  event.key === 'F5' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'r')

/** The web view's menu is for text only: to copy what is marked, to paste into a field. */
export function rightPressed(event: MouseEvent) {
  if (!inField(event.target) && !getSelection()?.toString()) event.preventDefault()
}
