import { untrack } from 'svelte'
import { ipc, type Closing, type PassphraseNeed } from '../ipc'
import { newWish, renewWish, SignIn, type Wish } from './connect.svelte'
import { world } from './world.svelte'

/** The one dialog that can be open: never one above another. */
export type Dialog =
  | { is: 'connect'; signIn: SignIn }
  | { is: 'token'; provider: string }
  | { is: 'disconnect'; name: string }
  /** What opens the encrypted file; `then` goes on with what it was needed for. */
  | { is: 'passphrase'; need: PassphraseNeed; then?: () => void }
  | { is: 'keys' }
  | { is: 'palette' }
  /** What closing the window does; `before` comes back afterwards, such as a sign-in that goes on. */
  | { is: 'closing'; before: Dialog | null }

let current = $state.raw<Dialog | null>(null)
let opener: Element | null = null

function show(dialog: Dialog) {
  // Showing is an act: whatever shows a dialog does not come to depend on which one is open.
  if (!untrack(() => current)) opener = document.activeElement
  current = dialog
}

/** Does `act` once the encrypted file, if secrets lie in one, has its passphrase: without, nothing could be kept. */
function unlocked(act: () => void) {
  const need = untrack(() => world.overview?.vault.passphrase)
  if (need) show({ is: 'passphrase', need, then: act })
  else act()
}

function signIn(wish: Wish, ask: boolean) {
  unlocked(() => {
    const flow = new SignIn(wish)
    show({ is: 'connect', signIn: flow })
    if (!ask) void flow.start()
  })
}

export const dialogs = {
  get current(): Dialog | null {
    return current
  },
  show(dialog: Dialog) {
    if (dialog.is === 'token') unlocked(() => show(dialog))
    else show(dialog)
  },
  /** Asks for the passphrase, if one is waited for. */
  unlock() {
    unlocked(() => undefined)
  },
  /** Signs in at once; where connections exist already, the new name is asked first. */
  connect(provider: string) {
    const wish = newWish(provider)
    signIn(wish, wish.name !== null)
  },
  /** Asks before anything happens: for links that lead here from outside. */
  askConnect(provider: string) {
    signIn(newWish(provider), true)
  },
  renew(provider: string, name: string, rerequest = false) {
    signIn({ ...renewWish(provider, name), rerequest }, false)
  },
  askClosing() {
    if (current?.is !== 'closing') show({ is: 'closing', before: current })
  },
  /** Ends the question about closing, with `ask` if it stays open. */
  async answerClosing(close: Closing) {
    if (current?.is === 'closing') current = current.before
    await ipc.closeAnswer(close)
  },
  close() {
    if (current?.is === 'closing') return void dialogs.answerClosing('ask')
    if (current?.is === 'connect') current.signIn.cancel()
    current = null
  },
  /** Gives the focus back to where it was; to the page's heading if that has gone meanwhile. */
  leave(event: Event) {
    event.preventDefault()
    const back =
      opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        ? opener
        : document.querySelector<HTMLElement>('h1')
    back?.focus({ preventScroll: true })
  },
}
