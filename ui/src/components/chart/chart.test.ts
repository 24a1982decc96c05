import { render, screen } from '@testing-library/svelte'
import { describe, expect, it } from 'vitest'
import Meter from './Meter.svelte'
import Sparkline from './Sparkline.svelte'

describe('charts', () => {
  it('say in a sentence what they show', () => {
    render(Sparkline, { values: [1, 2, 3], label: '30 days: €6' })
    expect(screen.getByRole('img', { name: '30 days: €6' })).toBeTruthy()
  })

  it('draw no line where nothing is known', () => {
    render(Sparkline, { values: [null, null], label: 'none' })
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('are ink until a limit is near', () => {
    const hues = [0.5, 0.9, 1.2].map((share) => {
      const { container, unmount } = render(Meter, { share, label: 'used' })
      const hue = container.querySelector<HTMLElement>('.cap')?.dataset.hue
      unmount()
      return hue
    })
    expect(hues).toEqual([undefined, 'care', 'stop'])
  })
})
