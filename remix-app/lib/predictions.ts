// How a prediction reads: its state, its odds, and how long it still takes tokens.
import type {
  CommitmentStatus,
  PredictionStatus,
  PredictionView,
} from '../../shared/api/predictions.ts'
import { UNITS } from '../words/common.ts'
import { type Plural, some, unbroken } from './format.ts'

export type Tone = 'good' | 'wait' | 'bad' | 'quiet'
export const STATUS_TONES: Record<PredictionStatus, Tone> = {
  draft: 'quiet',
  open: 'good',
  locked: 'wait',
  resolving: 'wait',
  resolved: 'quiet',
  voided: 'quiet',
}

export const COMMITMENT_TONES: Record<CommitmentStatus, Tone> = {
  active: 'wait',
  won: 'good',
  lost: 'quiet',
  refunded: 'quiet',
}

/** Only suggestions: a prediction may have any other. */
export const CATEGORIES = [
  'business',
  'culture',
  'politics',
  'science',
  'sport',
  'weather',
] as const

const BPS_DIGITS = 4

/** `1.85` for 18,500, as a form takes it, whatever the locale. */
export function oddsText(bps: number): string {
  const digits = String(bps).padStart(BPS_DIGITS + 1, '0')
  const fraction = digits.slice(-BPS_DIGITS).replace(/0{1,2}$/, '')
  return `${digits.slice(0, -BPS_DIGITS)}.${fraction}`
}

/** `1.85` as 18,500; NaN when it is no such number. */
export function parseOdds(text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text)
  if (!match) return Number.NaN
  return Number(`${match[1]}${(match[2] ?? '').padEnd(BPS_DIGITS, '0')}`)
}

// Signs that turn the direction of the text after them.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** For places that know no markup: what stands behind it must not read backwards. */
export const plainText = (text: string): string => text.replace(TURNING, '')

type Timed = Pick<PredictionView, 'status' | 'closesAt'>

/** Past its closing time a prediction takes nothing, even before the lock is written down. */
export function stateOf({ status, closesAt }: Timed, now: number): PredictionStatus {
  return status === 'open' && Date.parse(closesAt) <= now ? 'locked' : status
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** From here on each second counts. */
const COUNTDOWN_MS = 10 * MINUTE_MS

/** The two largest units that matter; rounded down, so that nobody counts on time that is gone. */
export function timeLeft(until: string, now: number): string {
  const left = Math.max(0, Date.parse(until) - now)
  if (left < MINUTE_MS) return whole(left / 1000, UNITS.second)
  if (left < COUNTDOWN_MS) {
    const seconds = Math.floor((left % MINUTE_MS) / 1000)
    return unbroken(`${Math.floor(left / MINUTE_MS)} min ${seconds} s`)
  }
  if (left < HOUR_MS) return whole(left / MINUTE_MS, UNITS.minute)
  const hours = Math.floor(left / HOUR_MS)
  if (left >= 2 * DAY_MS) return whole(left / DAY_MS, UNITS.day)
  const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS)
  if (hours < 6 && minutes > 0) return unbroken(`${hours} h ${minutes} min`)
  return whole(hours, UNITS.hour)
}

const whole = (amount: number, unit: Plural): string => some(Math.floor(amount), unit)
