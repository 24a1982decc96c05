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

/** Where a link of the guide leads: another chapter, a page of the window, or the world outside. */
export function target(to: string): { chapter: string } | { page: string } | { outside: string } {
  if (to.startsWith('https:')) return { outside: to }
  if (to.startsWith('app:')) return { page: `#/${to.slice(4)}` }
  return { chapter: to.replace(/\.md(#.*)?$/, '') }
}
