import { expect, it } from 'vitest'
import { href, parse } from './route.svelte'

it('an address leads where it says', () => {
  expect(parse('')).toEqual({ page: 'integrations', connect: null })
  expect(parse(href.settings)).toEqual({ page: 'settings' })
  expect(parse(href.setup('google-ads'))).toEqual({ page: 'setup', provider: 'google-ads', step: null })
  expect(parse(href.connection('facebook', 'activity'))).toEqual({
    page: 'connection',
    name: 'facebook',
    tab: 'activity',
  })
})

it('a link from outside names a platform and nothing more', () => {
  expect(parse('#/connect/facebook')).toEqual({ page: 'integrations', connect: 'facebook' })
  expect(parse('#/connect')).toEqual({ page: 'integrations', connect: null })
})

it('an address that is not ours leads to the first page', () => {
  for (const hash of [
    '#/connection',
    '#/setup/',
    '#/%E0%A4%A',
    '#//evil.example',
    '#/constructor',
    '#javascript:alert(1)',
  ]) {
    expect(parse(hash).page, hash).toBe('integrations')
  }
  expect(parse('#/connection/a/__proto__')).toEqual({ page: 'connection', name: 'a', tab: 'accounts' })
})
