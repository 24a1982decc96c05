import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ipc, type Asking, type DiagnosisEvent } from '../ipc'
import { CHECKS, finding } from '../ipc/demo/diagnosis'
import { consent } from '../lib/consent.svelte'
import { error, faults, openWindow, settle } from '../test/window'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const press = async (id: string) => {
  await fireEvent.click(screen.getByTestId(id))
  await settle()
}
const type = async (id: string, value: string) => fireEvent.input(screen.getByTestId(id), { target: { value } })

describe('the checks', () => {
  const words = { en: 'The clock is an hour slow', ru: 'Часы отстают на час' }

  it('show what they find while they run, and stop when told', async () => {
    let tell: (event: DiagnosisEvent) => void = () => undefined
    vi.spyOn(ipc, 'diagnose').mockImplementation((_, onEvent) => ((tell = onEvent), new Promise(() => undefined)))
    const stopped = vi.spyOn(ipc, 'diagnoseCancel')
    await openWindow('home', { hash: '#/diagnosis/machine' })
    await press('run-checks')
    const [check, connection] = ['machine.clock', null]
    tell({ event: 'started', check, connection })
    tell({ event: 'found', check, connection, finding: finding(check, 'warning', words, words) })
    tell({ event: 'ended', check, connection })
    await settle()
    const machine = CHECKS.filter(({ group }) => group === 'machine').length
    expect(screen.getByRole('progressbar').getAttribute('aria-valuemax')).toBe(String(machine))
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1')
    expect(screen.getByText(words.en)).toBeTruthy()
    expect(await faults()).toEqual([])
    await press('stop-checks')
    expect(stopped).toHaveBeenCalledOnce()
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(screen.getByText(words.en)).toBeTruthy()
  })
})

describe('a pasted error', () => {
  it('is masked on the screen at once if a secret is in it', async () => {
    await openWindow('home', { hash: '#/diagnosis/explain' })
    await type('explain-text', 'error 190 for EAAmadeupsecret1234')
    await press('explain')
    expect((screen.getByTestId('explain-text') as HTMLTextAreaElement).value).toBe('error 190 for [token]')
    expect(screen.getByTestId('secret-seen')).toBeTruthy()
    expect(document.body.innerHTML).not.toContain('EAAmadeupsecret1234')
    expect(await faults()).toEqual([])
  })
})

describe('a foreign token', () => {
  it('leaves the field before the platform has answered, whatever it answers', async () => {
    vi.spyOn(ipc, 'inspect').mockRejectedValue(error('token-revoked', 'Not accepted.'))
    await openWindow('home', { hash: '#/diagnosis/inspect' })
    await type('inspect-token', 'made-up-token')
    await press('inspect')
    expect((screen.getByTestId('inspect-token') as HTMLInputElement).value).toBe('')
    expect(ipc.inspect).toHaveBeenCalledWith('facebook', 'made-up-token')
    expect(screen.getByRole('alert').textContent).toContain('Not accepted.')
  })
})

describe('the matrix', () => {
  it('says ten thousand accounts in a few lines, and each No why', async () => {
    await openWindow('home', { hash: '#/connection/facebook/diagnosis' })
    await fireEvent.click(screen.getByRole('radio', { name: 'What works' }))
    await settle()
    expect(screen.getByRole('grid')).toBeTruthy()
    await type('find-matrix', 'nothing-is-called-so')
    await settle()
    expect(screen.getByText(/nothing-is-called-so/)).toBeTruthy()
    expect(await faults()).toEqual([])
  })
})

describe('a program that asks', () => {
  const asking = (path: string | null): Asking => ({
    id: 'a1',
    connection: 'facebook',
    tool: { name: '\u202eloot', path, pid: 7 },
    hint: null,
    at: '2026-01-01T00:00:00Z',
  })
  const ask = async (path: string | null) => {
    vi.spyOn(ipc, 'consents').mockResolvedValue([asking(path)])
    await openWindow('home')
    await settle()
  }
  const dialog = () => screen.getByRole('alertdialog')

  it('gets No by default, and a Yes only after a moment in which a stray key does nothing', async () => {
    const answered = vi.spyOn(ipc, 'consentAnswer').mockResolvedValue()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await ask('/usr/bin/loot')
    vi.advanceTimersByTime(50)
    await settle()
    expect(document.activeElement).toBe(screen.getByTestId('consent-no'))
    expect((screen.getByTestId('consent-yes') as HTMLButtonElement).disabled).toBe(true)
    expect(dialog().textContent).not.toContain('\u202e')
    vi.advanceTimersByTime(1000)
    await settle()
    vi.mocked(ipc.consents).mockResolvedValue([])
    await press('consent-always')
    await press('consent-yes')
    expect(answered).toHaveBeenCalledWith('a1', 'always')
    expect(consent.current).toBeNull()
  })

  it('whose path is not known is allowed once at most', async () => {
    await ask(null)
    expect(within(dialog()).getAllByRole('radio')).toHaveLength(1)
    expect(await faults()).toEqual([])
    vi.mocked(ipc.consents).mockResolvedValue([])
    await press('consent-no')
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe('handing over', () => {
  it('puts the token on the clipboard without its coming here', async () => {
    const copied = vi.spyOn(ipc, 'secretCopy').mockResolvedValue(30)
    await openWindow('home', { hash: '#/connection/facebook/tools' })
    await press('copy-secret')
    expect(copied).toHaveBeenCalledWith('facebook', null, null)
    expect(screen.getByText('On the clipboard; it leaves after 30 s.')).toBeTruthy()
  })

  it('writes over what stands in the way only when told to', async () => {
    const refused = { ...error('usage', 'A git work tree would take it in.'), details: { file: '/tmp/x' } }
    const written = vi.spyOn(ipc, 'exportTo').mockRejectedValueOnce(refused).mockResolvedValueOnce(null)
    await openWindow('home', { hash: '#/connection/facebook/tools' })
    await press('recipe-dotenv')
    await press('save-recipe')
    expect(screen.getByTestId('save-refused').textContent).toContain('A git work tree would take it in.')
    await fireEvent.click(screen.getByRole('button', { name: 'Write it anyway' }))
    await settle()
    expect(written.mock.calls.map(([request]) => request.force)).toEqual([false, true])
  })
})
