import { ipc, type Finding, type Fix } from '../ipc'
import { dialogs } from './dialogs.svelte'
import { renew } from './renew'
import { go, href } from './route.svelte'
import { connection } from './world.svelte'

/** Whom a fix is for. */
type Place = { name: string; provider: string; url: string | null }

/** Where each fix leads. Nothing is mended without the person seeing it. */
const acts: Record<Fix, (place: Place) => void> = {
  reconnect: ({ provider, name }) => dialogs.renew(provider, name),
  rerequest: ({ provider, name }) => dialogs.renew(provider, name, true),
  refresh: ({ name }) => void renew(name),
  'set-up': ({ provider }) => go(href.setup(provider)),
  settings: () => go(href.settings),
  disconnect: ({ name }) => dialogs.show({ is: 'disconnect', name }),
  'open-link': ({ url }) => url && void ipc.openLink(url),
  'export-again': ({ name }) => go(href.connection(name, 'tools')),
}

const HOMELESS: Fix[] = ['set-up', 'settings', 'open-link']

/** What a finding offers to press: `null` where there is nothing, or nobody to press it for. */
export function fixOf(finding: Finding, name: string | null): { fix: Fix; act: () => void } | null {
  const { fix, url } = finding.remedy ?? {}
  if (!fix || !(fix in acts) || (fix === 'open-link' && !url)) return null
  const whose = finding.connection ?? name ?? ''
  const provider = connection(whose)?.provider ?? 'facebook'
  if (!connection(whose) && !HOMELESS.includes(fix)) return null
  return { fix, act: () => acts[fix]({ name: whose, provider, url: url ?? null }) }
}
