/** Words about Facebook's own pages. Labels of its console stay as Facebook writes them. */
export const facebook = {
  openLogin: 'Open Facebook Login settings',
  openRoles: 'Open App roles',
  openBasic: 'Open App settings',
  openUseCases: 'Open the app',
  make: 'Make the app',
  makeSteps: {
    create: 'Create an app; as its type or use case choose what is about business and ads',
    login: 'Add the product Facebook Login for Business',
    ads: 'Add the product Marketing API',
    permissions: 'Nothing to apply for as long as only people with a role in the app sign in',
  },
  publish: 'When people outside your company sign in',
  publishText:
    'Not needed for your own accounts: people with a role in the app may do everything at once, without a review.',
  publishSteps: {
    basics: 'Fill in privacy policy, icon, category and data deletion',
    verify: 'Have your business verified',
    review:
      'Ask for advanced access to each permission that your tools need; Facebook wants a screen recording of each',
    live: 'Switch the app to Live, and use a return page: a Live app may not come back to this computer by itself',
  },
  back: 'Let it come back',
  development: 'No, Development',
  developmentText: 'Nothing to enter: Facebook lets it come back to this computer by itself.',
  live: 'Yes, Live',
  liveText: 'It comes back through a web page. Enter its address once, below.',
  liveNeedsPage:
    'Facebook lets a Live app come back to https addresses only. Put the app back in Development, set up a return page, or paste a system-user token instead.',
  developmentAddress: 'Facebook comes back to this address. It cannot be entered there, and need not be:',
  open: 'Is your app open to people outside your company?',
  openSettings: 'Open the login settings of your app',
  pasteUri: 'Paste this under “Valid OAuth Redirect URIs”, to the letter',
  switches: 'Make both switches say Yes, then Save changes',
  clientLogin: 'Client OAuth login',
  webLogin: 'Web OAuth login',
  uris: 'Valid OAuth Redirect URIs',
  from: 'From App settings, Basic.',
  signIn: 'Sign in',
  minutes: (count: number) => `about ${count} min`,
}
