import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ipc } from './ipc'
import { summary } from './ipc/demo/scenes'
import { dialogs } from './lib/dialogs.svelte'
import { go } from './lib/route.svelte'
import { world } from './lib/world.svelte'
import { error, faults, openWindow, settle } from './test/window'

afterEach(() => vi.restoreAllMocks())

describe('the window', () => {
  it.each(['first', 'ready', 'home', 'trouble'])(
    'on the world “%s” has one heading and nothing for axe',
    async (name) => {
      await openWindow(name)
      expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
      expect(await faults()).toEqual([])
    },
  )

  it.each([
    '#/settings',
    '#/setup/linkedin',
    '#/connection/facebook/permissions',
    '#/connection/facebook/diagnosis',
    '#/connection/facebook/tools',
    '#/connection/facebook/activity',
    '#/connection/nobody',
  ])('at %s has one heading and nothing for axe', async (hash) => {
    await openWindow('home', { hash })
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
    expect(await faults()).toEqual([])
  })

  it('says one thing that needs attention, the most urgent', async () => {
    await openWindow('trouble')
    expect(screen.getAllByTestId('attention')).toHaveLength(1)
    expect(screen.getByTestId('attention').textContent).toContain('Boris Petrov’s access was withdrawn at Facebook')
  })

  it('says nothing when all is well', async () => {
    await openWindow('fine')
    expect(screen.queryByTestId('attention')).toBeNull()
  })

  it('shows hostile names as text', async () => {
    const name = '\u202e<img src=x onerror=alert(1)>\u200b'
    await openWindow('fine', { change: { connections: [summary('facebook', name, 40)] } })
    expect(screen.getByTestId('connection-row').textContent).toContain('<img src=x onerror=alert(1)>')
    expect(document.querySelector('img')).toBeNull()
    expect(document.body.textContent).not.toContain('\u202e')
  })

  it('opens a link from outside as a question, and starts nothing', async () => {
    const started = vi.spyOn(ipc, 'connect')
    await openWindow('ready', { hash: '#/connect/facebook' })
    expect(within(screen.getByRole('dialog')).getByRole('button', { name: /Open the browser/ })).toBeTruthy()
    expect(started).not.toHaveBeenCalled()
  })

  it('ignores a link to a platform that is not there', async () => {
    await openWindow('ready', { hash: '#/connect/evil' })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says so when nothing can be read at all, and tries again', async () => {
    await openWindow('home')
    vi.spyOn(ipc, 'overview').mockRejectedValue(error('ledger-damaged', 'The file is damaged.'))
    await world.read()
    expect(world.trouble?.code).toBe('ledger-damaged')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Integrations') // the last picture stays
  })
})

describe('the language', () => {
  const choose = async (name: string) => {
    await fireEvent.click(screen.getByRole('radio', { name }))
    await settle()
  }

  it('changes without a restart, everywhere', async () => {
    await openWindow('home', { hash: '#/settings' })
    await choose('Русский')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Настройки')
    expect(document.documentElement.lang).toBe('ru')
    expect(screen.getByRole('navigation').textContent).toContain('Осталось 5 дней')
    await choose('English')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Settings')
  })

  it('comes back if it could not be saved', async () => {
    await openWindow('home', { hash: '#/settings' })
    vi.spyOn(ipc, 'settingsSave').mockRejectedValue(error('settings-invalid', 'Line 3 cannot be read.'))
    await choose('Русский')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Settings')
    expect(screen.getByRole('alert').textContent).toContain('Line 3 cannot be read.')
  })
})

describe('changes from elsewhere', () => {
  it('are shown, and many at once are read once more', async () => {
    const { set } = await openWindow('fine')
    const reads = vi.mocked(ipc.overview).mock.calls.length
    set({ connections: [summary('facebook', 'Anna Lindqvist', 40, { state: 'revoked' })] })
    await Promise.all(Array.from({ length: 20 }, () => world.read()))
    await settle()
    expect(vi.mocked(ipc.overview).mock.calls.length - reads).toBeLessThanOrEqual(2)
    expect(screen.getByTestId('connection-row').dataset.state).toBe('revoked')
  })

  it('a connection that has gone says so and leads home', async () => {
    const { set } = await openWindow('fine', { hash: '#/connection/facebook/tools' })
    set({ connections: [] })
    await world.read()
    await settle()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('There is no connection “facebook”')
    go('#/')
  })
})

describe('the keyboard', () => {
  const press = async (key: string, more: KeyboardEventInit = {}) => {
    const free = await fireEvent.keyDown(document.body, { key, ...more })
    await settle()
    return free
  }

  it('shows every key on ?', async () => {
    await openWindow('home')
    await press('?')
    expect(screen.getByTestId('keys-dialog')).toBeTruthy()
    expect(await faults()).toEqual([])
  })

  it('goes to anything from the palette', async () => {
    await openWindow('home')
    await press('k', { ctrlKey: true })
    const field = screen.getByRole('combobox')
    await fireEvent.input(field, { target: { value: 'jonas' } })
    await fireEvent.keyDown(field, { key: 'Enter' })
    await settle()
    expect(location.hash).toBe('#/connection/facebook-agency/accounts')
  })

  it('does not let the web view reload the window', async () => {
    await openWindow('home')
    expect(await press('r', { ctrlKey: true })).toBe(false)
  })
})

describe('the settings', () => {
  const press = async (element: HTMLElement) => {
    await fireEvent.click(element)
    await settle()
  }

  it('keep what is switched, and say what each switch means', async () => {
    await openWindow('home', { hash: '#/settings' })
    const reminders = screen.getByRole('switch', { name: 'Notify me' })
    expect(reminders.getAttribute('aria-checked')).toBe('true')
    await press(reminders)
    expect(vi.mocked(ipc.settingsSave).mock.lastCall?.[0].notifications).toBe('off')
    expect(screen.getByRole('switch', { name: 'Notify me' }).getAttribute('aria-checked')).toBe('false')
  })

  it('say what this desktop lacks instead of pretending', async () => {
    await openWindow('home', { hash: '#/settings', query: 'bare=1&sandbox=1' })
    expect(screen.getByText(/This desktop has no tray/)).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('switch', { name: 'Notify me' }).disabled).toBe(true)
  })
})

describe('closing the window', () => {
  it('is asked as a question that keeps the answer, and gives back the dialog that was open', async () => {
    const answered = vi.spyOn(ipc, 'closeAnswer').mockResolvedValue()
    await openWindow('home')
    dialogs.show({ is: 'keys' })
    dialogs.askClosing()
    await settle()
    await fireEvent.click(screen.getByTestId('closing-tray'))
    await settle()
    expect(answered).toHaveBeenCalledWith('tray')
    expect(screen.getByTestId('keys-dialog')).toBeTruthy()
    dialogs.askClosing()
    await settle()
    dialogs.close()
    expect(answered).toHaveBeenLastCalledWith('ask')
  })
})
