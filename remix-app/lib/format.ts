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
  /** `22 Nov 2026, 19:49`; names its zone where that is a guess, or UTC, which few live by. */
  instant(iso: string): string
  /** The day alone. */
  day(iso: string): string
}

const KEPT_MAX = 64
const made = new Map<string, Format>()

/** Making one is slow; an isolate serves many visitors. `isGuess`: of the zone. */
export function formatFor(locale: string, zone: string, isGuess = false): Format {
  const key = `${locale} ${zone} ${isGuess}`
  const known = made.get(key)
  if (known) return known
  if (made.size >= KEPT_MAX) made.clear()
  const format = createFormat(locale, zone, isGuess)
  made.set(key, format)
  return format
}

function createFormat(locale: string, zone: string, isGuess: boolean): Format {
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
  const instants = times(isGuess || zone === DEFAULT_ZONE ? NAMED : PLAIN)
  const days = times({ dateStyle: 'medium' })
  const tokens = (count: number) => unbroken(whole.format(count))
  return {
    locale,
    zone,
    tokens,
    count: (count) => some(count, UNITS.token, tokens(count)),
    usd: (cents) => unbroken(dollars.format(decimal(cents, 2))),
    usdRounded: (cents) => unbroken(dollars.format(cents / 100)),
    odds: (bps) => unbroken(odds.format(decimal(bps, 4))),
    percent: (points) => unbroken(share.format(points / 100)),
    instant: (iso) => unbroken(instants.format(new Date(iso))),
    day: (iso) => unbroken(days.format(new Date(iso))),
  }
}

const PLAIN = { dateStyle: 'medium', timeStyle: 'short' } as const
/** A style takes no zone beside it. */
const NAMED = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const

/**
 * An amount or a time is read in one go, so no line ends in it. Versions of Unicode's data disagree
 * on its spaces besides.
 */
export const unbroken = (text: string): string => text.replace(/\s/g, '\u00a0')

/** `5 minutes`, or the number as it is `written`. */
export const some = (count: number, unit: Plural, written: string | number = count): string =>
  unbroken(`${written} ${plural(count, unit)}`)

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
  if (seconds < 90) return some(seconds, UNITS.second)
  return some(Math.ceil(seconds / 60), UNITS.minute)
}
