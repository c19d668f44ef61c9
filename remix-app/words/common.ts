// Words that every page may need.

export const UNITS = {
  token: { one: 'token', other: 'tokens' },
  second: { one: 'second', other: 'seconds' },
  minute: { one: 'minute', other: 'minutes' },
  hour: { one: 'hour', other: 'hours' },
  day: { one: 'day', other: 'days' },
} as const

export const COMMON = {
  waiting: 'Without JavaScript this page does not tell by itself when something happens.',
  lookAgain: 'Look again',
  availableNow: (tokens: string) => `${tokens} available now.`,
}
