/** The guided set-up of a Facebook app. Labels of its console stay as Facebook writes them. */
export const wizard = {
  wizard: {
    steps: {
      make: { title: 'Make the app', time: 'about 10 minutes' },
      permissions: { title: 'Know what it asks for', time: '2 minutes' },
      back: { title: 'Let it come back', time: 'about 4 minutes' },
      signin: { title: 'Sign in', time: '1 minute' },
      live: { title: 'Go live', time: 'only for people outside' },
    },
    rail: 'Steps of the set-up',
    done: 'done',
    next: (step: string) => `Next: ${step}`,
    previous: 'Back',
    openAt: 'Open at Facebook',
    make: {
      text: 'Facebook lets a program in only as an app. Yours is free, takes ten minutes once, and belongs to you: nobody stands between you and Facebook.',
      have: 'I have an app already',
      create: 'Create the app. As its type or use case choose what is about business and ads',
      name: 'App name',
      nameText: 'What people read in the sign-in. Facebook refuses its own names in it.',
      email: 'Contact email',
      emailText: 'An address that somebody reads: Facebook announces changes there.',
      portfolio: 'Business portfolio',
      portfolioText: 'Choose yours. None yet? Make one first: ad accounts and apps belong to it.',
      login: 'Add the product that signs people in',
      ads: 'Add the product that opens ad accounts to programs, and accept its terms',
    },
    ask: {
      text: 'AdKeys asks for these in the sign-in. What you do not want, you leave out there.',
      id: 'Permission',
      gate: 'Who can give it',
      role: 'People with a role in the app: at once',
      others: 'Everybody else: after App Review and Business Verification',
      roleText:
        'Admins, developers and testers of the app may give every permission, even while it is in Development. For your own accounts there is nothing to apply for.',
      othersText:
        'For people without a role Facebook wants to see what each permission is for, and who you are. That can take weeks; the last step has the list.',
      roles: 'Give somebody a role',
      accept: 'Whoever is invited accepts at developers.facebook.com/requests.',
      tier: 'How much may be asked',
      tierText:
        'New apps start with the limited tier of the Marketing API. Facebook raises it after some hundred good calls in fifteen days; until then it may ask AdKeys to wait.',
    },
    fromBasic: 'Both are under App settings, Basic:',
    signin: {
      text: 'One sign-in shows whether everything fits together.',
      expect: [
        'Your browser opens Facebook; you see the name of your app and what it asks for',
        'You continue, and the browser says that you may close the page',
        'Here you see who signed in, the ad accounts, and until when the access holds',
      ],
      go: 'Sign in',
      again: 'Sign in as somebody else',
      wrong: 'If it does not work',
      wrongText:
        'Facebook shows most faults only in the browser. The dialog asks what you see there and says what to change; every error has a page in the guide.',
      guide: 'What errors mean',
      tools: 'Then in your tools',
      toolsText:
        'A tool that finds no access says so with a link that leads here. Under Tools of a connection you find how each of them gets the token.',
      openTools: 'Open Tools',
    },
    live: {
      text: 'Not needed for your own accounts. People without a role in the app can only sign in once all of this is done:',
      count: (done: number, all: number) => `${done} of ${all} done`,
      basics: 'Privacy policy, terms, icon, category and data deletion are filled in',
      page: 'The return address is an https page: a Live app may not come back to this computer by itself',
      verify: 'The business is verified',
      review: 'Advanced access is granted for each permission that you need; Facebook wants a screen recording of each',
      provider: 'If other businesses will sign in: the Tech Provider verification is done',
      live: 'The app is switched to Live',
      yearly:
        'Once a year Facebook asks to confirm how data is used (Data Use Checkup). Unanswered, it switches the app off.',
    },
  },
}
