/// <reference path="./guide.d.ts" />
import type { Lang } from '../ipc'

/** A part of a line of the guide. */
export type Part =
  | { is: 'text'; text: string }
  | { is: 'code'; text: string }
  | { is: 'strong'; parts: Part[] }
  | { is: 'em'; parts: Part[] }
  | { is: 'link'; to: string; parts: Part[] }
  | { is: 'picture'; src: string; text: string }

/** A part of a page of the guide. */
export type Block =
  | { is: 'heading'; level: number; parts: Part[]; anchor: string }
  | { is: 'paragraph'; parts: Part[] }
  | { is: 'list'; ordered: boolean; items: Block[][] }
  | { is: 'code'; text: string }
  | { is: 'note'; blocks: Block[] }
  | { is: 'table'; head: Part[][]; rows: Part[][][] }

export type Chapter = { id: string; title: string; blocks: Block[] }
export type Guide = { guide: Record<Lang, Chapter[]>; pictures: Record<string, string> }

/** Read when first opened: whoever never opens the guide does not wait for it. */
export const readGuide = (): Promise<Guide> => import('virtual:guide')

/** A chapter, and a heading in it by the name that it has in both languages. */
export type Place = readonly [chapter: string, anchor?: string]

/** Where the window leads into the guide; besides, every error has its place under its code. */
export const places = {
  steps: {
    make: ['app'],
    permissions: ['app', 'permissions'],
    back: ['app', 'way-back'],
    signin: ['connect', 'waiting'],
    live: ['live'],
  },
  business: ['app', 'business'],
  assign: ['accounts', 'assign'],
  secrets: ['secrets', 'viewer'],
} as const

/** Where a link of the guide leads: another chapter, a page of the window, or the world outside. */
export function target(to: string): { chapter: string; anchor: string } | { page: string } | { outside: string } {
  if (to.startsWith('https:')) return { outside: to }
  if (to.startsWith('app:')) return { page: `#/${to.slice(4)}` }
  const [file = '', anchor = ''] = to.split('#')
  return { chapter: file.replace(/\.md$/, ''), anchor }
}

/** A heading and what stands under it: as much as a search finds, and a link can point at. */
export type Section = { chapter: Chapter; title: string; anchor: string; text: string }

const words = (part: Part): string => ('parts' in part ? part.parts.map(words).join('') : part.text)

const text = (block: Block): string => {
  if ('parts' in block) return block.parts.map(words).join('')
  if (block.is === 'list') return block.items.flat().map(text).join(' ')
  if (block.is === 'note') return block.blocks.map(text).join(' ')
  if (block.is === 'table') return [block.head, ...block.rows].flat(2).map(words).join(' ')
  return block.text
}

export function sections(chapters: Chapter[]): Section[] {
  return chapters.flatMap((chapter) => {
    const found: Section[] = []
    for (const block of chapter.blocks) {
      const last = found.at(-1)
      if (block.is === 'heading')
        found.push({ chapter, title: text(block), anchor: block.level === 1 ? '' : block.anchor, text: '' })
      else if (last) last.text += ` ${text(block)}`
    }
    return found
  })
}

/** As people type: without regard to case, and to the dots of «ё». */
const folded = (words: string) => words.toLowerCase().replaceAll('ё', 'е')

/** Sections that hold every word of `query`; those that say it in their title come first. */
export function search(all: Section[], query: string): Section[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const holds = (words: string) => wanted.every((word) => folded(words).includes(word))
  const inTitle = all.filter(({ title }) => holds(title))
  return [...inTitle, ...all.filter((one) => !inTitle.includes(one) && holds(`${one.title} ${one.text}`))]
}
