import { failure, ipc, type Failure, type StatusReport } from '../ipc'
import { clock } from './clock.svelte'
import { forgetSpend } from './spend.svelte'
import { world } from './world.svelte'

/** A picture older than this is asked for anew when its page is opened. */
const STALE = 10 * 60_000

/** What is known of one connection: at once from the ledger, then from the platform, in place. */
export class Status {
  report = $state.raw<StatusReport | null>(null)
  trouble = $state.raw<Failure | null>(null)
  checking = $state(false)
  /** How many ad accounts the check has read so far. */
  count = $state(0)
  renewing = $state(false)
  /** What is looked for in the list of its ad accounts. */
  query = $state('')
  /** The ad account that tools are to get. */
  account = $state<string | null>(null)

  /** Why the last check was not made. */
  #failed: Failure | null = null

  constructor(readonly name: string) {}

  async open() {
    await this.read()
    const { report } = this
    if (!report) return
    const age = clock.now - Date.parse(report.checked_at ?? '1970-01-01')
    if (age > STALE || !report.accounts_at) await this.check()
  }

  /** Reads what is known, without asking the platform. */
  async read() {
    const seen = this.report?.checked_at
    await this.#take(() => ipc.statusCached(this.name))
    // What kept the last check from being made is not in the ledger: it stands until somebody has looked again.
    if (this.report?.checked_at !== seen) this.#failed = null
    this.trouble ??= this.#failed
  }

  /** Asks the platform. */
  async check() {
    if (this.checking) return
    this.checking = true
    this.count = 0
    await this.#take(() => ipc.status(this.name, (count) => (this.count = count)))
    this.checking = false
    this.#failed = this.trouble
    void world.read()
  }

  /** Ends a check that takes too long; the last picture stays. */
  async stop() {
    await ipc.statusStop(this.name)
  }

  /** Extends the access; `null` if that failed, with the reason in `trouble`. */
  async renew() {
    if (this.renewing) return null
    this.renewing = true
    try {
      const refreshed = await ipc.refresh(this.name)
      this.trouble = this.#failed = null
      await this.read()
      void world.read()
      return refreshed
    } catch (thrown) {
      this.trouble = failure(thrown)
      return null
    } finally {
      this.renewing = false
    }
  }

  async #take(ask: () => Promise<StatusReport>) {
    try {
      this.report = await ask()
      this.trouble = this.report.error
      clock.tick()
    } catch (thrown) {
      const trouble = failure(thrown)
      if (trouble.code !== 'cancelled') this.trouble = trouble
    }
  }
}

const known = new Map<string, Status>()

/** Reads what the ledger knows of connections that were not opened yet, one after another. */
export function readAll(names: string[]): Promise<void> {
  return (reading ??= readUnknown(names).finally(() => (reading = null)))
}

// Each letter in the palette wishes for it: those that are being read are not read once more.
let reading: Promise<void> | null = null

async function readUnknown(names: string[]) {
  for (const one of names.map(status)) if (!one.report) await one.read()
}

/** Drops the picture of a connection that was removed: a later one of that name is another. */
export function forget(name: string) {
  known.delete(name)
  forgetSpend(name)
}

/** The picture of the connection `name`, kept while the window lives, so that coming back shows it at once. */
export function status(name: string): Status {
  let one = known.get(name)
  if (!one) known.set(name, (one = new Status(name)))
  return one
}
