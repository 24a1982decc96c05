import { untrack } from 'svelte'
import { ipc, type Closing } from '../ipc'
import { newWish, renewWish, SignIn, type Wish } from './connect.svelte'

/** The one dialog that can be open: never one above another. */
export type Dialog =
  | { is: 'connect'; signIn: SignIn }
  | { is: 'token'; provider: string }
  | { is: 'disconnect'; name: string }
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

function signIn(wish: Wish, ask: boolean) {
  const flow = new SignIn(wish)
  show({ is: 'connect', signIn: flow })
  if (!ask) void flow.start()
}

export const dialogs = {
  get current(): Dialog | null {
    return current
  },
  show,
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
