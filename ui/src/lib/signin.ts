import type { ConnectEvent, Failure, Symptom, Text, Timestamp, Way } from '../ipc'

/** The steps of a sign-in, in their order. */
export const STEPS = ['browser', 'answer', 'exchange', 'keep', 'accounts'] as const
export type StepId = (typeof STEPS)[number]

/** What is entered on another device, where, and until when. */
export type Code = { code: string; address: string; until: Timestamp }

/** What is known of a sign-in that runs. Times are milliseconds since 1970. */
export type Progress = {
  /** The step that is being done now. */
  now: StepId
  /** When each step began; a step that has no time has not begun. */
  began: Partial<Record<StepId, number>>
  way: Way | null
  /** Why this way. */
  reason: Text | null
  /** What a person may see in the browser; told when the wait has become long. */
  symptoms: Symptom[]
  url: string | null
  /** What to enter on another device, if this sign-in goes by a code. */
  code: Code | null
  redirectUri: string | null
  /** Requests that were turned away while waiting. */
  ignored: number
  /** The end of the access, once it is long-lived. */
  until: Timestamp | null
  /** Why the access could not be made long-lived. */
  shortLived: Failure | null
  /** Ad accounts read so far. */
  accounts: number | null
}

export const begin = (now: number): Progress => ({
  now: 'browser',
  began: { browser: now },
  way: null,
  reason: null,
  symptoms: [],
  url: null,
  code: null,
  redirectUri: null,
  ignored: 0,
  until: null,
  shortLived: null,
  accounts: null,
})

const enter = (progress: Progress, step: StepId, now: number): Progress =>
  progress.now === step ? progress : { ...progress, now: step, began: { ...progress.began, [step]: now } }

/** The progress after `event`. */
export function advance(progress: Progress, event: ConnectEvent, now: number): Progress {
  switch (event.event) {
    case 'authorize':
      return {
        ...enter(progress, 'answer', now),
        way: event.way,
        reason: event.reason ?? null,
        url: event.url,
        redirectUri: event.redirect_uri,
      }
    case 'device':
      return {
        ...enter(progress, 'answer', now),
        way: 'device',
        reason: event.reason,
        url: event.verification_uri_complete ?? event.verification_uri,
        code: { code: event.user_code, address: event.verification_uri, until: event.expires_at },
      }
    case 'waiting':
      return { ...progress, symptoms: event.symptoms }
    case 'ignored':
      return { ...progress, ignored: event.count }
    case 'callback':
    case 'exchanged':
      return enter(progress, 'exchange', now)
    case 'upgraded':
      return { ...enter(progress, 'exchange', now), until: event.expires_at }
    case 'upgrade-failed':
      return { ...enter(progress, 'exchange', now), shortLived: event.error }
    case 'storing':
      return enter(progress, 'keep', now)
    case 'stored':
      return enter(progress, 'accounts', now)
    case 'accounts':
      return { ...enter(progress, 'accounts', now), accounts: event.count }
    case 'connected':
    case 'error':
      return progress
  }
}

export type StepState = 'done' | 'now' | 'later'

export function stepState(progress: Progress, step: StepId): StepState {
  const behind = STEPS.indexOf(step) - STEPS.indexOf(progress.now)
  if (behind < 0) return 'done'
  return behind === 0 ? 'now' : 'later'
}

/** Whole minutes until `until`, at least one. */
export const minutesLeft = (until: Timestamp, now: number): number =>
  Math.max(1, Math.ceil((Date.parse(until) - now) / 60_000))

/** Seconds that the present step has taken. */
export const seconds = (progress: Progress, now: number): number =>
  Math.max(0, Math.floor((now - (progress.began[progress.now] ?? now)) / 1000))

/** After this many seconds the keychain is most likely showing a window of its own. */
export const KEYCHAIN_ASKS_AFTER = 2

/** Whether `name` may be a connection's name: the same rule as in core, told before it is sent. */
export const goodName = (name: string): boolean => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name)
