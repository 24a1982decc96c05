import { render } from '@testing-library/svelte'
import axe from 'axe-core'
import { tick } from 'svelte'
import { vi } from 'vitest'
import App from '../App.svelte'
import { ipc, type ConnectArgs, type Connected, type ConnectEvent, type Failure, type Overview } from '../ipc'
import { overview as scene } from '../ipc/demo/scenes'
import { dialogs } from '../lib/dialogs.svelte'
import { world } from '../lib/world.svelte'

/** A sign-in whose every step the test decides. */
export type HeldSignIn = {
  request: ConnectArgs
  tell: (event: ConnectEvent) => Promise<void>
  finish: (connected: Connected) => Promise<void>
  fail: (error: Failure) => Promise<void>
}

/** Opens the window on a made-up world, at the address `hash`. */
export async function openWindow(name: string, { hash = '#/', change = {} as Partial<Overview>, query = '' } = {}) {
  let current: Overview = { ...scene(name, new URLSearchParams(query)), ...change }
  vi.spyOn(ipc, 'overview').mockImplementation(async () => current)
  vi.spyOn(ipc, 'settingsSave').mockImplementation(async (settings) => {
    current = { ...current, settings, lang: settings.lang ?? 'en' }
    return settings
  })
  dialogs.close()
  location.hash = hash
  window.dispatchEvent(new HashChangeEvent('hashchange'))
  await world.read()
  const view = render(App)
  await settle()
  return { ...view, set: (next: Partial<Overview>) => (current = { ...current, ...next }) }
}

/** Lets promises and effects run out. */
export async function settle() {
  for (let n = 0; n < 5; n += 1) await tick()
}

/** Holds the next sign-in, so that the test plays the platform. */
export function holdSignIn(): { started: () => HeldSignIn } {
  const held: HeldSignIn[] = []
  vi.spyOn(ipc, 'connect').mockImplementation(
    (request, onEvent) =>
      new Promise((finish, fail) => {
        const then =
          <T>(act: (value: T) => void) =>
          async (value: T) => (act(value), settle())
        held.push({ request, tell: then(onEvent), finish: then(finish), fail: then(fail) })
      }),
  )
  return {
    started: () => {
      const last = held.at(-1)
      if (!last) throw new Error('no sign-in has been started')
      return last
    },
  }
}

/** What axe finds. Colours are computed elsewhere: jsdom does not draw. */
export async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

export const error = (code: Failure['code'], words = 'Words that nobody decides by.'): Failure => ({
  code,
  message: { en: words, ru: words },
  hint: { en: '', ru: '' },
  details: {},
})
