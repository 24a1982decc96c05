/** What a person may see in the browser when nothing comes back, and what helps then. */
export type Sighting = {
  id: 'url-blocked' | 'cant-load' | 'not-active' | 'feature' | 'sorry' | 'loading' | 'nothing'
  needs: 'address' | 'link' | 'paste' | null
  page: { label: 'openLogin' | 'openRoles' | 'openBasic' | 'openUseCases'; url: (appId: string) => string } | null
}

const app = (path: string) => (id: string) =>
  id
    ? `https://developers.facebook.com/apps/${encodeURIComponent(id)}/${path}`
    : 'https://developers.facebook.com/apps/'

const anywhere: Sighting[] = [
  { id: 'loading', needs: 'link', page: null },
  { id: 'nothing', needs: 'paste', page: null },
]

const atFacebook: Sighting[] = [
  { id: 'url-blocked', needs: 'address', page: { label: 'openLogin', url: app('business-login/settings/') } },
  { id: 'cant-load', needs: 'address', page: { label: 'openBasic', url: app('settings/basic/') } },
  { id: 'not-active', needs: null, page: { label: 'openRoles', url: app('roles/roles/') } },
  { id: 'feature', needs: null, page: { label: 'openUseCases', url: app('use_cases/') } },
  { id: 'sorry', needs: 'link', page: { label: 'openBasic', url: app('settings/basic/') } },
]

/** The most frequent first; only Facebook's pages are known by their words. */
export const sightings = (provider: string): Sighting[] =>
  provider === 'facebook' ? [...atFacebook, ...anywhere] : anywhere

/** The page of the app where redirect addresses are entered. */
export const loginSettings = app('business-login/settings/')
