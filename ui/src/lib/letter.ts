import type { Finding } from '../ipc'
import { i18n, say } from './i18n'

/** A message for whoever can mend it, ready to send: what is wanted, why it does not work, where to click. */
export function letter(account: string, id: string, purpose: string, reasons: Finding[]): string {
  const { matrix } = i18n.m
  const lines = reasons.flatMap(({ title, detail, remedy }) => [
    `${say(title)}. ${say(detail)}`.trim(),
    ...(remedy && say(remedy.text) ? [say(remedy.text)] : []),
    ...(remedy?.steps?.length ? [remedy.steps.map(say).join(' › ')] : []),
    ...(remedy?.url ? [remedy.url] : []),
  ])
  return [matrix.letterLead(id ? `${account} (${id})` : account, purpose), '', ...lines].join('\n')
}
