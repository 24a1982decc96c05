import { i18n } from './i18n'

/** What is wrong with an App ID before anybody is asked; `null` if nothing is. Only Facebook's are known by their form. */
export function wrongId(provider: string, id: string): string | null {
  const text = id.trim()
  if (!text) return i18n.m.setup.needId
  if (provider !== 'facebook' || /^\d+$/.test(text)) return null
  return text.startsWith('act_') ? i18n.m.setup.idIsAccount : i18n.m.setup.idWrong
}

/** Facebook has no public clients for this; elsewhere the platform's answer decides. */
export const needsSecret = (provider: string): boolean => provider === 'facebook'
