import { tick } from 'svelte'

export const TABS = ['accounts', 'permissions', 'diagnosis', 'tools', 'activity'] as const
export type Tab = (typeof TABS)[number]
export const STEPS = ['make', 'permissions', 'back', 'signin', 'live'] as const
export type Step = (typeof STEPS)[number]

/** What the diagnosis room of the whole shows. */
export const VIEWS = ['machine', 'explain', 'inspect', 'report'] as const
export type View = (typeof VIEWS)[number]

/** Where the person is. Written in the address after `#`, so that Alt+Left goes back and a deep link can point here. */
export type Route =
  | { page: 'integrations'; connect: string | null }
  | { page: 'setup'; provider: string; step: Step | null }
  | { page: 'connection'; name: string; tab: Tab }
  | { page: 'diagnosis'; view: View }
  | { page: 'settings' }
  | { page: 'guide'; chapter: string; anchor: string }

/** Reads an address; anything that is not one of ours is the first page. */
export function parse(hash: string): Route {
  const [page, subject, tab] = hash.replace(/^#\/?/, '').split('/').map(decode)
  if (page === 'setup' && subject)
    return { page, provider: subject, step: STEPS.find((known) => known === tab) ?? null }
  if (page === 'connection' && subject)
    return { page, name: subject, tab: TABS.find((known) => known === tab) ?? 'accounts' }
  if (page === 'diagnosis') return { page, view: VIEWS.find((known) => known === subject) ?? 'machine' }
  if (page === 'settings') return { page }
  if (page === 'guide') return { page, chapter: subject ?? '', anchor: tab ?? '' }
  return { page: 'integrations', connect: page === 'connect' && subject ? subject : null }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

export const href = {
  integrations: '#/',
  settings: '#/settings',
  diagnosis: (view: View = 'machine') => `#/diagnosis/${view}`,
  guide: (chapter = '', anchor = '') =>
    `#/guide/${encodeURIComponent(chapter)}${anchor ? `/${encodeURIComponent(anchor)}` : ''}`,
  connect: (provider: string) => `#/connect/${encodeURIComponent(provider)}`,
  setup: (provider: string, step?: Step) => `#/setup/${encodeURIComponent(provider)}${step ? `/${step}` : ''}`,
  connection: (name: string, tab: Tab = 'accounts') => `#/connection/${encodeURIComponent(name)}/${tab}`,
}

let current = $state.raw<Route>(parse(location.hash))

export const route = {
  get current(): Route {
    return current
  },
}

export function go(to: string) {
  location.hash = to
}

const place = (at: Route): string =>
  at.page === 'connection' ? `connection ${at.name}` : at.page === 'diagnosis' ? at.page : JSON.stringify(at)

// A new page is announced by its heading; a new tab keeps focus on the tab, or gets it from what it took away. The guide
// goes to a place within itself.
addEventListener('hashchange', async () => {
  const before = current
  current = parse(location.hash)
  if (current.page === 'guide' && current.anchor) return
  await tick()
  const heir = place(before) === place(current) ? '[role=tab][aria-selected=true]' : 'h1'
  if (heir === 'h1' || document.activeElement === document.body) document.querySelector<HTMLElement>(heir)?.focus()
})
