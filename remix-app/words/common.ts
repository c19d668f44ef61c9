// Words that every page may need.

export const UNITS = {
  token: { one: 'token', other: 'tokens' },
  movement: { one: 'movement', other: 'movements' },
  second: { one: 'second', other: 'seconds' },
  minute: { one: 'minute', other: 'minutes' },
  hour: { one: 'hour', other: 'hours' },
  day: { one: 'day', other: 'days' },
} as const

/** What can be done about a purchase, wherever it is shown. */
export const PAYING = {
  now: 'Pay now',
  nowFor: (name: string) => ` for ${name}`,
  cancelling: 'Cancelling…',
}

export const COMMON = {
  description: 'Buy tokens, commit them to KAI predictions, and see every movement.',
  skip: 'Skip to the content',
  notFound: 'Not found · KAI Wallet',
  pages: 'Pages',
  newest: 'Newest',
  older: 'Older',
  waiting: 'Without JavaScript this page does not tell by itself when something happens.',
  lookAgain: 'Look again',
  availableNow: (tokens: string) => `${tokens} available now.`,
}
