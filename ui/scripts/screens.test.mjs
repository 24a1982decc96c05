// Every screen in Chromium under the window's own content policy: in both themes and languages, in a small window, with
// large text, by keyboard. Each is opened once and then changed in place.
import { afterAll, beforeAll, inject, it } from 'vitest'
import * as checks from './checks.mjs'
import { open } from './driver.mjs'
import { judge } from './judge.mjs'
import { scenes } from './scenes.mjs'

const idle = []
const waiting = []

const lend = () => idle.pop() ?? new Promise((given) => waiting.push(given))
const giveBack = (browser) => (waiting.length > 0 ? waiting.shift()(browser) : idle.push(browser))

beforeAll(async () => idle.push(...(await Promise.all([open(), open()]))))
afterAll(() => Promise.all(idle.map((browser) => browser.close())))

const settled = (browser) =>
  browser.wait('requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0])))')
const theme = (browser, name) => browser.run('document.documentElement.dataset.theme = arguments[0]', name)
const text = (browser, pixels) =>
  browser.cdp('Page.setFontSizes', { fontSizes: { standard: pixels, fixed: (pixels * 13) / 16 } })

async function speak(browser, lang) {
  await browser.run('dispatchEvent(new CustomEvent("demo-lang", { detail: arguments[0] }))', lang)
  await browser.see(`[lang=${lang}]`)
}

/** What is wrong with a screen, each with how it was shown. */
async function faults(browser, scene) {
  const found = []
  const look = async (how, ...all) => {
    await settled(browser)
    for (const one of all) found.push(...(await one()).map((words) => `${how}: ${words}`))
  }
  const ask = (check) => () => browser.ask(check)
  await browser.go(`${inject('origin')}/?${scene.query}&theme=light&lang=en&scene=${scene.name}${scene.hash ?? ''}`)
  await browser.see('h1')
  await scene.act?.(browser)
  await look('light', () => judge(browser))
  await look(
    'keyboard',
    ask(checks.unseenFocus),
    ask(checks.manyStops),
    ask(checks.smallTargets),
    ask(checks.untitled),
    ask(checks.moves),
  )
  await theme(browser, 'dark')
  await speak(browser, 'ru')
  await look('dark, ru', () => judge(browser))
  await browser.size(760, 560)
  await look('760 wide, ru', ask(checks.spills))
  await browser.size(1200, 800)
  await text(browser, 32)
  await look('large text, ru', ask(checks.spills))
  await text(browser, 16)
  return found
}

it.concurrent.for(scenes)('$name', async (scene, { expect }) => {
  const browser = await lend()
  try {
    expect(await faults(browser, scene)).toEqual([])
  } finally {
    giveBack(browser)
  }
})
