import { expect, it } from 'vitest'
import { at, overview, summary } from '../ipc/demo/scenes'
import { attention, byUrgency, oldestCheck } from './attention'

const none = new URLSearchParams()

it('nothing is said while all is well', () => expect(attention(overview('fine', none))).toBeNull())

it('what has stopped comes before what will stop', () => {
  expect(attention(overview('trouble', none))).toMatchObject({ about: 'connection', connection: { state: 'revoked' } })
  expect(attention(overview('home', none))).toMatchObject({ connection: { connection: 'facebook-agency' } })
})

it('a keychain that cannot be read comes first: nothing works without it', () => {
  expect(attention(overview('trouble', new URLSearchParams('vault=locked')))).toEqual({
    about: 'vault',
    state: 'locked',
  })
})

it('what could not be checked is not called bad', () => {
  const world = { ...overview('fine', none), connections: [summary('facebook', 'Anna', 40, { state: 'unknown' })] }
  expect(attention(world)).toBeNull()
})

it('of two that end, the earlier comes first', () => {
  const ends = (name: string, days: number) => summary(name, name, days, { state: 'expiring' })
  expect(byUrgency([ends('later', 6), ends('sooner', 2)]).map((one) => one.connection)).toEqual(['sooner', 'later'])
})

it('the age of the whole picture is its oldest part', () => {
  const checked = (name: string, when: string | null) => summary(name, name, 40, { checked_at: when })
  expect(oldestCheck([checked('a', at(-1)), checked('b', at(-3))])).toBe(at(-3))
  expect(oldestCheck([checked('a', at(-1)), checked('b', null)])).toBeNull()
})
