import { cleanup, fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, expect, it } from 'vitest'
import { error, faults, holdSignIn, openWindow, settle } from '../test/window'
import { dialogs } from '../lib/dialogs.svelte'
import { readGuide } from '../lib/guide'

afterEach(cleanup)

const contents = () => within(screen.getByTestId('guide-contents'))
const read = async (place: string) => {
  const { guide } = await readGuide()
  await openWindow('home', { hash: `#/guide/${place}` })
  await settle()
  return guide.en
}

it('is looked through by its own words, and leads to the very place', async () => {
  const chapters = await read('connect')
  expect(contents().getAllByRole('link')).toHaveLength(chapters.length)
  await fireEvent.input(screen.getByTestId('find-in-guide'), { target: { value: 'keychain IS locked' } })
  await settle()
  const [first] = contents().getAllByRole('link')
  expect(first?.getAttribute('href')).toBe('#/guide/errors/vault-locked')
  await fireEvent.input(screen.getByTestId('find-in-guide'), { target: { value: 'nothing of the kind' } })
  await settle()
  expect(contents().queryAllByRole('link')).toEqual([])
  expect(await faults()).toEqual([])
})

it('opens at the heading that a link names, and says so to whoever listens', async () => {
  await read('errors/vault-locked')
  expect(document.activeElement?.textContent).toBe('The keychain is locked')
})

it('is one press away from a failure, which closes', async () => {
  const signIn = holdSignIn()
  await openWindow('ready')
  await fireEvent.click(screen.getByTestId('connect'))
  await settle()
  await signIn.started().fail(error('client-rejected'))
  await settle()
  const link = screen.getByTestId('guide-link')
  expect(link.getAttribute('href')).toBe('#/guide/errors/client-rejected')
  await fireEvent.click(link)
  expect(dialogs.current).toBeNull()
})
