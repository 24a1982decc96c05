import type { Lang, Text } from '../ipc'
import { en } from '../messages/en'
import { ru } from '../messages/ru'
import { lang } from './lang.svelte'

/** Every message. English is the pattern: a message that Russian lacks, or that takes other values, does not compile. */
export type Messages = typeof en

const tables: Record<Lang, Messages> = { en, ru }

/** The messages in the language of the window. */
export const i18n = {
  get m(): Messages {
    return tables[lang.current]
  },
}

/** A sentence of core in the language of the window. */
export const say = (text: Text): string => text[lang.current]
