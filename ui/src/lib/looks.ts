import type { AccountStatus, Advice, ConnectionState, ExportState, Level } from '../ipc'

/** Fine, careful, stopped, and neither. Nothing else is ever green, amber or red. */
export type Hue = 'ok' | 'care' | 'stop' | 'idle'
/** A picture of a state: a disc is fine, a triangle careful, an octagon stopped, a ring unsettled, dashes absent. */
export type Look = { glyph: string; hue: Hue }

const look = (glyph: string, hue: Hue): Look => ({ glyph: `s-${glyph}`, hue })

export const connectionLook: Record<ConnectionState, Look> = {
  connected: look('ok', 'ok'),
  expiring: look('soon', 'care'),
  expired: look('expired', 'stop'),
  revoked: look('revoked', 'stop'),
  blocked: look('stop', 'stop'),
  'not-connected': look('none', 'idle'),
  unknown: look('unknown', 'idle'),
}

export const accountLook: Record<AccountStatus, Look> = {
  active: look('ok', 'ok'),
  limited: look('warn', 'care'),
  blocked: look('stop', 'stop'),
  pending: look('pending', 'idle'),
  closed: look('closed', 'idle'),
  unknown: look('unknown', 'idle'),
}

export const levelLook: Record<Level, Look> = {
  ok: look('ok', 'ok'),
  info: look('info', 'idle'),
  warning: look('warn', 'care'),
  error: look('error', 'stop'),
  unknown: look('unknown', 'idle'),
}

export type ScopeAnswer = 'granted' | 'declined' | 'expired' | 'missing'

export const scopeLook: Record<ScopeAnswer, Look> = {
  granted: look('ok', 'ok'),
  declined: look('error', 'stop'),
  expired: look('expired', 'stop'),
  missing: look('warn', 'care'),
}

export const exportLook: Record<ExportState, Look> = {
  fresh: look('ok', 'ok'),
  stale: look('warn', 'care'),
  changed: look('info', 'idle'),
  gone: look('none', 'idle'),
}

export const adviceLook: Record<Advice['verdict'], Look> = {
  best: look('ok', 'ok'),
  works: look('ok', 'ok'),
  doubtful: look('warn', 'care'),
  cannot: look('closed', 'idle'),
}

export const busyLook: Look = look('busy', 'idle')
export const quietLook: Look = look('closed', 'idle')
export const todoLook: Look = look('todo', 'idle')

/** What needs a person comes first. */
export const urgency: Record<ConnectionState, number> = {
  revoked: 0,
  expired: 1,
  blocked: 2,
  expiring: 3,
  unknown: 4,
  'not-connected': 5,
  connected: 6,
}
