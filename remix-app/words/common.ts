// Words that every page may need.

export const UNITS = {
  token: { one: 'token', other: 'tokens' },
  second: { one: 'second', other: 'seconds' },
  minute: { one: 'minute', other: 'minutes' },
  hour: { one: 'hour', other: 'hours' },
  day: { one: 'day', other: 'days' },
} as const

export const COMMON = {
  availableNow: (tokens: string) => `${tokens} available now.`,
}
