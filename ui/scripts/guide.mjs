// Turns the guide's Markdown into data at build time: the window draws it with its own components, and no text ever
// becomes markup. Chapters and their order are those of docs/SUMMARY.md.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { marked } from 'marked'

const ID = 'virtual:guide'
const DOCS = `${resolve(import.meta.dirname, '../../docs')}/`

/** Chapters of one language, in order: `[title, file]`. */
function chapters(lang) {
  const links = readFileSync(`${DOCS}SUMMARY.md`, 'utf8').matchAll(/\[([^\]]+)\]\(([a-z]+)\/([\w-]+)\.md\)/g)
  return [...links].filter(([, , folder]) => folder === lang).map(([, title, , id]) => ({ id, title }))
}

/** The parts of a line. */
const inline = (tokens = []) =>
  tokens.flatMap((token) => {
    switch (token.type) {
      case 'strong':
        return [{ is: 'strong', parts: inline(token.tokens) }]
      case 'em':
        return [{ is: 'em', parts: inline(token.tokens) }]
      case 'codespan':
        return [{ is: 'code', text: token.text }]
      case 'link':
        return [{ is: 'link', to: token.href, parts: inline(token.tokens) }]
      case 'image':
        return [{ is: 'picture', src: token.href, text: token.text }]
      case 'text':
      case 'escape':
        return token.tokens ? inline(token.tokens) : [{ is: 'text', text: token.text }]
      default:
        throw new Error(`the guide does not draw ${token.type}: ${token.raw}`)
    }
  })

/** A line that is nothing but `<a id="name"></a>` names the heading after it, whatever its title says in any language. */
const NAME = /^<a id="([\w-]+)"><\/a>\s*$/

/** The parts of a page. */
function blocks(tokens) {
  let name = null
  return tokens.flatMap((token) => {
    switch (token.type) {
      case 'heading': {
        const at = name ?? anchor(token.text)
        name = null
        return [{ is: 'heading', level: token.depth, parts: inline(token.tokens), anchor: at }]
      }
      case 'paragraph':
      case 'text':
        if (NAME.test(token.raw)) {
          name = NAME.exec(token.raw)[1]
          return []
        }
        return [{ is: 'paragraph', parts: inline(token.tokens) }]
      case 'list':
        return [{ is: 'list', ordered: token.ordered, items: token.items.map((item) => blocks(item.tokens)) }]
      case 'code':
        return [{ is: 'code', text: token.text }]
      case 'blockquote':
        return [{ is: 'note', blocks: blocks(token.tokens) }]
      case 'table': {
        const cells = (row) => row.map((cell) => inline(cell.tokens))
        return [{ is: 'table', head: cells(token.header), rows: token.rows.map(cells) }]
      }
      case 'space':
        return []
      default:
        throw new Error(`the guide does not draw ${token.type}: ${token.raw}`)
    }
  })
}

/** As mdBook and GitHub make it, so that links work everywhere. */
export const anchor = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')

const unescape = (text) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name])

/** One language as data. Pictures are left as names. */
export function read(lang) {
  return chapters(lang).map(({ id, title }) => {
    const source = readFileSync(`${DOCS}${lang}/${id}.md`, 'utf8')
    const parts = JSON.parse(
      JSON.stringify(blocks(marked.lexer(source)), (_, value) => (typeof value === 'string' ? unescape(value) : value)),
    )
    return { id, title, blocks: parts }
  })
}

/** The pictures that are shown anywhere. */
const pictures = (data) => [
  ...new Set([...JSON.stringify(data).matchAll(/"src":"\.\.\/pictures\/([\w-]+\.png)"/g)].map(([, name]) => name)),
]

export function guide() {
  return {
    name: 'guide',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null
      const data = { en: read('en'), ru: read('ru') }
      for (const lang of ['en', 'ru']) for (const one of data[lang]) this.addWatchFile(`${DOCS}${lang}/${one.id}.md`)
      // Those that are there: they are taken from a window that was built before.
      const names = pictures(data).filter((name) => existsSync(`${DOCS}pictures/${name}`))
      const imports = names.map((name, n) => `import p${n} from ${JSON.stringify(`${DOCS}pictures/${name}?url`)}`)
      const table = names.map((name, n) => `${JSON.stringify(`../pictures/${name}`)}: p${n}`)
      return [...imports, `export const guide = ${JSON.stringify(data)}`, `export const pictures = {${table}}`].join(
        '\n',
      )
    },
  }
}
