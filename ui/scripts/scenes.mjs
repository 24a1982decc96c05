// Every screen worth looking at: the made-up world, the place, and what to press before looking.
const stuck = async (b) => {
  await b.press('.see [role="radio"]')
}

export const scenes = [
  { name: 'first', query: 'demo=first' },
  { name: 'ready', query: 'demo=ready&sandbox=1' },
  { name: 'home', query: 'demo=home' },
  { name: 'trouble', query: 'demo=trouble&vault=locked' },
  { name: 'many', query: 'demo=many' },
  { name: 'todo', query: 'demo=trouble', hash: '#/diagnosis/machine' },
  {
    name: 'passphrase-new',
    query: 'demo=ready&vault=new',
    hash: '#/settings',
    act: async (b) => {
      await b.press('[data-testid="unlock"]')
      await b.type('[data-testid="passphrase"]', 'short')
      await b.press('[data-testid="passphrase-give"]')
      await b.see('.dialog .msg')
    },
  },
  {
    name: 'passphrase',
    query: 'demo=home&vault=file',
    act: async (b) => {
      await b.press('[data-testid="unlock"]')
      await b.see('[data-testid="passphrase-dialog"]')
    },
  },
  { name: 'vault-file', query: 'demo=home&vault=file' },
  { name: 'setup', query: 'demo=first', hash: '#/setup/facebook' },
  { name: 'setup-permissions', query: 'demo=first', hash: '#/setup/facebook/permissions' },
  { name: 'setup-signin', query: 'demo=home', hash: '#/setup/facebook/signin' },
  {
    name: 'setup-golive',
    query: 'demo=home',
    hash: '#/setup/facebook/live',
    act: async (b) => {
      await b.see('[data-testid="tick-basics"]')
      await b.run(
        'if (document.querySelector("[data-testid=tick-basics]").ariaChecked === "false") document.querySelector("[data-testid=tick-basics]").click()',
      )
    },
  },
  { name: 'guide', query: 'demo=home', hash: '#/guide/connect' },
  { name: 'guide-errors', query: 'demo=home', hash: '#/guide/errors/redirect-refused' },
  {
    name: 'guide-find',
    query: 'demo=home',
    hash: '#/guide/accounts',
    act: async (b) => {
      await b.see('[data-testid="guide"] h2')
      await b.type('[data-testid="find-in-guide"]', 'facebook')
    },
  },
  {
    name: 'setup-checked',
    query: 'demo=first',
    hash: '#/setup/facebook/back',
    act: async (b) => {
      await b.press('.choice [role="radio"]:nth-child(2)')
      await b.type('[data-testid="setup-id"]', '1029384756610293')
      await b.type('[data-testid="setup-secret"]', 'wrong')
      await b.press('[data-testid="setup-check"]')
      await b.see('[data-testid="check-result"]')
      await b.run('document.querySelector("[data-testid=check-result]").scrollIntoView()')
    },
  },
  {
    name: 'setup-live',
    query: 'demo=first&relay=1',
    hash: '#/setup/facebook/back',
    act: async (b) => {
      await b.press('.choice [role="radio"]:nth-child(2)')
      await b.see('[data-testid="redirect-uri"]')
    },
  },
  { name: 'setup-other', query: 'demo=first', hash: '#/setup/linkedin' },
  {
    name: 'connect-waiting',
    query: 'demo=ready&flow=wait',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.see('[data-testid="connect-copy-link"]')
    },
  },
  {
    name: 'connect-stuck',
    query: 'demo=ready&flow=stuck',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await stuck(b)
    },
  },
  {
    name: 'connect-ways',
    query: 'demo=ready&flow=wait',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.press('[data-testid="connect-ways"]')
      await b.see('[data-testid="ways"]')
    },
  },
  {
    name: 'connect-paste',
    query: 'demo=ready&flow=wait',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.press('[data-testid="connect-paste"]')
      await b.type('[data-testid="connect-paste-field"]', 'https://nothing')
      await b.press('[data-testid="connect-paste-send"]')
      await b.see('[role="alert"]')
    },
  },
  {
    name: 'connect-phone',
    query: 'demo=ready&flow=wait',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.press('[data-testid="connect-phone"]')
      await b.see('[data-testid="qr"]')
    },
  },
  {
    name: 'connect-device',
    query: 'demo=home&code=1&flow=code',
    act: async (b) => {
      await b.press('[data-provider="yandex"] [data-testid="connect"]')
      await b.see('[data-testid="qr"]')
    },
  },
  {
    name: 'connect-keychain',
    query: 'demo=ready&flow=keychain&speed=0.1',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.see('[data-step="keep"][data-state="now"]')
      await b.run('const now = Date.now; Date.now = () => now() + 9000')
      await b.see('[data-step="keep"] .t')
    },
  },
  {
    name: 'connect-done',
    query: 'demo=ready&speed=0.1',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.see('[data-testid="connect-done"]')
    },
  },
  {
    name: 'connect-failed',
    query: 'demo=ready&flow=fail&speed=0.1',
    act: async (b) => {
      await b.press('[data-testid="connect"]')
      await b.see('[data-testid="connect-failed"]')
    },
  },
  {
    name: 'connect-person',
    query: 'demo=home&flow=person&speed=0.1',
    act: async (b) => {
      await b.press('[data-testid="renew"]')
      await b.see('[data-testid="connect-other-person"]')
    },
  },
  {
    name: 'connect-asking',
    query: 'demo=home',
    act: async (b) => {
      await b.press('[data-testid="connect-another"]')
      await b.see('[data-testid="connect-start"]')
    },
  },
  {
    name: 'token',
    query: 'demo=first',
    act: async (b) => {
      await b.press('[data-testid="paste-token"]')
      await b.see('[data-testid="token-field"]')
    },
  },
  {
    name: 'accounts',
    query: 'demo=home',
    hash: '#/connection/facebook/accounts',
    act: async (b) => {
      await b.press('[data-row="0"]')
      await b.see('[data-testid="account-details"]')
    },
  },
  {
    name: 'agency',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/accounts',
    act: async (b) => {
      await b.press('[data-testid="sort-spent"]')
      await b.press('[data-row="3"]')
      await b.press('[data-row="3"]')
      await b.see('.c-recent .recent')
    },
  },
  {
    name: 'no-match',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/accounts',
    act: async (b) => {
      await b.type('[data-testid="find-account"]', 'kornblun')
      await b.see('[data-testid="no-match"]')
    },
  },
  { name: 'empty', query: 'demo=trouble', hash: '#/connection/facebook-empty/accounts' },
  { name: 'blocked', query: 'demo=trouble', hash: '#/connection/facebook-blocked/accounts' },
  { name: 'expired', query: 'demo=trouble', hash: '#/connection/facebook-old/accounts' },
  { name: 'endless', query: 'demo=trouble', hash: '#/connection/facebook-bot/accounts' },
  { name: 'permissions', query: 'demo=home', hash: '#/connection/facebook/permissions' },
  { name: 'diagnosis', query: 'demo=home', hash: '#/connection/facebook-agency/diagnosis' },
  {
    name: 'diagnosis-running',
    query: 'demo=home&speed=8',
    hash: '#/connection/facebook-agency/diagnosis',
    act: async (b) => {
      await b.press('[data-testid="run-checks"]')
      await b.see('[role="progressbar"]')
    },
  },
  {
    name: 'matrix',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/diagnosis',
    act: async (b) => {
      await b.press('.seg [role="radio"]:nth-child(2)')
      await b.see('[data-testid="matrix-line"]')
    },
  },
  {
    name: 'matrix-why',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/diagnosis',
    act: async (b) => {
      await b.press('.seg [role="radio"]:nth-child(2)')
      await b.press('[data-at="1 2"]')
      await b.see('[data-testid="matrix-why"]')
    },
  },
  {
    name: 'matrix-accounts',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/diagnosis',
    act: async (b) => {
      await b.press('.seg [role="radio"]:nth-child(2)')
      await b.press('[data-at="1 0"]')
      await b.type('[data-testid="find-matrix"]', 'kornblum')
    },
  },
  {
    name: 'sign-in-trace',
    query: 'demo=home',
    hash: '#/connection/facebook/diagnosis',
    act: async (b) => {
      await b.press('.seg [role="radio"]:nth-child(3)')
      await b.press('[data-testid="trace"] li:nth-child(3) button')
    },
  },
  {
    name: 'report',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/diagnosis',
    act: async (b) => {
      await b.press('.seg [role="radio"]:nth-child(4)')
      await b.see('[data-testid="report-text"]')
    },
  },
  {
    name: 'machine',
    query: 'demo=home&speed=0.05',
    hash: '#/diagnosis/machine',
    act: async (b) => {
      await b.press('[data-testid="run-checks"]')
      await b.see('[data-testid="check-group"]')
    },
  },
  {
    name: 'explain',
    query: 'demo=home',
    hash: '#/diagnosis/explain',
    act: async (b) => {
      await b.type('[data-testid="explain-text"]', 'code 190 expired EAAmadeuptoken123456')
      await b.press('[data-testid="explain"]')
      await b.see('[data-testid="secret-seen"]')
    },
  },
  {
    name: 'inspect',
    query: 'demo=home&speed=0.1',
    hash: '#/diagnosis/inspect',
    act: async (b) => {
      await b.type('[data-testid="inspect-token"]', 'made-up')
      await b.press('[data-testid="inspect"]')
      await b.see('[data-testid="inspected"]')
    },
  },
  { name: 'tools', query: 'demo=home', hash: '#/connection/facebook/tools' },
  { name: 'tools-empty', query: 'demo=home&empty=1', hash: '#/connection/facebook/tools' },
  {
    name: 'recipe',
    query: 'demo=home',
    hash: '#/connection/facebook-agency/tools',
    act: async (b) => {
      await b.press('[data-testid="recipe-meta-cli"]')
      await b.type('[data-testid="pick-account"]', 'korn')
      await b.see('[role="option"]')
    },
  },
  {
    name: 'consent',
    query: 'demo=home&ask=1',
    act: async (b) => {
      await b.see('[data-testid="consent-yes"]:enabled')
    },
  },
  {
    name: 'businesses',
    query: 'demo=home&speed=0.1',
    hash: '#/connection/facebook/permissions',
    act: async (b) => {
      await b.press('[data-testid="read-businesses"]')
      await b.see('[data-testid="businesses"] table')
      await b.run('document.querySelector("[data-testid=businesses]").scrollIntoView()')
    },
  },
  {
    name: 'spend',
    query: 'demo=home&speed=0.1',
    hash: '#/connection/facebook/accounts',
    act: async (b) => {
      await b.press('[data-row="1"]')
      await b.see('[data-testid="spend"] p')
    },
  },
  {
    name: 'spend-waits',
    query: 'demo=home&speed=0.1&spend=wait',
    hash: '#/connection/facebook/accounts',
    act: async (b) => {
      await b.press('[data-row="2"]')
      await b.see('[data-testid="spend-note"]')
    },
  },
  { name: 'activity', query: 'demo=home', hash: '#/connection/facebook/activity' },
  {
    name: 'menu',
    query: 'demo=home',
    hash: '#/connection/facebook/accounts',
    act: async (b) => {
      await b.press('[data-testid="connection-menu"]')
      await b.see('[role="menu"]')
    },
  },
  {
    name: 'disconnect',
    query: 'demo=home',
    hash: '#/connection/facebook/accounts',
    act: async (b) => {
      await b.press('[data-testid="connection-menu"]')
      await b.press('[data-testid="menu-disconnect"]')
      await b.see('[data-testid="disconnect-dialog"]')
    },
  },
  {
    name: 'settings',
    query: 'demo=home',
    hash: '#/settings',
    act: async (b) => {
      await b.press('[data-testid="show-secrets"]')
      await b.see('table')
    },
  },
  { name: 'settings-bare', query: 'demo=home&bare=1&sandbox=1', hash: '#/settings' },
  {
    name: 'closing',
    query: 'demo=home&closing=1',
    act: async (b) => {
      await b.see('[data-testid="closing-dialog"]')
    },
  },
  {
    name: 'keys',
    query: 'demo=home',
    act: async (b) => {
      await b.see('h1')
      await b.keys('?')
      await b.see('[data-testid="keys-dialog"]')
    },
  },
  {
    name: 'palette',
    query: 'demo=home',
    act: async (b) => {
      await b.press('[data-testid="go-to"]')
      await b.type('[data-testid="palette"] input', 'anna')
      await b.see('.hit')
    },
  },
  { name: 'gone', query: 'demo=home', hash: '#/connection/nobody/accounts' },
]
