import type { Code, Who } from '../ipc'
import { levelLook, type Look } from './looks'

/** What the window offers to do about a failure. */
export type Action = 'sign-in' | 'set-up' | 'again' | 'ask-again' | 'link' | 'settings' | 'none'
export type Rule = { look: Look; who: Who; action: Action }

const stop = (who: Who, action: Action): Rule => ({ look: levelLook.error, who, action })
const care = (who: Who, action: Action): Rule => ({ look: levelLook.warning, who, action })
/** Says nothing about the access itself: neither good nor bad. */
const open = (who: Who, action: Action): Rule => ({ look: levelLook.unknown, who, action })

/** The one place where a code decides how bad a failure looks, who can mend it and which button is offered. */
export const errors: Record<Code, Rule> = {
  'authorization-required': care('you', 'sign-in'),
  'authorization-declined': care('you', 'again'),
  'state-mismatch': stop('you', 'again'),
  'redirect-timeout': care('you', 'again'),
  'redirect-refused': stop('app-owner', 'set-up'),
  'code-rejected': stop('you', 'again'),
  'client-rejected': stop('app-owner', 'set-up'),
  'redirect-uri-rejected': stop('app-owner', 'set-up'),
  'app-not-configured': care('app-owner', 'set-up'),
  'app-not-live': stop('app-owner', 'set-up'),
  'account-restricted': stop('you', 'link'),
  'token-expired': stop('you', 'sign-in'),
  'token-revoked': stop('you', 'sign-in'),
  checkpoint: stop('you', 'link'),
  'permission-missing': care('you', 'ask-again'),
  'account-access-denied': stop('account-admin', 'none'),
  'two-factor-required': stop('you', 'again'),
  'version-retired': stop('platform', 'none'),
  'rate-limited': open('platform', 'none'),
  'platform-unavailable': open('platform', 'again'),
  network: open('you', 'again'),
  'clock-skew': care('you', 'again'),
  'vault-locked': care('you', 'again'),
  'vault-unavailable': stop('you', 'settings'),
  'vault-too-large': stop('you', 'settings'),
  'catalogue-invalid': care('you', 'none'),
  'settings-invalid': care('you', 'none'),
  'ledger-damaged': stop('you', 'none'),
  'connection-unknown': care('you', 'none'),
  'connection-exists': care('you', 'again'),
  'provider-unknown': care('you', 'none'),
  'person-changed': care('you', 'again'),
  'recipe-unknown': care('you', 'none'),
  'port-in-use': care('you', 'again'),
  'tool-refused': care('you', 'none'),
  'consent-timeout': care('you', 'none'),
  'agent-unavailable': care('you', 'none'),
  'agent-running': care('you', 'none'),
  cancelled: open('you', 'again'),
  usage: care('you', 'none'),
  unexpected: stop('platform', 'again'),
}

const unforeseen: Rule = stop('platform', 'none')

/** The rule for `code`; a newer core may know codes that this window does not. */
export const rule = (code: string): Rule => (errors as Record<string, Rule>)[code] ?? unforeseen
