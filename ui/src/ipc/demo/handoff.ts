import type { Asking, Exported, RecipeInfo, Text, ToolGrant } from '../types'
import { at, text } from './scenes'

const recipe = (
  id: string,
  title: Text,
  format: string,
  file: string | null,
  more: Partial<RecipeInfo> = {},
): RecipeInfo => ({
  id,
  provider: 'facebook',
  title,
  file,
  kind: 'static',
  format,
  secrets: ['access_token'],
  wants_account: true,
  needs_account: false,
  default: id === 'meta-cli',
  note: null,
  ...more,
})

const same = (name: string): Text => text(name, name)

export const RECIPES: RecipeInfo[] = [
  recipe('meta-cli', same('Meta CLI'), 'env', '.env'),
  recipe(
    'facebook-business',
    text('facebook-business for Python', 'facebook-business для Python'),
    'python',
    'ads.py',
    {
      secrets: ['access_token', 'app_secret'],
    },
  ),
  recipe('meta-ads-mcp', same('meta-ads-mcp'), 'env', '.env', { wants_account: false }),
  recipe('tap-facebook', text('Singer tap-facebook', 'Singer tap-facebook'), 'json', 'config.json'),
  recipe('airbyte', text('Airbyte source', 'Источник Airbyte'), 'json', 'airbyte.json', {
    note: text(
      'Airbyte keeps its own copy: write it again after a new sign-in.',
      'Airbyte хранит свою копию: после нового входа запишите её заново.',
    ),
  }),
  recipe('dlt', same('dlt'), 'toml', '.dlt/secrets.toml'),
  recipe('dotenv', text('.env file', 'Файл .env'), 'env', '.env'),
  recipe('shell', text('Shell variables', 'Переменные оболочки'), 'shell', null, { wants_account: false }),
  recipe('powershell', same('PowerShell'), 'powershell', null, { wants_account: false }),
  recipe('curl', same('curl -K'), 'curl', 'adkeys.curl', { wants_account: false }),
  recipe('mcp-client', text('MCP client configuration', 'Настройка MCP-клиента'), 'json', 'mcp.json', {
    wants_account: false,
    secrets: [],
  }),
  recipe('kubernetes', text('Kubernetes Secret', 'Секрет Kubernetes'), 'yaml', 'secret.yaml', { wants_account: false }),
]

const DOTS = '••••••••••••'

export function preview(connection: string, id: string, account: string | null): string {
  const number = account ?? 'act_…'
  switch (RECIPES.find((one) => one.id === id)?.format) {
    case 'json':
      return JSON.stringify({ access_token: DOTS, account_id: number.replace('act_', '') }, null, 2)
    case 'toml':
      return `[sources.facebook_ads]\naccess_token = "${DOTS}"\naccount_id = "${number.replace('act_', '')}"`
    case 'python':
      return [
        'from facebook_business.api import FacebookAdsApi',
        '',
        `FacebookAdsApi.init("1029384756610293", "${DOTS}", "${DOTS}")`,
      ].join('\n')
    case 'yaml':
      return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${connection}\nstringData:\n  ACCESS_TOKEN: "${DOTS}"`
    case 'powershell':
      return `$env:ACCESS_TOKEN = '${DOTS}'`
    case 'curl':
      return `header = "Authorization: Bearer ${DOTS}"`
    default:
      return `ACCESS_TOKEN='${DOTS}'${account ? `\nAD_ACCOUNT_ID='${account}'` : ''}`
  }
}

const one = (id: string, recipe: string, path: string, days: number, more: Partial<Exported> = {}): Exported => ({
  id,
  connection: 'facebook',
  recipe,
  path,
  written_at: at(-days),
  expires_at: at(46),
  keep_fresh: false,
  state: 'fresh',
  account: null,
  replaced: null,
  warnings: [],
  ...more,
})

export const exported = (): Exported[] => [
  one('e1', 'dotenv', '/home/anna/reports/.env', 2, { keep_fresh: true }),
  one('e2', 'airbyte', '/home/anna/airbyte/facebook.json', 31, { state: 'stale' }),
  one('e3', 'dlt', '/srv/pipelines/a-folder-with-a-rather-long-name/dlt/.dlt/secrets.toml', 12, { state: 'changed' }),
  one('e4', 'kubernetes', '/home/anna/k8s/secret.yaml', 80, { state: 'gone' }),
]

const grant = (id: string, tool: string, path: string, more: Partial<ToolGrant> = {}): ToolGrant => ({
  id,
  connection: 'facebook',
  tool,
  path,
  allowed: true,
  until: null,
  granted_at: at(-20),
  last_used: at(-0.1),
  ...more,
})

export const granted = (): ToolGrant[] => [
  grant('g1', 'python3', '/usr/bin/python3.13'),
  grant('g2', 'ads-mcp', '/home/anna/.local/bin/ads-mcp', { until: at(0.3), last_used: null }),
  grant('g3', '\u202e<b>tool</b>', '/home/anna/Downloads/a folder/\u202etool', {
    allowed: false,
    until: at(0.005),
    last_used: null,
  }),
]

export const asked = (connection: string): Asking[] => [
  {
    id: 'a1',
    connection,
    tool: { name: 'ads-mcp', path: '/home/anna/.local/bin/ads-mcp', pid: 51377 },
    hint: 'weekly report',
    at: at(0),
  },
  { id: 'a2', connection, tool: { name: 'python3', path: null, pid: null }, hint: null, at: at(0) },
]
