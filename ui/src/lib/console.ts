/** A page of one app in Facebook's console; without an id, the list of apps. */
export const app = (path: string) => (id: string) =>
  id
    ? `https://developers.facebook.com/apps/${encodeURIComponent(id)}/${path}`
    : 'https://developers.facebook.com/apps/'

/** The page of an app where Facebook takes return addresses. */
export const loginSettings = app('business-login/settings/')
