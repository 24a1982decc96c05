// The guide's chapter on errors is made from the same table as the window's words, so that it cannot grow old:
// `npx vitest run guide -u` writes it anew.
import { describe, expect, it } from 'vitest'
import { guide, pictures } from 'virtual:guide'
import type { Lang } from '../ipc'
import { errors as rules } from '../lib/errors'
import { target, type Block, type Part } from '../lib/guide'
import { en } from './en'
import { ru } from './ru'

const FRAME = {
  en: {
    title: 'What errors mean',
    text: 'Every error has a name that never changes; tools and `--json` show the same one. In the window it stands under *For support*. Where nothing is said about the next step, the message itself names the file or the place.',
    head: ['What you read', 'What to do', 'Who can', 'Name'],
  },
  ru: {
    title: 'Что значат ошибки',
    text: 'У каждой ошибки есть имя, которое не меняется; инструменты и `--json` показывают его же. В окне оно в строке *Для поддержки*. Где о следующем шаге ничего не сказано, файл или место названы в самом сообщении.',
    head: ['Что написано', 'Что делать', 'Кто может', 'Имя'],
  },
}

function chapter(lang: Lang): string {
  const [m, frame] = [{ en, ru }[lang], FRAME[lang]]
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rows = Object.entries(m.errors).map(([code, { title, next }]) =>
    line([title('Facebook'), next ?? '', m.who[rules[code as keyof typeof rules].who], `\`${code}\``]),
  )
  return `# ${frame.title}\n\n${frame.text}\n\n${[line(frame.head), '|---|---|---|---|', ...rows].join('\n')}\n`
}

const parts = (blocks: Block[]): Part[] =>
  blocks.flatMap((block) =>
    'parts' in block
      ? block.parts
      : block.is === 'list'
        ? block.items.flatMap(parts)
        : block.is === 'note'
          ? parts(block.blocks)
          : block.is === 'table'
            ? [...block.head, ...block.rows.flat()].flat()
            : [],
  )

describe.each(['en', 'ru'] as const)('the guide in %s', (lang) => {
  it('says of every error what the window says of it', async () => {
    await expect(chapter(lang)).toMatchFileSnapshot(`../../../docs/${lang}/errors.md`)
  })

  it('has the same chapters as the other language, and leads only to what is there', () => {
    expect(guide[lang].map(({ id }) => id)).toEqual(guide.en.map(({ id }) => id))
    const chapters = new Set(guide[lang].map(({ id }) => id))
    for (const part of parts(guide[lang].flatMap(({ blocks }) => blocks))) {
      if (part.is === 'picture') expect(pictures, part.src).toHaveProperty([part.src])
      if (part.is !== 'link') continue
      const to = target(part.to)
      if ('chapter' in to) expect(chapters, part.to).toContain(to.chapter)
    }
  })

  it('begins every chapter with its title', () => {
    for (const { id, title, blocks } of guide[lang]) {
      const [first] = blocks
      expect(first?.is === 'heading' && first.level === 1, id).toBe(true)
      expect(first?.is === 'heading' && first.parts[0]?.is === 'text' && first.parts[0].text, id).toBe(title)
    }
  })
})
