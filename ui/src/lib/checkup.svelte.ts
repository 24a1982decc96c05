import { failure, ipc, type CheckGroup, type CheckInfo, type DiagnosisEvent, type Failure, type Finding } from '../ipc'
import { clock } from './clock.svelte'
import { bySeverity } from './findings'

export const GROUPS: CheckGroup[] = ['machine', 'app', 'token', 'permissions', 'accounts', 'limits']
/** `null`: what no known check says. */
export type Section = {
  group: CheckGroup | null
  checks: CheckInfo[]
  findings: Finding[]
  done: number
  now: string[]
}

/** One check-up of a connection, or of the machine alone: what was found, and how far it is. */
export class Checkup {
  checks = $state.raw<CheckInfo[]>([])
  findings = $state.raw<Finding[]>([])
  at = $state<string | null>(null)
  trouble = $state.raw<Failure | null>(null)
  running = $state(false)
  /** The checks of this run, by what became of them. */
  #marks = $state.raw<ReadonlyMap<string, 'waiting' | 'started' | 'ended'>>(new Map())
  #run = ''

  constructor(readonly name: string | null) {}

  /** Shows what is known from before, until a check has been run. */
  async open(known: Finding[], at: string | null) {
    if (this.at === null && !this.running && this.findings.length === 0) {
      this.findings = known
      this.at = at
    }
    if (this.checks.length > 0) return
    try {
      this.checks = await ipc.checks()
    } catch (thrown) {
      this.trouble = failure(thrown)
    }
  }

  get total(): number {
    return this.#marks.size
  }

  get done(): number {
    return [...this.#marks.values()].filter((mark) => mark === 'ended').length
  }

  /** Runs all checks, or `only` these; what they said before goes as each one ends. */
  async start(only: string[] = []) {
    if (this.running) return
    const run = (this.#run = crypto.randomUUID())
    this.running = true
    this.trouble = null
    this.#marks = new Map(this.#chosen(only).map(({ id }) => [id, 'waiting']))
    try {
      // Without a connection, core would check every one: this room is about the computer.
      const wanted = this.name === null && only.length === 0 ? [...this.#marks.keys()] : only
      const request = { run, connection: this.name, only: wanted }
      const { at, connections, findings } = await ipc.diagnose(request, (event) => {
        if (this.#run === run) this.#hear(event)
      })
      if (this.#run === run && only.length === 0)
        this.findings = [...findings, ...connections.flatMap((one) => one.findings)]
      this.at = at
    } catch (thrown) {
      if (this.#run === run) this.trouble = failure(thrown)
    }
    if (this.#run !== run) return
    this.running = false
    clock.tick()
  }

  /** Stops; what has been found so far stays. */
  stop() {
    if (!this.running) return
    void ipc.diagnoseCancel(this.#run).catch(() => undefined)
    this.#run = ''
    this.running = false
    this.#marks = new Map()
  }

  /** Checks by what they look at, each with what it found, worst first. */
  get sections(): Section[] {
    const known = new Map(this.checks.map((one) => [one.id, one.group]))
    const of = (group: CheckGroup | null): Section => {
      const checks = this.checks.filter((one) => one.group === group)
      const mark = (wanted: string) => checks.filter(({ id }) => this.#marks.get(id) === wanted).map(({ id }) => id)
      const findings = bySeverity(this.findings.filter((one) => (known.get(one.check) ?? null) === group))
      return { group, checks, findings, done: mark('ended').length, now: mark('started') }
    }
    return [...GROUPS, null].map(of).filter((one) => one.findings.length > 0 || one.now.length > 0)
  }

  #chosen(only: string[]): CheckInfo[] {
    if (only.length > 0) return this.checks.filter(({ id }) => only.includes(id))
    return this.checks.filter(({ group }) => this.name !== null || group === 'machine')
  }

  #hear(event: DiagnosisEvent) {
    const mark = (to: 'started' | 'ended') => (this.#marks = new Map(this.#marks).set(event.check, to))
    if (event.event === 'started') {
      mark('started')
      this.findings = this.findings.filter((one) => one.check !== event.check)
    } else if (event.event === 'found') this.findings = [...this.findings, event.finding]
    else mark('ended')
  }
}

const kept = new Map<string | null, Checkup>()

/** The check-up of a connection, kept while the window lives. */
export function checkup(name: string | null): Checkup {
  let one = kept.get(name)
  if (!one) kept.set(name, (one = new Checkup(name)))
  return one
}
