/** The page of the app where Facebook takes return addresses. */
export const loginSettings = (appId: string): string =>
  appId
    ? `https://developers.facebook.com/apps/${encodeURIComponent(appId)}/business-login/settings/`
    : 'https://developers.facebook.com/apps/'
