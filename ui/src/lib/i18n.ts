import type { Lang, Text } from '../ipc'
import { en } from '../messages/en'
import { ru } from '../messages/ru'
import { lang } from './lang.svelte'

const tables: Record<Lang, typeof en> = { en, ru }

/** The messages in the language of the window. */
export const i18n = {
  get m(): typeof en {
    return tables[lang.current]
  },
}

/** A sentence of core in the language of the window. */
export const say = (text: Text): string => text[lang.current]
