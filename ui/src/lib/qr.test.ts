import decode from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { draw, type Drawing } from './qr'

/** What a camera would see: the drawing at its size, painted from its path. */
function photograph({ path, side, size }: Drawing) {
  const scale = size / side
  const data = new Uint8Array(size * size * 4).fill(255)
  for (const [, x, y, length] of [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map((match) => match.map(Number)))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1)
        data.set([0, 0, 0], (row * size + column) * 4)
  return { width: size, height: size, data }
}

const address = (length: number) => {
  const start = 'https://www.facebook.com/v26.0/dialog/oauth?scope=ads_read%2Cads_management&state='
  return start + Array.from({ length: length - start.length }, (_, n) => 'aZ0-_~'[n % 6]).join('')
}

describe('a code for a camera', () => {
  it.each([90, 430, 1024, 2048])('gives back the very address of %d characters', (length) => {
    expect(decode(photograph(draw(address(length))))).toBe(address(length))
  })

  it.each([90, 430, 2048])('of %d characters has whole pixels, large enough, and fits into the dialog', (length) => {
    const { side, size } = draw(address(length))
    expect(Number.isInteger(size / side)).toBe(true)
    expect(size / side).toBeGreaterThanOrEqual(2)
    expect(size).toBeLessThanOrEqual(400)
  })

  it('has a white border of four squares', () => {
    const { path, side } = draw(address(430))
    const squares = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((match) => match.map(Number))
    expect(Math.min(...squares.flatMap(([, x, y]) => [x ?? 0, y ?? 0]))).toBe(4)
    expect(Math.max(...squares.map(([, x, , length]) => (x ?? 0) + (length ?? 0)))).toBe(side - 4)
  })
})
