import { i18n } from './i18n'
import { ctrl } from './keys'

/** Every key and what it does, as the sheet on `?` shows them. */
export function shortcuts(): [string[], string][] {
  const { keys } = i18n.m
  return [
    [[`${ctrl} K`], keys.goTo],
    [[`${ctrl} N`], keys.connect],
    [[`${ctrl} 1`, '9'], keys.nth],
    [['Ctrl Tab', 'Ctrl ⇧ Tab'], keys.tabs],
    [[`${ctrl} R`], keys.check],
    [[`${ctrl} ⇧ R`], keys.renew],
    [[`${ctrl} ,`], keys.settings],
    [['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], keys.move],
    [['↵', '←', '→'], keys.open],
    [['/'], keys.find],
    [['F'], keys.filter],
    [['?'], keys.help],
    [['Esc'], keys.escape],
  ]
}
