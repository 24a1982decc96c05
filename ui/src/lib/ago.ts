import { moment } from './format'
import { i18n } from './i18n'

/** `2 min ago`; beyond a day the date. */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000)
  const { time } = i18n.m
  if (minutes < 1) return time.justNow
  if (minutes < 60) return time.minutesAgo(minutes)
  if (minutes < 24 * 60) return time.hoursAgo(Math.floor(minutes / 60))
  return moment(iso, now)
}

/** `46 days left`, under two days in hours. */
export function left(iso: string, now: number, soon: boolean): string {
  const hours = Math.max(0, Math.ceil((Date.parse(iso) - now) / 3_600_000))
  const { time } = i18n.m
  if (hours < 1) return time.ended
  return hours < 48 ? time.hoursLeft(hours) : time.daysLeft(Math.floor(hours / 24), soon)
}

/** `in 5 days`, under two days in hours. */
export function within(iso: string, now: number): string {
  const hours = Math.max(1, Math.ceil((Date.parse(iso) - now) / 3_600_000))
  const { time } = i18n.m
  return hours < 48 ? time.inHours(hours) : time.inDays(Math.floor(hours / 24))
}
