// Takes pictures of every screen in Chromium under the window's own content policy, and lets axe look at each.
//   node scripts/look.mjs OUT [--only NAME,…] [--theme light,dark] [--lang en,ru] [--size 1200x800,…] [--text 200] [--engine webkit] [--port 4173]
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { preview } from 'vite'
import { open } from './driver.mjs'
import { scenes } from './scenes.mjs'

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
const port = Number(option('port', '4173'))

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}

await mkdir(out, { recursive: true })
const server = await preview({ mode: 'demo', build: { outDir: 'dist-demo' }, preview: { port }, logLevel: 'error' })
const browser = await open(engine, { port: port + 6, text: Number(textSize) })
let faults = 0

const complain = (where, what) => {
  faults += 1
  console.log(`${where}: ${what}`)
}

// What is wider than its place and neither scrolls nor is cut on purpose.
const SPILLS = `return [...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e); return e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && s.overflowX === 'visible' && s.display !== 'inline' && !e.closest('svg,.vh,[aria-hidden=true]') && e.getBoundingClientRect().right < innerWidth + 9999 && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) }).map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40))`

async function look(scene, theme, lang, [width, height]) {
  const where = [scene.name, lang, theme, width].join('-')
  await browser.size(width, height)
  await browser.go('about:blank')
  await browser.go(`http://localhost:${port}/?${scene.query}&theme=${theme}&lang=${lang}${scene.hash ?? ''}`)
  try {
    await browser.see('h1')
    await scene.act?.(browser)
  } catch (error) {
    complain(where, error.message)
  }
  await browser.wait('setTimeout(arguments[0], 260)')
  await writeFile(`${out}/${where}.png`, await browser.picture())
  for (const spill of await browser.run(SPILLS)) complain(where, `spills: ${spill}`)
  if (await browser.run('return document.documentElement.scrollWidth > innerWidth'))
    complain(where, 'the page is wider than the window')
  if (engine !== 'chromium') return
  await browser.run(axe)
  const found = await browser.wait(
    `const done = arguments[1]; axe.run(document, arguments[0]).then((r) => done(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160) + (n.any[0] ? ' ' + n.any[0].message : ''))])))`,
    RULES,
  )
  for (const [rule, nodes] of found) complain(where, `axe ${rule}\n    ${nodes.slice(0, 4).join('\n    ')}`)
  for (const { level, message } of await browser.log())
    if (level === 'SEVERE' && !message.includes('favicon')) complain(where, message)
}

try {
  for (const scene of scenes.filter(({ name }) => only.length === 0 || only.includes(name)))
    for (const theme of themes) for (const lang of langs) for (const size of sizes) await look(scene, theme, lang, size)
} finally {
  await browser.close()
  await server.close()
}
console.log(faults === 0 ? 'nothing to complain about' : `${faults} complaints`)
process.exit(faults === 0 ? 0 : 1)
