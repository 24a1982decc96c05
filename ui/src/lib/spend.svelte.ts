import { failure, ipc, type Failure, type KnownSpend, type SpendReport } from '../ipc'

/** A picture older than this is asked for anew when its row is on the screen. */
export const STALE = 6 * 3_600_000
/** After a question that was not answered, this long nothing is asked by itself. */
export const PAUSE = 5 * 60_000
/** Accounts in one question: what the platform answers in one call. */
export const PORTION = 50

type When = (account: string) => number | undefined

/** Which of `ids` to ask about: neither read nor asked for lately, one portion at most. */
export function toAsk(ids: string[], read: When, asked: When, now: number): string[] {
  const old = (at: number | undefined) => at === undefined || now - at > STALE
  return ids.filter((id) => old(read(id)) && old(asked(id))).slice(0, PORTION)
}

/** One account's last 30 days. Days are numbers, because they are only drawn, and there may be ten thousand of them. */
export type Recent = { total: string | null; currency: string | null; until: string; readAt: number; days: number[] }

const recent = ({ total, currency, until, read_at, days }: KnownSpend): Recent => ({
  total,
  currency,
  until,
  readAt: Date.parse(read_at),
  days: days.map(Number),
})

/** Thirty days on which nothing was delivered. */
export const NOTHING: number[] = Array<number>(30).fill(0)

/** The day on which most was spent; `null` if none was. */
export function mostOf({ days, until }: Recent): { date: string; spend: number } | null {
  const spend = Math.max(0, ...days)
  if (spend === 0) return null
  const back = days.length - 1 - days.indexOf(spend)
  // Noon, so that the day is the same one in whatever time zone it is shown.
  const noon = new Date(`${until}T12:00:00`)
  noon.setDate(noon.getDate() - back)
  return { date: noon.toISOString(), spend }
}

/** What the ad accounts of one connection spent in the last 30 days: at once from the ledger, then from the platform. */
export class Spend {
  /** Why the last question was not answered. */
  trouble = $state.raw<Failure | null>(null)
  asking = $state(false)
  /** Whether the platform tells of spend at all. */
  told = $state(true)

  #version = $state(0)
  #known = new Map<string, Recent>()
  #failed = new Map<string, Failure>()
  #asked = new Map<string, number>()
  #quietUntil = 0
  #next: string[] | null = null

  constructor(readonly name: string) {}

  /** What is known of one account. */
  of(account: string): Recent | null {
    return this.#version >= 0 ? (this.#known.get(account) ?? null) : null
  }

  /** What it comes to, to sort by; `null`: not known. */
  amount(account: string): number | null {
    const one = this.of(account)
    return one && Number(one.total ?? 0)
  }

  /** Why it is not known of one account. */
  failed(account: string): Failure | null {
    return this.#version >= 0 ? (this.#failed.get(account) ?? null) : null
  }

  /** How many accounts something is known of. */
  get count(): number {
    return this.#version >= 0 ? this.#known.size : 0
  }

  /** Reads what is known, of all accounts if none is named, without asking the platform. */
  async read(accounts: string[] = []) {
    try {
      for (const one of await ipc.spendKnown(this.name, accounts)) this.#known.set(one.account, recent(one))
      this.#version += 1
    } catch {
      // The page says by itself what keeps the connection from being read; here, nothing is known.
    }
  }

  /** Asks about the accounts on the screen whose picture is old: one question at a time, the last wish counts. */
  async see(accounts: string[]): Promise<void> {
    if (this.asking) return void (this.#next = accounts)
    const now = Date.now()
    const ids = toAsk(
      accounts,
      (id) => this.#known.get(id)?.readAt,
      (id) => this.#asked.get(id),
      now,
    )
    if (ids.length === 0 || !this.told || now < this.#quietUntil) return
    this.asking = true
    for (const id of ids) this.#asked.set(id, now)
    try {
      this.#take(await ipc.spend(this.name, ids))
      await this.read(ids)
      this.trouble = null
    } catch (thrown) {
      this.#refused(failure(thrown), ids)
    }
    this.asking = false
    const next = this.#next
    this.#next = null
    if (next) await this.see(next)
  }

  /** Asks once more, because the person wants to. */
  async again(accounts: string[]) {
    this.#quietUntil = 0
    for (const id of accounts) this.#asked.delete(id)
    await this.see(accounts)
  }

  #take(reports: SpendReport[]) {
    for (const { account, error } of reports)
      if (error) this.#failed.set(account, error)
      else this.#failed.delete(account)
  }

  /** The last picture stays; the platform has peace for a while. */
  #refused(trouble: Failure, ids: string[]) {
    this.told = trouble.code !== 'usage'
    this.trouble = this.told ? trouble : null
    const until = Date.parse(trouble.details.retry_at ?? '')
    this.#quietUntil = Math.max(Date.now() + PAUSE, Number.isNaN(until) ? 0 : until)
    for (const id of ids) this.#asked.delete(id)
    this.#next = null
  }
}

const known = new Map<string, Spend>()

/** Drops what is known of a connection that was removed. */
export const forgetSpend = (name: string): boolean => known.delete(name)

/** What the accounts of the connection `name` spent, kept while the window lives. */
export function spend(name: string): Spend {
  let one = known.get(name)
  if (!one) {
    known.set(name, (one = new Spend(name)))
    void one.read()
  }
  return one
}
