import { expect, it } from 'vitest'
import { crew } from './crew'

it('works on a few at a time until all are done', async () => {
  let busy = 0
  let most = 0
  const done: number[] = []
  await crew([1, 2, 3, 4, 5, 6, 7], 3, async (n) => {
    most = Math.max(most, ++busy)
    await Promise.resolve()
    busy -= 1
    done.push(n)
  })
  expect(most).toBe(3)
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
})
