import { dayWithYear } from './format'
import { i18n } from './i18n'
import { levelLook } from './looks'
import { status } from './status.svelte'
import { toast } from './toast.svelte'

/** Extends the access of the connection `name` and says what came of it; what went wrong stands on its page. */
export async function renew(name: string) {
  const refreshed = await status(name).renew()
  if (!refreshed) return
  const { page } = i18n.m
  if (!refreshed.extended) toast.show(page.notExtended, levelLook.info)
  else
    toast.show(
      refreshed.expires_at ? page.renewed(dayWithYear(refreshed.expires_at)) : page.renewedForever,
      levelLook.ok,
    )
}
