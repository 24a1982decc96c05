// Takes pictures of every screen in Chromium under the window's own content policy, and lets axe look at each.
//   node scripts/look.mjs OUT [--only NAME,…] [--theme light,dark] [--lang en,ru] [--size 1200x800,…] [--text 200] [--engine webkit]
import { mkdir, writeFile } from 'node:fs/promises'
import { open } from './driver.mjs'
import { judge } from './judge.mjs'
import { scenes } from './scenes.mjs'
import { serve } from './serve.mjs'

const args = process.argv.slice(2)
const option = (name, otherwise) => (args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : otherwise)
const out = args[0]?.startsWith('--') || !args[0] ? 'look' : args[0]
const only = option('only', '').split(',').filter(Boolean)
const themes = option('theme', 'light').split(',')
const langs = option('lang', 'en').split(',')
const sizes = option('size', '1200x800')
  .split(',')
  .map((size) => size.split('x').map(Number))
const textSize = option('text', '100')
const engine = option('engine', 'chromium')

await mkdir(out, { recursive: true })
const { origin, stop } = await serve()
const browser = await open(engine, { text: Number(textSize) })
let faults = 0

const complain = (where, what) => {
  faults += 1
  console.log(`${where}: ${what}`)
}

async function look(scene, theme, lang, [width, height]) {
  const where = [scene.name, lang, theme, width].join('-')
  await browser.size(width, height)
  await browser.go('about:blank')
  await browser.go(`${origin}/?${scene.query}&theme=${theme}&lang=${lang}${scene.hash ?? ''}`)
  try {
    await browser.see('h1')
    await scene.act?.(browser)
  } catch (error) {
    complain(where, error.message)
  }
  await browser.wait('setTimeout(arguments[0], 260)')
  await writeFile(`${out}/${where}.png`, await browser.picture())
  for (const fault of await judge(browser)) complain(where, fault)
}

try {
  for (const scene of scenes.filter(({ name }) => only.length === 0 || only.includes(name)))
    for (const theme of themes) for (const lang of langs) for (const size of sizes) await look(scene, theme, lang, size)
} finally {
  await browser.close()
  await stop()
}
console.log(faults === 0 ? 'nothing to complain about' : `${faults} complaints`)
process.exit(faults === 0 ? 0 : 1)
