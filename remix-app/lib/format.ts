// Numbers, money and times as people read them. Server and browser must print the same text while
// hydrating, so the locale is fixed and the time zone is always named by the caller.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

export const formatTokens = (count: number): string => whole.format(count)

export const countTokens = (count: number): string =>
  `${formatTokens(count)} ${count === 1 ? 'token' : 'tokens'}`

/** Exact: cents are split as integers, never divided into a float. */
export function formatUsd(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const size = Math.abs(cents)
  const fraction = String(size % 100).padStart(2, '0')
  return `${sign}$${whole.format(Math.floor(size / 100))}.${fraction}`
}

/** For comparing offers only; a tenth of a cent is rounded away. */
export const formatUsdRounded = (cents: number): string => dollars.format(cents / 100)

export function formatWait(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

/** `22 Nov 2026, 19:49`; says UTC when that is the zone, since few people live by it. */
export function formatInstant(iso: string, zone: string): string {
  const part = partsIn(new Date(iso), zone)
  const time = `${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`
  return zone === 'UTC' ? `${time} UTC` : time
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function partsIn(at: Date, zone: string) {
  const shape = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part = Object.fromEntries(shape.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    year: part.year ?? '',
    month: MONTHS[Number(part.month) - 1] ?? '',
    day: String(Number(part.day)),
    hour: part.hour ?? '',
    minute: part.minute ?? '',
  }
}
