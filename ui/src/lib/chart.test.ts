import { describe, expect, it } from 'vitest'
import { isFlat, isKnown, spark } from './chart'

describe('a sparkline', () => {
  it('starts at zero, so that a fall to nothing reaches the ground', () => {
    const { stroke, end } = spark([100, 100, 0], 72, 24)
    expect(stroke).toBe('M2,2L36,2L70,22')
    expect(end).toEqual([70, 22])
  })

  it('leaves a gap where nothing is known, and ends at the last day that is', () => {
    const { stroke, ground, end } = spark([10, 10, null, 10, 10, null], 72, 24)
    expect(stroke.match(/M/g)).toHaveLength(2)
    expect(ground.match(/Z/g)).toHaveLength(2)
    expect(end?.[0]).toBeLessThan(70)
  })

  it('draws nothing of nothing, and one day as a point', () => {
    expect(spark([], 72, 24)).toEqual({ ground: '', stroke: '', end: null })
    expect(spark([null, null], 72, 24).end).toBeNull()
    expect(spark([5], 72, 24).end).toEqual([2, 2])
  })

  it('tells no delivery from not knowing', () => {
    expect([isFlat([0, 0, null]), isKnown([0, 0, null])]).toEqual([true, true])
    expect([isFlat([null]), isKnown([null])]).toEqual([true, false])
    expect(isFlat([0, 0.01])).toBe(false)
  })
})
