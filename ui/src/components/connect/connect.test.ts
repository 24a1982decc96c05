import { cleanup, fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ipc, type ConnectEvent, type Failure } from '../../ipc'
import { connected, failures } from '../../ipc/demo/flows'
import { symptoms } from '../../ipc/demo/symptoms'
import { dialogs } from '../../lib/dialogs.svelte'
import { draw } from '../../lib/qr'
import { error, faults, holdSignIn, openWindow, settle } from '../../test/window'

const URL = 'https://www.facebook.com/dialog/oauth?state=s'
const authorize: ConnectEvent = {
  event: 'authorize',
  url: URL,
  redirect_uri: 'http://localhost:8765/cb',
  way: 'loopback',
  reason: { en: 'It can come back.', ru: 'Вернуться можно.' },
}
const dialog = () => screen.getByRole('dialog')
const press = async (name: string | RegExp) => {
  await fireEvent.click(screen.getByRole('button', { name }))
  await settle()
}

let signIn: ReturnType<typeof holdSignIn>

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  signIn = holdSignIn()
  vi.spyOn(ipc, 'connectCancel').mockResolvedValue()
  await openWindow('ready')
  await press('Connect')
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('connecting', () => {
  it('shows each step as it happens and ends with what was granted', async () => {
    const { request, tell, finish } = signIn.started()
    expect(request).toMatchObject({ provider: 'facebook', name: null, scopes: null, rerequest: false })
    await tell(authorize)
    expect(within(dialog()).getByText('Waiting for your answer at Facebook')).toBeTruthy()
    await tell({ event: 'callback' })
    await tell({ event: 'exchanged' })
    await tell({ event: 'storing' })
    await tell({ event: 'stored' })
    await tell({ event: 'accounts', count: 3 })
    expect(within(dialog()).getByText('3 ad accounts so far')).toBeTruthy()
    await finish(connected('facebook', 'Anna Lindqvist', true))
    expect(within(dialog()).getByText('Connected as Anna Lindqvist')).toBeTruthy()
    expect(within(dialog()).getByText('You asked for 5 permissions, Facebook gave 4')).toBeTruthy()
    expect(await faults()).toEqual([])
    await press(/^Show ad accounts/)
    expect(location.hash).toBe('#/connection/facebook/accounts')
  })

  it('asks again for what was declined, under the same name', async () => {
    await signIn.started().finish(connected('facebook', 'Anna', true))
    await press('Ask again')
    expect(signIn.started().request).toMatchObject({ name: 'facebook', rerequest: true })
  })

  it('stops when the person cancels, and hears nothing of it afterwards', async () => {
    const { request, finish } = signIn.started()
    await press(/^Cancel/)
    expect(ipc.connectCancel).toHaveBeenCalledWith(request.flow)
    await finish(connected('facebook', 'Anna', false))
    expect(screen.queryByText(/Connected as/)).toBeNull()
  })

  it('keeps waiting when a paste is refused, and says why beside the field', async () => {
    vi.spyOn(ipc, 'connectPaste').mockRejectedValue(error('state-mismatch', 'There is no code in that address.'))
    await signIn.started().tell(authorize)
    await press(/^Paste the address/)
    await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'https://nothing' } })
    await press('Continue')
    expect(screen.getByRole('alert').textContent).toContain('There is no code in that address.')
    expect(within(dialog()).getByText('Waiting for your answer at Facebook')).toBeTruthy()
  })

  it('tells of stray hits without ending', async () => {
    const { tell } = signIn.started()
    await tell(authorize)
    await tell({ event: 'ignored', count: 2 })
    expect(within(dialog()).getByText(/2 requests were turned away/)).toBeTruthy()
  })
})

describe('a sign-in on the phone', () => {
  const phone = async (event: ConnectEvent = authorize) => {
    await signIn.started().tell(event)
    await press('On my phone')
    return screen.findByRole('img', { name: 'QR code of the sign-in link' })
  }

  it('shows the link as a code in place, says that the answer is carried over, and takes it', async () => {
    const code = await phone()
    expect(code.querySelector('path')?.getAttribute('d')).toBe(draw(URL).path)
    expect(document.activeElement?.textContent).toBe('Sign in on your phone')
    expect(screen.getByTestId('phone-steps').textContent).toContain('cannot reach this computer')
    expect(await faults()).toEqual([])
    const paste = vi.spyOn(ipc, 'connectPaste').mockResolvedValue()
    await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'http://localhost:8765/cb?code=c&state=s' } })
    await press('Continue')
    expect(paste).toHaveBeenCalledWith(signIn.started().request.flow, 'http://localhost:8765/cb?code=c&state=s')
    await signIn.started().tell({ event: 'callback' })
    expect(screen.queryByRole('img', { name: /QR/ })).toBeNull()
    expect(within(dialog()).getByText('Exchanging for long-lived access')).toBeTruthy()
  })

  it('goes back to this computer, and the focus to where it was', async () => {
    await phone()
    await press('On this computer')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'On my phone' }))
  })

  it('tells of the page that shows the answer where a link would bring it back', async () => {
    await phone({ ...authorize, way: 'deep-link', redirect_uri: 'https://halden.example/back' })
    expect(screen.getByTestId('phone-steps').textContent).toContain('Back to AdKeys')
  })

  it('is not offered where the phone would have nothing to carry over', async () => {
    await signIn.started().tell({ ...authorize, way: 'deep-link', redirect_uri: 'dev.adkeys://oauth/callback' })
    expect(screen.queryByRole('button', { name: 'On my phone' })).toBeNull()
  })
})

describe('a sign-in by a code', () => {
  const device = (changes = {}): ConnectEvent => ({
    event: 'device',
    user_code: 'WDJB-MJHT',
    verification_uri: 'https://acme.example/device',
    verification_uri_complete: null,
    expires_at: new Date(Date.now() + 14.4 * 60_000).toISOString(),
    reason: { en: 'You chose a code.', ru: 'Вы выбрали код.' },
    ...changes,
  })

  it('shows the code, where it is entered and how long it is good, and nothing to paste', async () => {
    const copied = vi.fn().mockResolvedValue(undefined)
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: copied } })
    await signIn.started().tell(device())
    expect(screen.getByRole('status', { name: 'Code to enter' }).textContent).toBe('WDJB-MJHT')
    expect(screen.getByTestId('device-until').textContent).toBe('The code is good for 15 more minutes.')
    expect(within(dialog()).queryByRole('button', { name: /Paste/ })).toBeNull()
    await press('Copy code')
    expect(copied).toHaveBeenCalledWith('WDJB-MJHT')
    const reopen = vi.spyOn(ipc, 'connectReopen').mockResolvedValue()
    await press('https://acme.example/device')
    expect(reopen).toHaveBeenCalledWith(signIn.started().request.flow)
    expect(await faults()).toEqual([])
    await signIn.started().tell({ event: 'callback' })
    expect(screen.queryByTestId('device-code')).toBeNull()
    expect(within(dialog()).getByText('The code is ready')).toBeTruthy()
  })

  it.each([null, 'https://acme.example/device?user_code=WDJB-MJHT'])(
    'gives a camera %s, or where it is entered',
    async (complete) => {
      await signIn.started().tell(device({ verification_uri_complete: complete }))
      const picture = await screen.findByRole('img', { name: 'QR code of the address' })
      expect(picture.querySelector('path')?.getAttribute('d')).toBe(
        draw(complete ?? 'https://acme.example/device').path,
      )
    },
  )

  it('leads to the other ways', async () => {
    await signIn.started().tell(device())
    await press('Another way back')
    expect(screen.getByTestId('ways')).toBeTruthy()
  })
})

describe('a sign-in that hangs', () => {
  beforeEach(() => signIn.started().tell(authorize))

  const pass = async (seconds: number) => {
    vi.advanceTimersByTime(seconds * 1000)
    await settle()
  }

  const waitLong = () => signIn.started().tell({ event: 'waiting', symptoms: symptoms() })

  it('asks what the browser shows once core finds the wait long, and leaves the focus alone', async () => {
    const before = document.activeElement
    await pass(300)
    expect(screen.queryByText('What do you see in the browser?')).toBeNull()
    await waitLong()
    expect(screen.getAllByRole('radio')).toHaveLength(symptoms().length)
    expect(document.activeElement).toBe(before)
  })

  it('has a remedy for each answer', async () => {
    await waitLong()
    await fireEvent.click(screen.getByRole('radio', { name: /URL Blocked/ }))
    await settle()
    expect(screen.getByText('http://localhost:8765/v1/tool-oauth/facebook/callback')).toBeTruthy()
    expect(screen.getByText('Valid OAuth Redirect URIs')).toBeTruthy()
    const link = vi.spyOn(ipc, 'openLink').mockResolvedValue()
    await press(/Open the page/)
    expect(link).toHaveBeenCalledWith('https://developers.facebook.com/apps/1029384756610293/business-login/settings/')
    expect(await faults()).toEqual([])
  })

  it('takes a paste from whoever pressed Continue and saw nothing happen', async () => {
    await waitLong()
    await fireEvent.click(screen.getByRole('radio', { name: /nothing happened here/ }))
    await settle()
    await fireEvent.click(screen.getAllByRole('button', { name: /^Paste the address/ })[0] as HTMLElement)
    await settle()
    expect(screen.getByRole('textbox')).toBeTruthy()
  })

  it('says why it comes back this way, and offers the others with their reasons', async () => {
    expect(screen.getByTestId('connect-reason').textContent).toContain('It can come back.')
    await press('Another way back')
    expect((screen.getByTestId('way-deep-link') as HTMLButtonElement).disabled).toBe(true)
    await fireEvent.click(screen.getByTestId('way-paste'))
    await settle()
    expect(signIn.started().request.way).toBe('paste')
  })

  it('tells that the keychain may be asking', async () => {
    await signIn.started().tell({ event: 'storing' })
    await pass(3)
    expect(within(dialog()).getByText('Your keychain is asking for its password')).toBeTruthy()
  })
})

describe('a sign-in that fails', () => {
  it.each([
    ['client-rejected', 'Facebook refused the App Secret', 'Check App ID and secret'],
    ['authorization-declined', 'Access was not allowed', 'Start again'],
    ['redirect-timeout', 'No answer from Facebook', 'Start again'],
    ['network', 'No connection to the internet', 'Start again'],
    ['vault-unavailable', 'The keychain does not answer', 'Settings'],
  ] as const)('%s says what, who and the next step', async (code, title, action) => {
    await signIn.started().fail(error(code))
    expect(within(dialog()).getByText(title)).toBeTruthy()
    expect(within(dialog()).getByText('Who can fix it')).toBeTruthy()
    expect(within(dialog()).getByTestId('error-code').textContent).toContain(code)
    expect(within(dialog()).getByRole('button', { name: action })).toBeTruthy()
    expect(await faults()).toEqual([])
  })

  it('is told even if its code is from a newer core', async () => {
    await signIn.started().fail({ ...error('unexpected'), code: 'brand-new' as 'unexpected' })
    expect(within(dialog()).getAllByText(/brand-new/).length).toBeGreaterThan(0)
  })

  it('leads to the set-up when the app is at fault', async () => {
    await signIn.started().fail(error('client-rejected'))
    await press('Check App ID and secret')
    expect(location.hash).toBe('#/setup/facebook')
  })
})

describe('another person', () => {
  beforeEach(async () => {
    cleanup()
    await openWindow('fine')
    dialogs.renew('facebook', 'facebook')
    await settle()
  })

  const other = () => signIn.started().fail(failures.person as Failure)

  it('is shown beside the one until now, and nothing changes by itself', async () => {
    await other()
    expect(within(dialog()).getByText('Boris Petrov')).toBeTruthy()
    expect(within(dialog()).getByText('Anna Lindqvist')).toBeTruthy()
    expect(await faults()).toEqual([])
    await press('Continue')
    expect(signIn.started().request.on_other_person).toBe('refuse')
  })

  it.each([
    [/Keep both/, 'keep-both'],
    [/Replace the old one/, 'replace'],
  ] as const)('%s is left to core, under the same name', async (choice, expected) => {
    const removed = vi.spyOn(ipc, 'disconnect')
    await other()
    await fireEvent.click(screen.getByRole('radio', { name: choice }))
    await settle()
    await press('Continue')
    expect(signIn.started().request).toMatchObject({ name: 'facebook', on_other_person: expected })
    expect(removed).not.toHaveBeenCalled()
  })
})
