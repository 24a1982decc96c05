import type { Code } from '../../ipc'

type Words = {
  /** The headline; `p` is the platform's name. */
  title: (p: string) => string
  /** What to do in the window; `null` leaves it to the hint of core, which names files and places. */
  next: string | null
}

export const errors: Record<Code, Words> = {
  'authorization-required': { title: () => 'A sign-in is needed', next: 'Sign in once; about a minute.' },
  'authorization-declined': {
    title: () => 'Access was not allowed',
    next: 'Start again and allow access in the browser.',
  },
  'state-mismatch': {
    title: () => 'That address belongs to another sign-in',
    next: 'Start again and paste the address of the page that opens last.',
  },
  'redirect-timeout': {
    title: (p) => `No answer from ${p}`,
    next: 'Start again. If the browser shows an error page, its text says what to change.',
  },
  'redirect-refused': {
    title: (p) => `${p} refused to come back here`,
    next: 'Allow the redirect address in the app’s settings, then start again.',
  },
  'code-rejected': {
    title: (p) => `${p} did not take the sign-in code`,
    next: 'Start again: a code works once and for a short time.',
  },
  'client-rejected': {
    title: (p) => `${p} refused the App Secret`,
    next: 'Copy App ID and App Secret from the app’s settings once more. AdKeys checks them before you sign in again.',
  },
  'redirect-uri-rejected': {
    title: (p) => `${p} does not know the redirect address`,
    next: 'Enter the address in the app’s settings, to the letter, then start again.',
  },
  'app-not-configured': { title: (p) => `${p} is not set up yet`, next: 'Enter App ID and App Secret first.' },
  'app-not-live': {
    title: (p) => `${p} shows this app only to its own team`,
    next: 'Add the person to the app’s roles, or publish the app. Then start again.',
  },
  'account-restricted': {
    title: (p) => `${p} restricts this account`,
    next: 'Open Account Quality at the platform; it says why and what to do.',
  },
  'token-expired': {
    title: () => 'The access has ended',
    next: 'Sign in again; about a minute. Nothing here was deleted.',
  },
  'token-revoked': {
    title: (p) => `The access was withdrawn at ${p}`,
    next: 'Sign in again; about a minute. Nothing here was deleted.',
  },
  checkpoint: {
    title: (p) => `${p} wants a security check`,
    next: 'Sign in at the platform’s own site and follow what it asks. The access then works again by itself.',
  },
  'permission-missing': { title: () => 'A permission is missing', next: 'Ask for it again in a new sign-in.' },
  'account-access-denied': {
    title: () => 'This person may not see the ad account',
    next: 'Ask an admin of the ad account to give this person a role on it.',
  },
  'two-factor-required': {
    title: (p) => `${p} wants two-factor sign-in`,
    next: 'Switch on two-factor authentication at the platform, then start again.',
  },
  'version-retired': { title: (p) => `${p} has retired this version of its interface`, next: 'Update AdKeys.' },
  'rate-limited': { title: (p) => `${p} asks us to wait`, next: 'The access is fine. AdKeys asks again later.' },
  'platform-unavailable': {
    title: (p) => `${p} did not answer`,
    next: 'Neither good nor bad: nothing is lost. Try again in a few minutes.',
  },
  network: {
    title: () => 'No connection to the internet',
    next: 'Check the internet connection, VPN and proxy, then try again.',
  },
  'clock-skew': { title: () => 'This computer’s clock is off', next: 'Set the clock, then try again.' },
  'vault-locked': { title: () => 'The keychain is locked', next: 'Unlock it and try again. Nothing is lost.' },
  'vault-unavailable': {
    title: () => 'The keychain does not answer',
    next: 'Start a keychain (GNOME Keyring, KWallet), or choose the encrypted file in Settings.',
  },
  'vault-too-large': {
    title: () => 'The keychain cannot hold this token',
    next: 'Choose the encrypted file in Settings.',
  },
  'catalogue-invalid': { title: () => 'A platform file cannot be used', next: null },
  'settings-invalid': { title: () => 'The settings file cannot be read', next: null },
  'ledger-damaged': { title: () => 'The file with the connections is damaged', next: null },
  'connection-unknown': {
    title: () => 'There is no such connection',
    next: 'It may have been removed by another window or in the terminal.',
  },
  'connection-exists': { title: () => 'That name is taken', next: 'Choose another name.' },
  'provider-unknown': { title: () => 'There is no such platform', next: null },
  'person-changed': {
    title: () => 'This is a different person',
    next: 'Sign in as the same person, or keep both under different names.',
  },
  'recipe-unknown': { title: () => 'There is no such recipe', next: null },
  'port-in-use': {
    title: () => 'The port is taken by another program',
    next: 'Close that program and start again, or choose another way back.',
  },
  'tool-refused': {
    title: () => 'You said no to this program',
    next: 'It may ask again in a few minutes; in Tools you can let it ask at once.',
  },
  'consent-timeout': {
    title: () => 'Nobody answered the program',
    next: 'Answer the question in this window when it comes; the program can ask again.',
  },
  'agent-unavailable': {
    title: () => 'AdKeys cannot ask you for programs',
    next: 'Open the window of AdKeys and let the program ask again.',
  },
  'agent-running': {
    title: () => 'AdKeys already answers programs',
    next: 'One at a time is enough; use the one that runs.',
  },
  cancelled: { title: () => 'Cancelled', next: 'Nothing was changed. Start again whenever you like.' },
  usage: { title: () => 'That cannot be done this way', next: null },
  unexpected: { title: () => 'AdKeys came across something it does not know', next: null },
}
