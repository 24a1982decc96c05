import { i18n } from './i18n'
import { ctrl } from './keys'
import { world } from './world.svelte'

/** Every key and what it does, as the sheet on `?` shows them. */
export function shortcuts(): [string[], string][] {
  const { keys } = i18n.m
  const alone: [string[], string][] = [
    [['/'], keys.find],
    [['F'], keys.filter],
    [['C'], keys.copy],
    [['?'], keys.help],
  ]
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
    [[`${ctrl} ↵`], keys.use],
    ...(world.overview?.settings.single_keys === 'off' ? [] : alone),
    [['Esc'], keys.escape],
  ]
}
