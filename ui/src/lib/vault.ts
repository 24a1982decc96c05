import type { Overview, VaultState } from '../ipc'
import { i18n } from './i18n'

/** Whether secrets can be kept and read. A file without its passphrase is locked, also one that is yet to be. */
export const vaultState = ({ vault }: Overview): VaultState =>
  vault.state === 'ready' && vault.passphrase ? 'locked' : vault.state

/** The same in words. */
export const vaultWords = (overview: Overview): string => i18n.m.vault[overview.settings.vault][vaultState(overview)]
