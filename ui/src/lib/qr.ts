import encode from 'qr'

/** A QR code as one path of unit squares, and how large it is to be drawn. */
export type Drawing = {
  path: string
  /** The width and height of the drawing, in squares. */
  side: number
  /** The same in pixels of the page. */
  size: number
}

/** The white border that readers look for, in squares (ISO/IEC 18004). */
const QUIET = 4
/** How large a code becomes, unless its squares would be too small for a camera, or needlessly large. */
const SIZE = 296
/** The side of a square in pixels: half a millimetre to one on an ordinary screen. */
const SMALLEST = 2
const LARGEST = 4

/**
 * Draws `text`. A screen is neither torn nor dirty, so the lowest error correction is taken: the fewer squares, the larger each is.
 * Squares are whole pixels, so that their edges are sharp.
 */
export function draw(text: string): Drawing {
  const rows = encode(text, 'raw', { ecc: 'low', border: QUIET })
  const side = rows.length
  const path = rows.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('')
  return { path, side, size: side * Math.min(LARGEST, Math.max(SMALLEST, Math.floor(SIZE / side))) }
}

/** Where dark squares lie side by side: the first of them, and how many. */
function runs(row: boolean[]): [number, number][] {
  const found: [number, number][] = []
  row.forEach((dark, x) => {
    const last = found.at(-1)
    if (dark && last && last[0] + last[1] === x) last[1] += 1
    else if (dark) found.push([x, 1])
  })
  return found
}
