import { number } from '../../lib/format'
import { n } from './count'

export const home = {
  home: {
    first: 'Sign in once. Your ad accounts stay connected.',
    firstText:
      'AdKeys keeps the access of every ad platform fresh on this computer, tells you before it runs out, and hands it to your tools. There is no server in between.',
    needApp: (name: string) =>
      `You need your own ${name} app. AdKeys takes you through it step by step: about a quarter of an hour, once.`,
    ready: (name: string) =>
      `The app is set up. Your browser opens, you sign in at ${name}, and that is all: about a minute.`,
    haveToken: 'I have a token to paste',
    sandboxTitle: 'Try it with the sandbox',
    sandboxText:
      'A pretend Facebook on this computer: all well, an account blocked, or 10,000 accounts. No account, no internet.',
    sandboxTime: '1 minute',
    somethingElse: 'Something else?',
    ownPlatform: 'Describe any OAuth platform in a file',
    how: 'You sign in in your browser; AdKeys keeps the token in this computer’s keychain; your tools take it from there. No server in between.',
    browser: 'Your browser',
    keychain: 'This computer’s keychain',
    tools: 'Your tools',
    signIn: 'you sign in',
    allow: 'when you ask',
    others: 'Other platforms',
    notSetUp: 'Not set up yet',
    app: (id: string) => `App ID ${id}`,
    appFromEnvironment: (id: string) => `App ID ${id}, from the environment`,
    noSecretNeeded: 'Set up',
    accounts: (count: number) => n(count, 'ad account', 'ad accounts'),
    accountsUnread: 'Ad accounts not read yet',
    mix: (count: number, status: string) => `${number(count)} ${status.toLowerCase()}`,
    mustSignIn: 'needs one sign-in',
    problems: 'Files that could not be read',
    loading: 'Reading what is known…',
  },
  attention: {
    expiring: (name: string, platform: string, within: string) => `${name}’s ${platform} access ends ${within}`,
    expiringText: (day: string, time: string, accounts: string) =>
      `On ${day} at ${time}, ${accounts} stop answering. One sign-in extends it, about a minute.`,
    expired: (name: string, platform: string) => `${name}’s ${platform} access has ended`,
    expiredText: 'Nothing here was deleted. One sign-in brings it back, about a minute.',
    revoked: (name: string, platform: string) => `${name}’s access was withdrawn at ${platform}`,
    revokedText: 'Nothing here was deleted. One sign-in brings it back, about a minute.',
    blocked: (name: string, platform: string) => `${platform} wants something of ${name} first`,
    vault: {
      keychain: {
        title: {
          locked: 'The keychain is locked',
          absent: 'There is no keychain on this computer',
          'not-answering': 'The keychain does not answer',
        },
        text: {
          locked: 'Unlock it, and the tokens can be read again. Nothing is lost.',
          absent:
            'Start a keychain (GNOME Keyring, KWallet), or choose the encrypted file in Settings. Until then nothing can be kept.',
          'not-answering': 'Its window may be waiting for a password, perhaps behind this one. Nothing is lost.',
        },
      },
      file: {
        title: {
          locked: 'The encrypted file waits for its passphrase',
          absent: 'The encrypted file cannot be read',
          'not-answering': 'The encrypted file does not answer',
        },
        text: {
          locked: 'Until then tokens can be neither read nor kept, and renewals wait. Nothing is lost.',
          absent: 'Bring it back from a backup, or move it away and sign in again. Settings say where it lies.',
          'not-answering': 'Another program may be writing to it. Nothing is lost.',
        },
      },
    },
    allAccounts: 'the ad accounts',
    title: 'Needs attention',
  },
}
