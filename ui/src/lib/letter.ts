import type { Finding } from '../ipc'
import { say } from './i18n'

/** A message for whoever can mend it, ready to send: `lead` says what is wrong, the reasons why and where to click. */
export function letter(lead: string, reasons: Finding[]): string {
  const lines = reasons.flatMap(({ title, detail, remedy }) => [
    `${say(title)}. ${say(detail)}`.trim(),
    ...(remedy && say(remedy.text) ? [say(remedy.text)] : []),
    ...(remedy?.steps?.length ? [remedy.steps.map(say).join(' › ')] : []),
    ...(remedy?.url ? [remedy.url] : []),
  ])
  return [lead, '', ...lines].join('\n')
}
