import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ipc } from '../ipc'
import { vault } from '../ipc/demo/scenes'
import { dialogs } from '../lib/dialogs.svelte'
import { error, faults, openWindow, settle } from '../test/window'

const dialog = () => screen.getByRole('dialog')
const field = (name: string) => within(dialog()).getByLabelText(name)
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } })

async function give(button: string) {
  await fireEvent.click(within(dialog()).getByRole('button', { name: button }))
  await settle()
}

afterEach(() => vi.restoreAllMocks())

describe('the passphrase of the encrypted file', () => {
  it('is chosen twice and not short, and it is said that nobody can restore it', async () => {
    await openWindow('ready', { hash: '#/settings', query: 'vault=new' })
    const asked = vi.spyOn(ipc, 'vaultUnlock')
    dialogs.unlock()
    await settle()
    expect(within(dialog()).getByText(/Nobody can restore it/)).toBeTruthy()
    expect(await faults()).toEqual([])
    await type('Passphrase', 'short')
    await give('Use this passphrase')
    expect(within(dialog()).getByText('That is shorter than 12 characters.')).toBeTruthy()
    await type('Passphrase', 'four words that fit')
    await type('The same once more', 'four words that do not')
    await give('Use this passphrase')
    expect(within(dialog()).getByText('The two are not the same.')).toBeTruthy()
    expect(asked).not.toHaveBeenCalled()
  })

  it('goes out once, and what it was needed for goes on', async () => {
    const view = await openWindow('ready', { query: 'vault=new' })
    const asked = vi.spyOn(ipc, 'vaultUnlock').mockImplementation(async () => {
      view.set({ vault: { ...vault('file', 'new'), passphrase: null } })
    })
    const started = vi.spyOn(ipc, 'connect').mockReturnValue(new Promise(() => {}))
    dialogs.connect('facebook')
    await settle()
    expect(started).not.toHaveBeenCalled()
    await type('Passphrase', 'four words that fit')
    await type('The same once more', 'four words that fit')
    await give('Use this passphrase')
    await vi.waitFor(() => expect(started).toHaveBeenCalled())
    expect(asked.mock.calls).toEqual([['four words that fit']])
    dialogs.close()
  })

  it('is said to be wrong in plain words, and can be typed again', async () => {
    await openWindow('home', { query: 'vault=file' })
    vi.spyOn(ipc, 'vaultUnlock').mockRejectedValue(error('vault-locked'))
    await fireEvent.click(screen.getByTestId('vault'))
    await settle()
    await type('Passphrase', 'wrong')
    await give('Unlock')
    expect(within(dialog()).getByText(/does not open the file/)).toBeTruthy()
    expect((field('Passphrase') as HTMLInputElement).value).toBe('')
    dialogs.close()
  })
})
