// Numbers, money and times as people read them: in the visitor's locale and zone, which the server
// knows as well, so that nothing changes while the page hydrates. Digits and calendar stay those of
// the text around them, which is English.
import { DEFAULT_ZONE } from '../../shared/visitor.ts'
import { UNITS } from '../words/common.ts'

export interface Format {
  readonly locale: string
  readonly zone: string
  /** `1,100` */
  tokens(count: number): string
  /** `1,100 tokens` */
  count(count: number): string
  /** Exact to the cent. */
  usd(cents: number): string
  /** For comparing offers only; a tenth of a cent is rounded away. */
  usdRounded(cents: number): string
  /** `1.85` for 18,500, digit by digit: what is shown is what is paid. */
  odds(bps: number): string
  /** `15%` for 15. */
  percent(whole: number): string
  /** `22 Nov 2026, 19:49`; says UTC when that is the zone, since few people live by it. */
  instant(iso: string): string
  /** The day alone. */
  day(iso: string): string
}

const KEPT_MAX = 64
const made = new Map<string, Format>()

/** Making one is slow; an isolate serves many visitors. */
export function formatFor(locale: string, zone: string): Format {
  const key = `${locale} ${zone}`
  const known = made.get(key)
  if (known) return known
  if (made.size >= KEPT_MAX) made.clear()
  const format = createFormat(locale, zone)
  made.set(key, format)
  return format
}

function createFormat(locale: string, zone: string): Format {
  const numbers = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options })
  const whole = numbers({ maximumFractionDigits: 0 })
  const dollars = numbers({ style: 'currency', currency: 'USD' })
  const share = numbers({ style: 'percent', maximumFractionDigits: 0 })
  const odds = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 4 })
  const times = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...options,
    })
  const instants = times({ dateStyle: 'medium', timeStyle: 'short' })
  const days = times({ dateStyle: 'medium' })
  const named = zone === DEFAULT_ZONE ? ` ${DEFAULT_ZONE}` : ''
  const tokens = (count: number) => even(whole.format(count))
  return {
    locale,
    zone,
    tokens,
    count: (count) => `${tokens(count)} ${plural(count, UNITS.token)}`,
    usd: (cents) => even(dollars.format(decimal(cents, 2))),
    usdRounded: (cents) => even(dollars.format(cents / 100)),
    odds: (bps) => even(odds.format(decimal(bps, 4))),
    percent: (points) => even(share.format(points / 100)),
    instant: (iso) => `${evenTime(instants.format(new Date(iso)))}${named}`,
    day: (iso) => evenTime(days.format(new Date(iso))),
  }
}

// Versions of Unicode's data disagree on which space stands in them.
const even = (number: string): string => number.replaceAll('\u202f', '\u00a0')
const evenTime = (time: string): string => time.replace(/[\u202f\u00a0]/g, ' ')

/** Digits split as integers: a float would lose the last one of a large sum. */
function decimal(count: number, digits: number): `${number}` {
  const size = String(Math.abs(count)).padStart(digits + 1, '0')
  const sign = count < 0 ? '-' : ''
  return `${sign}${size.slice(0, -digits)}.${size.slice(-digits)}` as `${number}`
}

export interface Plural {
  readonly one: string
  readonly other: string
}

// Of the text's language, not of the visitor's.
const english = new Intl.PluralRules('en')

/** The form of a word that goes with a whole number. */
export const plural = (count: number, words: Plural): string =>
  english.select(count) === 'one' ? words.one : words.other

export function formatWait(seconds: number): string {
  if (seconds < 90) return `${seconds} ${plural(seconds, UNITS.second)}`
  return `${Math.ceil(seconds / 60)} ${UNITS.minute.other}`
}
