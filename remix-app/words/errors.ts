// Words around a problem: its ways out, and the pages instead of a page.

export const ERRORS = {
  again: 'Try again',
  wallet: 'Go to the wallet',
  overview: 'Go to the overview',
  support: 'For support: request',
  notLoaded: (subject: string) => `${subject} could not be loaded`,
  ways: {
    purchases: 'See your purchases',
    buy: 'Buy tokens',
    predictions: 'See open predictions',
    commitments: 'See your commitments',
    limits: 'See your limits',
  },
  wrongWay: {
    title: 'This page cannot be used like that',
    text: 'Nothing was changed. Go back, reload the page you came from, and try again.',
  },
  broken: {
    title: 'Something went wrong on our side',
    text: 'Your tokens are safe: a movement happens whole or not at all. Try again in a moment.',
  },
  lost: {
    title: 'The connection was lost',
    text:
      'This page could not be loaded. If you had just sent a form, look whether it arrived ' +
      'before you send it again; buying and committing cannot happen twice.',
  },
} as const
