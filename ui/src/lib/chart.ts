import { area, line } from 'd3-shape'

/** A day's amount; `null` where nothing is known. */
export type Value = number | null
/** The shapes of a sparkline: ground, stroke, and where the last known day is. */
export type Spark = { ground: string; stroke: string; end: [number, number] | null }

/** Room for the stroke and the dot at the last day. */
const EDGE = 2

const drawn = new WeakMap<Value[], Map<string, Spark>>()

/** The same values are drawn again and again while a list is searched. */
export function spark(values: Value[], width: number, height: number): Spark {
  const size = `${width} ${height}`
  let sizes = drawn.get(values)
  if (!sizes) drawn.set(values, (sizes = new Map()))
  let shapes = sizes.get(size)
  if (!shapes) sizes.set(size, (shapes = draw(values, width, height)))
  return shapes
}

/** A line over `values`, from zero up: a fall to nothing has to look like one. Unknown days leave a gap. */
function draw(values: Value[], width: number, height: number): Spark {
  const top = Math.max(1e-9, ...values.map((value) => value ?? 0))
  const x = (at: number) => EDGE + ((width - 2 * EDGE) * at) / Math.max(1, values.length - 1)
  const y = (value: number) => height - EDGE - ((height - 2 * EDGE) * Math.max(0, value)) / top
  const days = values.map((value, at): [number, number] | null => (value === null ? null : [x(at), y(value)]))
  const known = (day: [number, number] | null): day is [number, number] => day !== null
  const across = (day: [number, number] | null) => day?.[0] ?? 0
  const up = (day: [number, number] | null) => day?.[1] ?? height
  const shape = {
    ground: area<(typeof days)[number]>(across, height, up),
    stroke: line<(typeof days)[number]>(across, up),
  }
  return {
    ground: shape.ground.defined(known).digits(1)(days) ?? '',
    stroke: shape.stroke.defined(known).digits(1)(days) ?? '',
    end: days.findLast(known) ?? null,
  }
}

/** Whether nothing was spent on any day that is known. */
export const isFlat = (values: Value[]): boolean => values.every((value) => value === null || value === 0)
/** Whether any day is known at all. */
export const isKnown = (values: Value[]): boolean => values.some((value) => value !== null)
