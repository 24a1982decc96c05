import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

type Theme = 0 | 1
const named = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    [light ?? '', dark ?? ''],
  ]),
)

const colour = (name: string, theme: Theme): string => {
  const value = named.get(name)?.[theme]
  if (!value) throw new Error(`no colour --${name}`)
  return value
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2 contrast. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['bg', 'bg-side', 'bg-raised', 'bg-hover', 'bg-sel', 'bg-here']
const HUES = ['ok', 'care', 'stop', 'idle']

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_, theme) => {
  const against = (front: string, ground: string) => contrast(colour(front, theme), colour(ground, theme))

  it('every text can be read on every ground it stands on', () => {
    for (const text of ['ink', 'ink-2', 'ink-3', 'key'])
      for (const ground of GROUNDS) expect(against(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    expect(against('on-ink', 'ink')).toBeGreaterThanOrEqual(4.5)
    expect(against('on-ink', 'ink-hover')).toBeGreaterThanOrEqual(4.5)
  })

  it('every state can be read on its tint and on the page', () => {
    for (const hue of HUES)
      for (const ground of [`${hue}-tint`, 'bg', 'bg-raised', 'bg-side', 'bg-hover'])
        expect(against(hue, ground), `${hue} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    for (const hue of HUES) expect(against('ink-2', `${hue}-tint`), `ink-2 on ${hue}-tint`).toBeGreaterThanOrEqual(4.5)
  })

  it('shapes and the borders of controls can be seen', () => {
    for (const fill of ['ok-fill', 'care-fill', 'stop-fill', 'data'])
      expect(against(fill, 'data-soft'), `${fill} on its track`).toBeGreaterThanOrEqual(3)
    for (const ground of ['bg', 'bg-raised', 'bg-side'])
      expect(against('line-control', ground), `line-control on ${ground}`).toBeGreaterThanOrEqual(3)
    expect(against('on-fill', 'key-fill')).toBeGreaterThanOrEqual(3)
  })
})
