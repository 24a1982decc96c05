// The guide's chapter on errors is made from the same table as the window's words, so that it cannot grow old:
// `npx vitest run guide -u` writes it anew.
import { describe, expect, it } from 'vitest'
import { guide, pictures } from 'virtual:guide'
import type { Code, Lang } from '../ipc'
import { errors as rules } from '../lib/errors'
import { places, search, sections, target, type Block, type Part } from '../lib/guide'
import { causes, type Cause } from './causes'
import { en } from './en'
import { ru } from './ru'

const FRAME = {
  en: {
    title: 'What errors mean',
    text: [
      'Look for the words that you read, or for the name that stands under *For support*. The name never changes, in any language.',
      'An error that is not here comes from Facebook or from a tool: press `Ctrl K`, choose **Explain an error…** and paste it. What Facebook shows only in the browser is in [Connect Facebook](connect.md#waiting).',
    ],
    next: 'Next step',
    who: 'Who can fix it',
    name: 'Name',
  },
  ru: {
    title: 'Что значат ошибки',
    text: [
      'Ищите слова, которые видите, или имя из строки *Для поддержки*. Имя не меняется и одинаково на всех языках.',
      'Если ошибки здесь нет, она от Facebook или от инструмента: нажмите `Ctrl K`, выберите **Объяснить ошибку…** и вставьте её. То, что Facebook показывает только в браузере, — в главе [Подключить Facebook](connect.md#waiting).',
    ],
    next: 'Что делать',
    who: 'Кто исправит',
    name: 'Имя',
  },
}

function chapter(lang: Lang): string {
  const [m, frame] = [{ en, ru }[lang], FRAME[lang]]
  const section = ([code, { why, next }]: [string, Cause]) => {
    const { title, next: usual } = m.errors[code as Code]
    return [
      `<a id="${code}"></a>`,
      `### ${title('Facebook')}`,
      why[lang],
      `**${frame.next}:** ${usual ?? next?.[lang] ?? ''}`,
      `${frame.who}: ${m.who[rules[code as Code].who]}. ${frame.name}: \`${code}\``,
    ]
  }
  const groups = causes.flatMap(({ title, errors }) => [
    `## ${title[lang]}`,
    ...Object.entries(errors).flatMap(section),
  ])
  return `${[`# ${frame.title}`, ...frame.text, ...groups].join('\n\n')}\n`
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

const headings = (blocks: Block[]) => new Set(blocks.flatMap((block) => (block.is === 'heading' ? [block.anchor] : [])))

it('every error is explained once, with a next step', () => {
  const all = causes.flatMap(({ errors }) => Object.entries(errors))
  expect(all.map(([code]) => code).sort()).toEqual(Object.keys(rules).sort())
  for (const [code, { next }] of all) expect(en.errors[code as Code].next === null, code).toBe(next !== undefined)
})

describe.each(['en', 'ru'] as const)('the guide in %s', (lang) => {
  it('says of every error what the window says of it', async () => {
    await expect(chapter(lang)).toMatchFileSnapshot(`../../../docs/${lang}/errors.md`)
  })

  it('has the same chapters as the other language, and leads only to what is there', () => {
    expect(guide[lang].map(({ id }) => id)).toEqual(guide.en.map(({ id }) => id))
    const there = new Map(guide[lang].map(({ id, blocks }) => [id, headings(blocks)]))
    for (const part of parts(guide[lang].flatMap(({ blocks }) => blocks))) {
      if (part.is === 'picture') expect(pictures, part.src).toHaveProperty([part.src])
      if (part.is !== 'link') continue
      const to = target(part.to)
      if (!('chapter' in to)) continue
      expect(there.has(to.chapter), part.to).toBe(true)
      if (to.anchor) expect(there.get(to.chapter), part.to).toContain(to.anchor)
    }
  })

  it('has every place that the window leads to', () => {
    const errors = Object.keys(rules).map((code) => ['errors', code])
    for (const [chapter, anchor] of [
      ...Object.values(places.steps),
      places.business,
      places.assign,
      places.secrets,
      ...errors,
    ]) {
      const found = guide[lang].find(({ id }) => id === chapter)
      expect(found, chapter).toBeDefined()
      if (anchor) expect(headings(found?.blocks ?? []), chapter).toContain(anchor)
    }
  })

  it('is found by the words that people read, in any case', () => {
    const all = sections(guide[lang])
    const { errors } = { en, ru }[lang]
    const title = errors['redirect-timeout'].title('Facebook')
    expect(search(all, title.toUpperCase())[0]).toMatchObject({ title, anchor: 'redirect-timeout' })
    expect(search(all, 'redirect-timeout').map(({ title }) => title)).toContain(title)
    expect(search(all, 'zzz')).toEqual([])
    expect(search(all, ' ')).toEqual([])
  })

  it('begins every chapter with its title', () => {
    for (const { id, title, blocks } of guide[lang]) {
      const [first] = blocks
      expect(first?.is === 'heading' && first.level === 1, id).toBe(true)
      expect(first?.is === 'heading' && first.parts[0]?.is === 'text' && first.parts[0].text, id).toBe(title)
    }
  })
})
