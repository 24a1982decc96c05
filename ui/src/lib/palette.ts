import { ipc, type AdAccount, type Overview } from '../ipc'
import { matching, prepare, searchable, type Searchable } from './accounts'
import { byUrgency } from './attention'
import { dialogs } from './dialogs.svelte'
import { inline } from './foreign'
import { i18n } from './i18n'
import { accountLook, connectionLook, type Look } from './looks'
import { go, href } from './route.svelte'
import { pasted } from './pasted.svelte'
import { status } from './status.svelte'
import { world } from './world.svelte'

export type Hit = { id: string; label: string; aside?: string; look?: Look; icon?: string; act: () => void }
export type Group = { title: string; items: Hit[] }

function connections(overview: Overview): Hit[] {
  return byUrgency(overview.connections).map((one) => ({
    id: `connection ${one.connection}`,
    label: inline(one.person?.name ?? '') || one.connection,
    aside: `${i18n.m.state[one.state]}, ${one.connection}`,
    look: connectionLook[one.state],
    act: () => go(href.connection(one.connection)),
  }))
}

/** As many as are shown of one kind. */
const MOST = 30
const texts = new WeakMap<AdAccount[], Searchable>()

function textOf(accounts: AdAccount[]): Searchable {
  const known = texts.get(accounts) ?? searchable(prepare(accounts))
  texts.set(accounts, known)
  return known
}

/** Ad accounts, as far as their lists have been read. */
function accounts(overview: Overview, query: string): Hit[] {
  return overview.connections.flatMap(({ connection: name }) =>
    matching(textOf(status(name).report?.accounts ?? []), query, null)
      .slice(0, MOST)
      .map(({ account }) => ({
        id: `account ${name} ${account.id}`,
        label: inline(account.name) || i18n.m.table.unnamed,
        aside: `${account.id}, ${name}`,
        look: accountLook[account.status],
        act: () => ((status(name).query = account.id), go(href.connection(name))),
      })),
  )
}

/** What was pasted and is found nowhere may be an error: those have a number or several words. */
const explain = (query: string): Hit[] =>
  !/\d|\S\s+\S/.test(query)
    ? []
    : [
        {
          id: 'explain this',
          label: i18n.m.palette.explainThis(inline(query)),
          icon: 'help',
          act: () => ((pasted.error = query), go(href.diagnosis('explain'))),
        },
      ]

function perPlatform(overview: Overview): Hit[] {
  const { act } = i18n.m
  return overview.integrations.flatMap(({ key, name, configured }) => [
    ...(configured
      ? [{ id: `connect ${key}`, label: act.connectName(name), icon: 'plus', act: () => dialogs.connect(key) }]
      : []),
    { id: `set up ${key}`, label: act.setUpName(name), icon: 'key', act: () => go(href.setup(key)) },
  ])
}

function perConnection(overview: Overview): Hit[] {
  const { act } = i18n.m
  return overview.connections.flatMap(({ connection: name, provider }) => [
    {
      id: `check ${name}`,
      label: act.checkNow,
      aside: name,
      icon: 'refresh',
      act: () => (go(href.connection(name)), void status(name).check()),
    },
    { id: `sign in ${name}`, label: act.signIn, aside: name, icon: 'person', act: () => dialogs.renew(provider, name) },
    {
      id: `disconnect ${name}`,
      label: act.disconnectMore,
      aside: name,
      icon: 'trash',
      act: () => dialogs.show({ is: 'disconnect', name }),
    },
  ])
}

const sandbox = (): Hit => ({
  id: 'sandbox',
  label: i18n.m.act.openSandbox,
  icon: 'flask',
  // Where it can be pressed again, and says what is in the way.
  act: () => void ipc.sandboxOpen().catch(() => go(href.settings)),
})

function everywhere(overview: Overview): Hit[] {
  const { nav, palette: words, settings, keys } = i18n.m
  const save = (change: Partial<Overview['settings']>) => () => void world.save({ ...overview.settings, ...change })
  return [
    { id: 'integrations', label: nav.integrations, icon: 'grid', act: () => go(href.integrations) },
    { id: 'diagnosis', label: nav.diagnosis, icon: 'pulse', act: () => go(href.diagnosis()) },
    { id: 'explain', label: words.explain, icon: 'help', act: () => go(href.diagnosis('explain')) },
    { id: 'inspect', label: words.inspect, icon: 'key', act: () => go(href.diagnosis('inspect')) },
    { id: 'settings', label: nav.settings, icon: 'gear', act: () => go(href.settings) },
    { id: 'guide', label: i18n.m.guide.open, icon: 'help', act: () => go(href.guide()) },
    ...(overview.sandbox ? [] : [sandbox()]),
    { id: 'keys', label: keys.title, icon: 'key', act: () => dialogs.show({ is: 'keys' }) },
    { id: 'en', label: words.setLanguage('English'), icon: 'msg', act: save({ lang: 'en' }) },
    { id: 'ru', label: words.setLanguage('Русский'), icon: 'msg', act: save({ lang: 'ru' }) },
    { id: 'light', label: words.setTheme(settings.themes.light), icon: 'gear', act: save({ theme: 'light' }) },
    { id: 'dark', label: words.setTheme(settings.themes.dark), icon: 'gear', act: save({ theme: 'dark' }) },
  ]
}

/** Everything that can be gone to or done and holds every word of `query`. */
export function palette(overview: Overview, query: string): Group[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (hit: Hit) => words.every((word) => `${hit.label} ${hit.aside ?? ''}`.toLowerCase().includes(word))
  const actions = [
    ...perPlatform(overview),
    ...(words.length > 0 ? perConnection(overview) : []),
    ...everywhere(overview),
  ]
  const groups = [
    { title: i18n.m.palette.connections, items: connections(overview).filter(fits).slice(0, MOST) },
    { title: i18n.m.palette.accounts, items: words.length > 0 ? accounts(overview, query).slice(0, MOST) : [] },
    { title: i18n.m.palette.actions, items: actions.filter(fits).slice(0, MOST) },
  ].filter((group) => group.items.length > 0)
  const guess = groups.length > 0 ? [] : explain(query)
  return guess.length > 0 ? [{ title: i18n.m.palette.actions, items: guess }] : groups
}
