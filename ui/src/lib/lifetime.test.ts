import { describe, expect, it } from 'vitest'
import { lifetime } from './lifetime'

const NOW = Date.parse('2026-11-24T00:00:00Z')
const at = (days: number) => new Date(NOW + days * 86_400_000).toISOString()

describe('time as a drawing', () => {
  it('puts today between the sign-in and the end', () => {
    const life = lifetime('connected', at(-14), at(46), NOW)
    expect(life).toMatchObject({ drawing: 'filled', hue: 'ok' })
    expect(life.now).toBeCloseTo(14 / 60)
    expect(life.marks.map((mark) => Math.round((1 - mark) * 60))).toEqual([14, 7, 3, 1])
  })

  it('leaves out marks that lie before the sign-in', () =>
    expect(lifetime('expiring', at(-1), at(5), NOW).marks).toHaveLength(2))

  it('is empty once it is over, whatever the date says', () => {
    expect(lifetime('expired', at(-60), at(-1), NOW).drawing).toBe('empty')
    expect(lifetime('revoked', at(-10), at(50), NOW).drawing).toBe('empty')
    expect(lifetime('connected', at(-60), at(-0.1), NOW).drawing).toBe('empty')
  })

  it('tells no end from an end that is not known', () => {
    expect(lifetime('connected', at(-5), null, NOW, true).drawing).toBe('endless')
    expect(lifetime('connected', at(-5), null, NOW).drawing).toBe('unknown')
  })

  it('begins today if nobody knows when it began', () => expect(lifetime('connected', null, at(30), NOW).now).toBe(0))
})
