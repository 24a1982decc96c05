// What has to hold on every screen, looked at in the page of a browser.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as checks from './checks.mjs'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All that is wrong with the screen as it is shown now, in words. */
export async function judge(browser) {
  await browser.run(axe)
  return [
    ...(await browser.ask(checks.axeFinds, RULES)),
    ...(await browser.ask(checks.spills)),
    ...(await logged(browser)),
  ]
}

/** What the browser complains of: a script or a style that the content policy stops, an error. */
async function logged(browser) {
  // Only Chromium tells.
  const lines = await browser.log().catch(() => [])
  return lines
    .filter(({ level, message }) => level === 'SEVERE' && !message.includes('favicon'))
    .map((one) => one.message)
}
