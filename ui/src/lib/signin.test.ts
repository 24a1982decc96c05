import { describe, expect, it } from 'vitest'
import type { ConnectEvent } from '../ipc'
import { advance, begin, goodName, minutesLeft, seconds, STEPS, stepState, type Progress } from './signin'

const authorize: ConnectEvent = {
  event: 'authorize',
  url: 'https://x/',
  redirect_uri: 'http://localhost:1/cb',
  way: 'loopback',
  reason: { en: '', ru: '' },
}
const play = (...events: ConnectEvent[]): Progress =>
  events.reduce((progress, event, n) => advance(progress, event, (n + 1) * 1000), begin(0))
const states = (progress: Progress) => STEPS.map((step) => stepState(progress, step)).join(' ')

it('a code is good for whole minutes, and for one until it has ended', () => {
  const until = '2026-11-28T12:15:00Z'
  const left = (now: string) => minutesLeft(until, Date.parse(now))
  expect(['12:00:00', '12:00:01', '12:14:30', '12:15:10'].map((time) => left(`2026-11-28T${time}Z`))).toEqual([
    15, 15, 1, 1,
  ])
})

describe('a sign-in', () => {
  it('shows every step as done, now or later, in order', () => {
    expect(states(begin(0))).toBe('now later later later later')
    expect(states(play(authorize))).toBe('done now later later later')
    expect(states(play(authorize, { event: 'callback' }))).toBe('done done now later later')
    expect(states(play(authorize, { event: 'callback' }, { event: 'exchanged' }, { event: 'storing' }))).toBe(
      'done done done now later',
    )
    expect(states(play(authorize, { event: 'callback' }, { event: 'stored' }))).toBe('done done done done now')
  })

  it('keeps waiting through stray hits and counts them', () => {
    const progress = play(authorize, { event: 'ignored', count: 3 })
    expect(progress.ignored).toBe(3)
    expect(progress.now).toBe('answer')
  })

  it('says until when the access lasts, or why it could not be made to last', () => {
    expect(play(authorize, { event: 'upgraded', expires_at: '2027-01-09T00:00:00Z' }).until).toBe(
      '2027-01-09T00:00:00Z',
    )
    const error = {
      code: 'client-rejected' as const,
      message: { en: '', ru: '' },
      hint: { en: '', ru: '' },
      details: {},
    }
    expect(play(authorize, { event: 'upgrade-failed', error }).shortLived).toEqual(error)
  })

  it('times the step it is in, not the whole', () => {
    const progress = play(authorize)
    expect(seconds(progress, 46_900)).toBe(45)
    expect(seconds(progress, 0)).toBe(0)
  })
})

it('a connection name is judged by the rule of core', () => {
  for (const name of ['facebook', 'facebook-2', '0', 'a.b_c-d', 'x'.repeat(64)]) expect(goodName(name), name).toBe(true)
  for (const name of ['', '-a', '.a', 'Facebook', 'a b', 'a/b', 'имя', 'x'.repeat(65)])
    expect(goodName(name), name).toBe(false)
})
