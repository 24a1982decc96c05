// What core tells beyond the generated bindings. Each type goes when the bindings have it.
import type * as wire from './bindings'
import type { Code, Error as Failure, Level, Person, Text, Way } from './bindings'

type Timestamp = string

export type Evidence = { label: Text; value: string }
export type Fix =
  'reconnect' | 'rerequest' | 'refresh' | 'set-up' | 'settings' | 'disconnect' | 'open-link' | 'export-again'
export type Remedy = wire.Remedy & { fix?: Fix | null; steps?: Text[] }
export type Finding = Omit<wire.Finding, 'remedy'> & {
  remedy: Remedy | null
  evidence?: Evidence[]
  account?: string | null
  connection?: string | null
}

export type Usage = {
  kind: string
  subject: string | null
  percent: number | null
  wait_until: Timestamp | null
  tier: Text | null
  read_at: Timestamp
}
export type Granular = { scope: string; targets: string[] | null }
export type TokenFacts = wire.TokenFacts & { granular?: Granular[] }
export type StatusReport = Omit<wire.StatusReport, 'findings' | 'token'> & {
  token: TokenFacts
  findings: Finding[]
  usage?: Usage[]
}
export type DaySpend = { date: string; spend: string }
export type SpendReport = {
  account: string
  currency: string | null
  total: string | null
  days: DaySpend[]
  error: Failure | null
}
export type BusinessAccounts = {
  id: string
  name: string
  verification: string | null
  two_factor: string | null
  role: string | null
  access_ends: string | null
  owned: wire.AdAccount[]
  client: wire.AdAccount[]
  error: Failure | null
}
export type AccountDetails = {
  account: wire.AdAccount
  created: string | null
  owner: string | null
  funding: { native: string; kind: Text; display: string | null } | null
  prepaid: boolean | null
  failed_checks: { summary: string | null; description: string | null }[]
  access_ends: string | null
  terms: string[]
  payer: string | null
  hidden: string[]
}

export type CheckGroup = 'machine' | 'app' | 'token' | 'permissions' | 'accounts' | 'limits'
export type CheckInfo = { id: string; group: CheckGroup; title: Text }
export type DiagnoseArgs = { run: string; connection: string | null; only: string[] }
export type Diagnosis = { at: Timestamp; connections: StatusReport[]; findings: Finding[] }
export type DiagnosisEvent =
  | { event: 'started'; check: string; connection: string | null }
  | { event: 'found'; check: string; connection: string | null; finding: Finding }
  | { event: 'ended'; check: string; connection: string | null }
export type Purpose = { id: string; title: Text }
export type Verdict = 'yes' | 'no' | 'unknown'
export type Cell = { verdict: Verdict; reasons: number[] }
export type MatrixRow = { account: string; name: string; cells: Cell[] }
export type Matrix = { purposes: Purpose[]; reasons: Finding[]; rows: MatrixRow[] }
export type Explanation = {
  code: Code | null
  error: Failure | null
  findings: Finding[]
  masked: string
  secrets_seen: number
}
export type Inspected = { person: Person | null; token: TokenFacts | null; findings: Finding[] }
export type ReportOptions = { names: boolean; ids: boolean; form: 'markdown' | 'json'; lang: wire.Lang }
export type Report = { text: string; left_out: Text[] }
export type TraceStep = {
  at: Timestamp
  after_ms: number
  name: Text
  method: string | null
  url: string | null
  status: number | null
  took_ms: number | null
  headers: [string, string][]
  note: Text | null
}
export type Trace = {
  connection: string
  provider: string
  started_at: Timestamp
  ended_at: Timestamp | null
  outcome: string
  steps: TraceStep[]
}

export type RecipeInfo = {
  id: string
  provider: string
  title: Text
  file: string | null
  kind: 'static' | 'refreshable' | 'rotating'
  format: string
  secrets: string[]
  wants_account: boolean
  needs_account: boolean
  default: boolean
  note: Text | null
}
export type ExportArgs = {
  connection: string
  recipe: string
  account: string | null
  keep_fresh: boolean
  force: boolean
}
export type ExportState = 'fresh' | 'stale' | 'changed' | 'gone'
export type Exported = {
  id: string
  connection: string
  recipe: string
  account: string | null
  path: string
  written_at: Timestamp
  expires_at: Timestamp | null
  keep_fresh: boolean
  state: ExportState
  /** Where the file lies that was there before. */
  replaced: string | null
  warnings: Text[]
}
export type Tool = { name: string; path: string | null; pid: number | null }
export type ToolGrant = {
  id: string
  connection: string
  tool: string
  path: string
  allowed: boolean
  until: Timestamp | null
  granted_at: Timestamp
  last_used: Timestamp | null
}
export type Asking = { id: string; connection: string; tool: Tool; hint: string | null; at: Timestamp }
export type Answer = 'once' | 'today' | 'always' | 'no'

export type AppMode = 'development' | 'live'
export type Advice = { way: Way; verdict: 'best' | 'works' | 'doubtful' | 'cannot'; reason: Text }
export type Integration = wire.Integration & {
  config_id?: string | null
  mode?: AppMode | null
  relay?: string | null
  advice?: Advice[]
}
export type Symptom = { id: string; title: Text; finding: Finding }
export type OtherPerson = 'refuse' | 'replace' | 'keep-both'
export type ConnectArgs = wire.ConnectRequestView & { on_other_person?: OtherPerson }
type Authorize = Extract<wire.ConnectEvent, { event: 'authorize' }>
export type ConnectEvent =
  | Exclude<wire.ConnectEvent, { event: 'authorize' }>
  | (Authorize & { reason?: Text })
  | { event: 'waiting'; symptoms: Symptom[] }
export type Connected = Omit<wire.Connected, 'findings' | 'token'> & { findings: Finding[]; token: TokenFacts }
export type { Level }
export type AheadCode = 'tool-refused' | 'consent-timeout' | 'agent-unavailable' | 'agent-running'
