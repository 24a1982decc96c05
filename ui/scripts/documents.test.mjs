// Every document of the repository leads only to what is there: files, headings in them, and pictures.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { marked } from 'marked'
import { expect, it } from 'vitest'
import { anchor } from './guide.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const documents = execFileSync('git', ['-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '*.md'])
  .toString()
  .trim()
  .split('\n')
  .filter((file) => existsSync(join(ROOT, file)))

const texts = new Map(documents.map((file) => [join(ROOT, file), readFileSync(join(ROOT, file), 'utf8')]))

/** Every part of a document that `wanted` names. */
function parts(text, ...wanted) {
  const found = []
  marked.walkTokens(marked.lexer(text), (token) => {
    if (wanted.includes(token.type)) found.push(token)
  })
  return found
}

const named = (text) => [...text.matchAll(/<a id="([\w-]+)"><\/a>/g)].map(([, name]) => name)
const titles = (text) => parts(text, 'heading').map((heading) => anchor(heading.text))

it.each(documents)('%s leads to what is there', (file) => {
  const text = texts.get(join(ROOT, file))
  for (const { href } of parts(text, 'link', 'image')) {
    if (/^[a-z]+:/.test(href)) continue
    const [path, place] = href.split('#')
    const to = path ? resolve(ROOT, dirname(file), decodeURI(path)) : join(ROOT, file)
    expect(existsSync(to), `${file}: ${href}`).toBe(true)
    if (!place) continue
    const target = texts.get(to) ?? ''
    expect([...named(target), ...titles(target)], `${file}: ${href}`).toContain(decodeURIComponent(place))
  }
})

// A heading may have the name that its title makes anyway.
const once = (text) =>
  text.replace(/<a id="([\w-]+)"><\/a>\s+(#+ (.+))/g, (both, name, line, title) =>
    anchor(title) === name ? line : both,
  )

it('no two places of a chapter have the same name', () => {
  for (const [path, text] of texts) {
    if (!relative(ROOT, path).startsWith('docs')) continue
    const all = [...named(once(text)), ...titles(text)]
    expect([...new Set(all)], path).toEqual(all)
  }
})
