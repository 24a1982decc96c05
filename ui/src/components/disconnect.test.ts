import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ipc, type Disconnected } from '../ipc'
import { dialogs } from '../lib/dialogs.svelte'
import { error, faults, openWindow, settle } from '../test/window'

const answer = (change: Partial<Disconnected> = {}): Disconnected => ({
  connection: 'facebook',
  forgotten: true,
  revoked: null,
  also_ended: [],
  error: null,
  ...change,
})
const dialog = () => screen.getByRole('dialog')

async function confirm(choice?: RegExp) {
  if (choice) await fireEvent.click(within(dialog()).getByRole('radio', { name: choice }))
  await settle()
  await fireEvent.click(within(dialog()).getByRole('button', { name: 'Disconnect' }))
  await settle()
}

beforeEach(async () => {
  await openWindow('fine', { hash: '#/settings' })
  dialogs.show({ is: 'disconnect', name: 'facebook' })
  await settle()
})
afterEach(() => vi.restoreAllMocks())

describe('disconnecting', () => {
  it('says what each choice does before anything is done', async () => {
    const asked = vi.spyOn(ipc, 'disconnect')
    expect(within(dialog()).getByText('Disconnect Anna Lindqvist?')).toBeTruthy()
    expect(within(dialog()).getByText(/The permission at Facebook stays/)).toBeTruthy()
    expect(within(dialog()).getByText(/signs Anna Lindqvist out of the app everywhere/)).toBeTruthy()
    expect(asked).not.toHaveBeenCalled()
    expect(await faults()).toEqual([])
  })

  it('removes it here only, unless more is chosen', async () => {
    const asked = vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer())
    await confirm()
    expect(asked).toHaveBeenCalledWith('facebook', false)
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByText('Anna Lindqvist is removed from this computer')).toBeTruthy()
  })

  it('withdraws it at the platform when that is chosen', async () => {
    const asked = vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer({ revoked: true }))
    await confirm(/Also withdraw it at Facebook/)
    expect(asked).toHaveBeenCalledWith('facebook', true)
    expect(screen.getByText('Anna Lindqvist is removed here and withdrawn at Facebook')).toBeTruthy()
  })

  it('tells the truth when the platform did not withdraw it', async () => {
    vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer({ revoked: false, error: error('network', 'No answer.') }))
    await confirm(/Also withdraw it at Facebook/)
    expect(within(dialog()).getByText('Facebook did not confirm the withdrawal')).toBeTruthy()
    expect(within(dialog()).getByRole('alert').textContent).toContain('No answer.')
  })

  it('names the files that stay, and deletes them only if that is chosen', async () => {
    vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer())
    const removed = vi.spyOn(ipc, 'exportRemove').mockRejectedValueOnce(error('usage', 'It was changed.'))
    const files = within(screen.getByTestId('left-files')).getAllByRole('listitem')
    await fireEvent.click(within(dialog()).getByRole('checkbox', { name: 'Delete them, too' }))
    await confirm()
    await vi.waitFor(() => expect(removed).toHaveBeenCalledTimes(files.length))
    expect(within(dialog()).getByRole('alert').textContent).toContain('It was changed.')
    expect(await faults()).toEqual([])
  })

  it('leaves the files alone unless asked', async () => {
    vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer())
    const removed = vi.spyOn(ipc, 'exportRemove')
    await confirm()
    expect(removed).not.toHaveBeenCalled()
  })

  it('tells which other connections ended with it', async () => {
    vi.spyOn(ipc, 'disconnect').mockResolvedValue(answer({ revoked: true, also_ended: ['facebook-2'] }))
    await confirm(/Also withdraw it at Facebook/)
    expect(within(dialog()).getByText('facebook-2')).toBeTruthy()
    expect(within(dialog()).getByText(/One sign-in brings each back/)).toBeTruthy()
  })

  it('keeps the question open when it could not be done', async () => {
    vi.spyOn(ipc, 'disconnect').mockRejectedValue(error('vault-locked', 'The keychain is locked.'))
    await confirm()
    expect(within(dialog()).getByRole('alert').textContent).toContain('The keychain is locked.')
    expect(within(dialog()).getByRole('button', { name: 'Disconnect' })).toBeTruthy()
  })
})
