import type * as ptBR from '../pt-BR/common.js'

export const common: typeof ptBR.common = {
  product: 'Disparo',
  skip: 'Skip to content',
  menu: 'Screens',
  account: 'Account',
  language: 'Language',
  languages: { 'pt-BR': 'Português', en: 'English' },
  signedInAs: (user) => `Signed in as ${user}`,
  logOut: 'Log out',
  board: 'Queues (Bull Board)',
  close: 'Close',
  cancel: 'Back',
  confirm: 'Confirm',
  more: 'Show more',
  previous: 'Previous',
  next: 'Next',
  search: 'Search',
  clear: 'Clear',
  all: 'All',
  yes: 'Yes',
  no: 'No',
  loading: 'Loading…',
  retry: 'Try again',
  showPhone: 'Show the number',
  hidePhone: 'Hide the number',
  of: (part, whole) => `${part} of ${whole}`,
  perMinute: (count) => `${count}/min`,
  media: { image: 'image', video: 'video', document: 'document' },
  categories: { MARKETING: 'Marketing', UTILITY: 'Utility', AUTHENTICATION: 'Authentication' },
}

export const troubles: typeof ptBR.troubles = {
  stale: (age) => `No answer for ${age}. What you see may be old.`,
  unreachable: {
    title: 'The service does not answer',
    advice: 'Check the network. This page tries again by itself; sending does not depend on it.',
  },
  storage: {
    title: 'Redis does not answer',
    advice: 'Nothing is lost, and nothing is sent until it is back. Tell whoever runs the service.',
  },
  forbidden: {
    title: 'Your user may not see this',
    advice: 'Ask whoever keeps the users of Disparo for the role that is missing.',
  },
  missing: { title: 'Not found', advice: 'It may have been forgotten, or belong to another account.' },
  busy: { title: 'The service is busy', advice: 'Much is asked at once. This page tries again by itself.' },
  failed: {
    title: 'Something went wrong',
    advice: 'This page tries again by itself. If it stays so, tell whoever runs the service.',
  },
  crashed: {
    title: 'This page has stopped',
    advice:
      'There may be a new version of the console. Loading it again helps; sending does not depend on this page.',
    action: 'Load again',
  },
  refused: 'It was not done',
  reference: (id) => `Reference: ${id}`,
}

export const nav: typeof ptBR.nav = {
  campaigns: 'Campaigns',
  newCampaign: 'New campaign',
  messages: 'Messages',
  doubts: 'In doubt',
  accountState: 'Account',
  templates: 'Templates',
  suppressions: 'Suppressions',
  urgent: 'Urgent',
}
