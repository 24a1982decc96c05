import {
  failure,
  ipc,
  type ConnectionSummary,
  type Failure,
  type Integration,
  type Overview,
  type Settings,
} from '../ipc'
import { clock } from './clock.svelte'
import { lang } from './lang.svelte'
import { go, href } from './route.svelte'
import { wear } from './theme'

let overview = $state.raw<Overview | null>(null)
let trouble = $state.raw<Failure | null>(null)
let version = $state(0)

function adopt(next: Overview) {
  overview = next
  trouble = null
  lang.use(next.lang)
  wear(next.settings.theme)
}

let reading: Promise<void> | null = null
let following: Promise<void> | null = null

async function readOnce() {
  try {
    const next = await ipc.overview()
    adopt(next)
    // A link that came before this page listened; told once.
    if (next.open_connect) go(href.connect(next.open_connect))
    clock.tick()
    version += 1
  } catch (thrown) {
    trouble = failure(thrown)
  }
}

/** What the window knows of the whole: the last overview, kept fresh behind the person's back. */
export const world = {
  get overview(): Overview | null {
    return overview
  },
  get trouble(): Failure | null {
    return trouble
  },
  /** Counts re-readings, so that open pages know when to read again. */
  get version(): number {
    return version
  },
  /** Reads the overview; many wishes at once are answered by one reading more. */
  read(): Promise<void> {
    if (!reading) {
      reading = readOnce().finally(() => (reading = null))
    } else {
      following ??= reading.then(() => {
        following = null
        return world.read()
      })
      return following
    }
    return reading
  },
  async follow() {
    await ipc.onOpenConnect((provider) => go(href.connect(provider)))
    await ipc.onOpenConnection((name) => go(href.connection(name)))
    await world.read()
    await ipc.onChanged(() => void world.read())
  },
  /** Shows the new settings at once and saves them behind; the old ones come back if they cannot be saved. */
  async save(settings: Settings) {
    if (!overview) return
    const before = overview
    adopt({ ...overview, settings, lang: settings.lang ?? overview.lang })
    try {
      adopt({ ...before, settings: await ipc.settingsSave(settings), lang: settings.lang ?? before.lang })
      await world.read()
    } catch (thrown) {
      adopt(before)
      throw failure(thrown)
    }
  },
}

export const integration = (key: string): Integration | undefined =>
  overview?.integrations.find((one) => one.key === key)

export const connection = (name: string): ConnectionSummary | undefined =>
  overview?.connections.find((one) => one.connection === name)

/** The first of `key`, `key-2`, `key-3`, … that no connection has. */
export function freeName(key: string): string {
  const taken = new Set(overview?.connections.map((one) => one.connection))
  let name = key
  for (let n = 2; taken.has(name); n += 1) name = `${key}-${n}`
  return name
}
