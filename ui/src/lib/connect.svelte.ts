import { failure, ipc, type ConnectArgs, type Connected, type Failure, type OtherPerson, type Way } from '../ipc'
import { advance, begin, type Progress } from './signin'
import { connection, freeName, integration, world } from './world.svelte'

/** What to sign in to. */
export type Wish = {
  provider: string
  /** `null`: the provider's own name. */
  name: string | null
  scopes: string[] | null
  way: Way | null
  rerequest: boolean
  /** What becomes of another person who comes back from the browser. */
  other: OtherPerson
}

/** `asking` before the browser opens; the other stages are told apart by what they have. */
export type Stage =
  | { is: 'asking' }
  | { is: 'running'; progress: Progress }
  | { is: 'done'; connected: Connected; accounts: number | null }
  | { is: 'failed'; error: Failure }

/** One sign-in, from the question to its end. A new attempt gets a new flow; events of an old one are not heard. */
export class SignIn {
  wish = $state.raw() as Wish
  stage = $state.raw<Stage>({ is: 'asking' })
  pasted = $state.raw<Failure | null>(null)
  #flow = ''

  constructor(wish: Wish) {
    this.wish = wish
  }

  get name(): string {
    return this.wish.name ?? this.wish.provider
  }

  /** Whether this person's connection is already known. */
  get again(): boolean {
    return connection(this.name) !== undefined
  }

  get progress(): Progress | null {
    return this.stage.is === 'running' ? this.stage.progress : null
  }

  async start(changes: Partial<Wish> = {}) {
    this.cancel()
    this.wish = { ...this.wish, ...changes }
    const flow = (this.#flow = crypto.randomUUID())
    this.pasted = null
    this.stage = { is: 'running', progress: begin(Date.now()) }
    try {
      const connected = await ipc.connect(this.#request(flow), (event) => {
        if (this.#flow !== flow || this.stage.is !== 'running') return
        this.stage = { is: 'running', progress: advance(this.stage.progress, event, Date.now()) }
      })
      this.#end(flow, { is: 'done', connected, accounts: this.progress?.accounts ?? null })
    } catch (thrown) {
      this.#end(flow, { is: 'failed', error: failure(thrown) })
    }
  }

  /** Hands over what the person pasted; a refusal is shown beside the field and the sign-in goes on waiting. */
  async paste(text: string) {
    this.pasted = null
    try {
      await ipc.connectPaste(this.#flow, text)
    } catch (thrown) {
      this.pasted = failure(thrown)
    }
  }

  reopen = () => ipc.connectReopen(this.#flow).catch(() => undefined)

  cancel() {
    if (this.stage.is === 'running') void ipc.connectCancel(this.#flow).catch(() => undefined)
    this.#flow = ''
  }

  #end(flow: string, stage: Stage) {
    if (this.#flow !== flow) return
    this.#flow = ''
    this.stage = stage
    void world.read()
  }

  #request(flow: string): ConnectArgs {
    const { provider, name, scopes, way, rerequest, other } = this.wish
    const plain = { redirect_uri: null, port: null }
    return { ...plain, flow, provider, name, scopes, way, rerequest, on_other_person: other }
  }
}

const plain = { scopes: null, way: null, rerequest: false, other: 'refuse' as const }

/** A sign-in for a provider that has no connection yet; one that has gets a new name. */
export const newWish = (provider: string): Wish => ({
  ...plain,
  provider,
  name: integration(provider)?.connections.length ? freeName(provider) : null,
})

/** A sign-in that renews the connection `name`. */
export const renewWish = (provider: string, name: string): Wish => ({ ...plain, provider, name })
