// Diagnosis, hand-off and what is read on demand, on made-up data.
import type { Asking, ConnectionSummary, Explanation, Exported, Failure, Ipc, StatusReport, ToolGrant } from '../types'
import { CHECKS, finding, matrix, play, trace, troubles, written } from './diagnosis'
import { connected } from './flows'
import { asked, exported, granted, preview, RECIPES } from './handoff'
import { at, text } from './scenes'
import { businesses, inDepth, known, spent } from './spend'

type World = {
  find: (name: string) => ConnectionSummary
  report: (name: string) => StatusReport
  wait: (milliseconds: number) => Promise<void>
  query: URLSearchParams
}
type Rooms = Pick<
  Ipc,
  | 'spend'
  | 'spendKnown'
  | 'accountFindings'
  | 'businesses'
  | 'accountDetails'
  | 'checks'
  | 'diagnose'
  | 'diagnoseCancel'
  | 'matrix'
  | 'explain'
  | 'inspect'
  | 'report'
  | 'reportSave'
  | 'trace'
  | 'recipes'
  | 'recipePreview'
  | 'secretCopy'
  | 'exportTo'
  | 'exports'
  | 'exportAgain'
  | 'exportRemove'
  | 'grants'
  | 'grantRevoke'
  | 'consents'
  | 'consentAnswer'
  | 'onConsents'
>

/** When spend was read in this window. */
const readAt = new Map<string, string>()
const asksToWait: Failure = {
  code: 'rate-limited',
  message: text(
    'The platform asked to wait. The access is fine.',
    'Платформа просит подождать. С доступом всё в порядке.',
  ),
  hint: text('Nothing has to be done: ask again after the wait.', 'Делать ничего не нужно: повторите после ожидания.'),
  details: {},
}

const SECRET = /\bEAA\w{8,}/g

function explained(pasted: string): Explanation {
  const masked = pasted.replace(SECRET, '[token]')
  const seen = pasted.match(SECRET)?.length ?? 0
  const known = /190|expired/i.test(pasted)
  const found = known
    ? finding(
        'explain',
        'error',
        text('The access has ended', 'Доступ закончился'),
        text(
          'Facebook answers 190/463: the token is older than it lasts.',
          'Facebook отвечает 190/463: срок токена вышел.',
        ),
        {
          who: 'you',
          text: text('Sign in once; nothing was deleted.', 'Войдите один раз; ничего не удалено.'),
          url: 'https://developers.facebook.com/docs/graph-api/guides/error-handling/',
          command: 'adkeys connect facebook',
          fix: 'reconnect',
          steps: [],
        },
        {
          evidence: [
            { label: text('Code', 'Код'), value: '190' },
            { label: text('Sub-code', 'Подкод'), value: '463' },
          ],
        },
      )
    : finding(
        'explain',
        'unknown',
        text('No known error in it', 'Известной ошибки здесь нет'),
        text('Nothing in the text is an error that AdKeys knows.', 'В тексте нет ошибки, которую знает AdKeys.'),
      )
  return { code: known ? 'token-expired' : null, error: null, findings: [found], masked, secrets_seen: seen }
}

const noneSuch: Failure = {
  code: 'token-revoked',
  message: text('Facebook does not accept this token.', 'Facebook не принимает этот токен.'),
  hint: text('Nothing of it was kept.', 'Ничего не сохранено.'),
  details: { platform_code: 190, platform_subcode: 460 },
}

export function rooms({ find, report, wait, query }: World): Rooms {
  const stopped = new Set<string>()
  const heard = new Set<(waiting: Asking[]) => void>()
  let files: Exported[] = query.has('empty') ? [] : exported()
  let tools: ToolGrant[] = query.has('empty') ? [] : granted()
  let queue: Asking[] = query.has('ask') ? asked('facebook') : []
  return {
    async spend(name, accounts) {
      await wait(500)
      if (query.get('spend') === 'wait') throw asksToWait
      const asked = report(name).accounts.filter(({ id }) => accounts.includes(id))
      for (const { id } of asked) readAt.set(id, at(0))
      return asked.map(spent)
    },
    async spendKnown(name, accounts) {
      const wanted = new Set(accounts)
      const among = report(name).accounts.filter(({ id }) => wanted.size === 0 || wanted.has(id))
      const before = query.get('spend') === 'none' ? null : at(query.get('spend') === 'wait' ? -0.5 : -0.1)
      return among.flatMap((account) => {
        const when = readAt.get(account.id) ?? before
        return (when ? known(account, when) : null) ?? []
      })
    },
    accountFindings: async (name, id) =>
      report(name)
        .accounts.filter((one) => one.id === id)
        .flatMap(troubles),
    businesses: async (name) => {
      await wait(500)
      return businesses(report(name).accounts)
    },
    async accountDetails(name, id) {
      await wait(500)
      const account = report(name).accounts.find((one) => one.id === id)
      if (!account) throw noneSuch
      return inDepth(account)
    },
    checks: async () => CHECKS,
    diagnose: ({ run, connection, only }, tell) =>
      play(connection ? report(connection) : null, only, tell, wait, () => stopped.has(run)),
    diagnoseCancel: async (run) => void stopped.add(run),
    matrix: async (name) => matrix(report(name)),
    explain: async (_, pasted) => explained(pasted),
    async inspect(_, token) {
      await wait(600)
      if (token === 'wrong') throw noneSuch
      const { person, token: facts } = connected('', 'Boris Petrov', true)
      return { person, token: facts, findings: report('facebook').findings.slice(0, 3) }
    },
    report: async (name, options) => written(name ? report(name) : null, options),
    reportSave: async (name) => `/home/anna/Documents/adkeys-${name ?? 'all'}.md`,
    trace: async (name) => (find(name).state === 'unknown' ? null : trace(name)),
    recipes: async (provider) => (provider === 'facebook' ? RECIPES : []),
    recipePreview: async (name, recipe, account) => preview(name, recipe, account),
    secretCopy: async () => 30,
    async exportTo({ connection, recipe, keep_fresh }) {
      const id = `e${files.length + 1}`
      const path = `/home/anna/${recipe}.txt`
      const one = { id, connection, recipe, path, written_at: at(0), expires_at: at(46), keep_fresh }
      files = [{ ...one, state: 'fresh', account: null, replaced: null, warnings: [] }, ...files]
      return files[0] ?? null
    },
    exports: async () => files,
    async exportAgain(id) {
      await wait(300)
      files = files.map((one) => (one.id === id ? { ...one, state: 'fresh', written_at: at(0) } : one))
      return files.find((one) => one.id === id) as Exported
    },
    exportRemove: async (id) => void (files = files.filter((one) => one.id !== id)),
    grants: async () => tools,
    grantRevoke: async (id) => void (tools = tools.filter((one) => one.id !== id)),
    consents: async () => queue,
    async consentAnswer(id) {
      queue = queue.filter((one) => one.id !== id)
      heard.forEach((tell) => tell(queue))
    },
    onConsents: async (tell) => {
      heard.add(tell)
      return () => heard.delete(tell)
    },
  }
}
