import { cleanup, fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ipc, type Finding } from '../ipc'
import { overview } from '../ipc/demo/scenes'
import { error, faults, holdSignIn, openWindow, settle } from '../test/window'

const id = () => screen.getByLabelText<HTMLInputElement>('App ID')
const secret = () => screen.getByLabelText<HTMLInputElement>('App Secret')
const finding = (level: Finding['level'], title: string): Finding => ({
  check: 'app',
  level,
  title: { en: title, ru: title },
  detail: { en: '', ru: '' },
  remedy: null,
})

async function enter(appId: string, appSecret: string) {
  await fireEvent.input(id(), { target: { value: appId } })
  await fireEvent.input(secret(), { target: { value: appSecret } })
}

async function press(name: string) {
  await fireEvent.click(screen.getByRole('button', { name }))
  await settle()
}

beforeEach(async () => {
  vi.spyOn(ipc, 'appSet').mockResolvedValue()
  vi.spyOn(ipc, 'appCheck').mockResolvedValue({ findings: [finding('ok', 'App found')] })
  await openWindow('first', { hash: '#/setup/facebook/back' })
})
afterEach(() => vi.restoreAllMocks())

describe('setting up an app', () => {
  it('says what is wrong with an id before anybody is asked', async () => {
    await enter('act_402917', 'abc')
    await press('Check')
    expect(screen.getByText('That is an ad account. The App ID has digits only.')).toBeTruthy()
    expect(id().getAttribute('aria-invalid')).toBe('true')
    expect(ipc.appCheck).not.toHaveBeenCalled()
  })

  it('never shows the secret', () => expect(secret().type).toBe('password'))

  it('is checked with the platform, then saved, then leads straight to the sign-in', async () => {
    const signIn = holdSignIn()
    await enter(' 1029384756610293 ', 'right')
    await press('Save and sign in')
    expect(ipc.appCheck).toHaveBeenCalledWith('facebook', '1029384756610293', 'right')
    expect(ipc.appSet).toHaveBeenCalledWith('facebook', '1029384756610293', 'right')
    expect(signIn.started().request.provider).toBe('facebook')
  })

  it('saves nothing that the platform refuses, unless the person insists', async () => {
    vi.mocked(ipc.appCheck).mockResolvedValue({ findings: [finding('error', 'Facebook refused the App Secret')] })
    holdSignIn()
    await enter('1029384756610293', 'wrong')
    await press('Save and sign in')
    expect(within(screen.getByTestId('check-result')).getByText('Facebook refused the App Secret')).toBeTruthy()
    expect(ipc.appSet).not.toHaveBeenCalled()
    await press('Save without the check')
    expect(ipc.appSet).toHaveBeenCalledOnce()
  })

  it('keeps what was typed when the platform cannot be asked', async () => {
    vi.mocked(ipc.appCheck).mockRejectedValue(error('network', 'No answer.'))
    await enter('1029384756610293', 'right')
    await press('Check')
    expect(screen.getByRole('alert').textContent).toContain('No answer.')
    expect(secret().value).toBe('right')
  })

  it('shows the return address and finds nothing to complain about', async () => {
    expect(screen.getByTestId('redirect-uri').textContent).toContain('http://localhost/v1/tool-oauth/facebook/callback')
    expect(await faults()).toEqual([])
  })
})

it('credentials from the environment are shown and cannot be changed here', async () => {
  const [facebook] = overview('home', new URLSearchParams()).integrations
  if (!facebook) throw new Error('no platform')
  cleanup()
  await openWindow('home', {
    hash: '#/setup/facebook/back',
    change: { integrations: [{ ...facebook, from_environment: true }] },
  })
  expect(id().disabled).toBe(true)
  expect(screen.queryByLabelText('App Secret')).toBeNull()
  expect(screen.getByText(/come from environment variables/)).toBeTruthy()
  expect(screen.queryByTestId('setup-save')).toBeNull()
})

describe('the way through the set-up', () => {
  it('begins with the app for whoever has none, and leads on a step at a time', async () => {
    cleanup()
    await openWindow('first', { hash: '#/setup/facebook' })
    expect(screen.getByTestId('step-make').getAttribute('aria-current')).toBe('step')
    expect(screen.getByTestId('setup-next').getAttribute('href')).toBe('#/setup/facebook/permissions')
    expect(await faults()).toEqual([])
  })

  it('opens the very page of the console', async () => {
    const opened = vi.spyOn(ipc, 'openLink').mockResolvedValue()
    cleanup()
    await openWindow('home', { hash: '#/setup/facebook/permissions' })
    await press('Open at Facebook')
    expect(opened).toHaveBeenCalledWith('https://developers.facebook.com/apps/1029384756610293/roles/roles/')
  })

  it('keeps what was ticked off on the way to Live', async () => {
    localStorage.clear()
    cleanup()
    const first = await openWindow('home', { hash: '#/setup/facebook/live' })
    await fireEvent.click(screen.getByTestId('tick-verify'))
    await settle()
    expect(screen.getByText('1 of 6 done')).toBeTruthy()
    first.unmount()
    await openWindow('home', { hash: '#/setup/facebook/live' })
    expect(screen.getByTestId('tick-verify').getAttribute('aria-checked')).toBe('true')
    expect(await faults()).toEqual([])
  })
})
