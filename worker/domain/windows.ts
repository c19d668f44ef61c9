// Windows over what somebody else keeps adding to: each is looked at until it is dealt with. Pure.
import type { Micros } from './ledger.ts'

/** Seconds since 1970. */
export interface Window {
  /** All before it, and it, was looked at. */
  readonly until: number
  /** The end of the window that is being looked at; null: none is. */
  readonly to: number | null
  /** The last thing looked at in it. */
  readonly after: string | null
  /** Whether the pages so far showed something that nobody has dealt with yet. Absent: no. */
  readonly unheard?: boolean
  /** How often it was looked at to its end and showed such a thing. Absent: never. */
  readonly looks?: number
  /** The end of its first look: all until then was shown by every look since. */
  readonly first?: number
  /** The end of its last look to its end. */
  readonly seen?: number
  /** When its list could not be had for the first time, seconds; absent: it can. */
  readonly failsSince?: number
}
export type Watched = 'session' | 'refund' | 'dispute' | 'warning'
type Windows = Readonly<Record<Watched, Window>>

/** One document, `stripe`. */
export interface StripeWatch extends Windows {
  readonly id: 'stripe'
  /** Counts its steps: of two that do the same step, one is dropped. */
  readonly step: number
  readonly movedAt: Micros
  /** Who did the last one: of two at once, one sends the message for the next. */
  readonly by: string
}

export const STRIPE_REF = { kind: 'stripeWatch', id: 'stripe' } as const

const LISTED = 'listed_'
/** Of the record of what a list showed, whether or not an event of Stripe's told it. */
export const listedId = (objectId: string): string => `${LISTED}${objectId}`
export const isListed = (eventId: string): boolean => eventId.startsWith(LISTED)

const MINUTE = 60
const DAY = 86_400
/** Lists may lag, and clocks differ; a payment page may be paid for 40 minutes. */
const LAG_SECONDS: Readonly<Record<Watched, number>> = {
  session: 45 * MINUTE,
  refund: 2 * MINUTE,
  dispute: 2 * MINUTE,
  warning: 2 * MINUTE,
}
/** As far back as Stripe repeats events, ten times over. */
const FIRST_SECONDS = 30 * DAY
/** An hour of ticks: what nobody can deal with must not be looked at for ever. */
export const LOOKS_MAX = 12
/** Between two looks, a tick or so: what was told has to get a chance. */
const PAUSE_SECONDS = 4 * MINUTE
/** Between a look and the write of it. */
const STEP_SECONDS = 5 * MINUTE
/** A window in which nothing happened is left to grow, which costs no write. */
const QUIET_SECONDS = 60 * MINUTE

export function firstWatch(now: Micros): StripeWatch {
  const until = Math.floor(now / 1_000_000) - FIRST_SECONDS
  const window: Window = { until, to: null, after: null }
  const place = { step: 0, movedAt: 0, by: '' }
  const windows = { session: window, refund: window, dispute: window, warning: window }
  return { id: 'stripe', ...windows, ...place }
}

const KINDS: readonly Watched[] = ['refund', 'dispute', 'warning', 'session']

export const isUnderWay = (watch: StripeWatch): boolean =>
  KINDS.some((kind) => watch[kind].to !== null)

/**
 * `writtenAt`, seconds: by the database's clock. Nobody had seen anything later than that, whatever
 * their own clock said: else what happened meanwhile would never be looked at.
 */
export function asWritten(watch: StripeWatch, writtenAt: number): StripeWatch {
  const of = (kind: Watched): Window => {
    const window = watch[kind]
    const latest = Math.floor(writtenAt) - LAG_SECONDS[kind]
    const { until, to, first, seen } = window
    if (Math.max(until, to ?? 0, first ?? 0, seen ?? 0) <= latest) return window
    // How far the look has come is kept: begun anew with each message, it would never end.
    return {
      ...window,
      until: until > latest ? latest - STEP_SECONDS : until,
      to: to && Math.min(to, latest),
      ...(first !== undefined && { first: Math.min(first, latest) }),
      ...(seen !== undefined && { seen: Math.min(seen, latest) }),
    }
  }
  return { ...watch, ...(Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Windows) }
}

export function answered(window: Window, answers: boolean, now: Micros): Window {
  const { failsSince, ...known } = window
  if (answers) return failsSince === undefined ? window : known
  return { ...window, failsSince: failsSince ?? Math.floor(now / 1_000_000) }
}

/** The kinds whose lists nobody has had for an hour; all, if none was moved for two. */
export function behindOf(watch: StripeWatch, now: Micros): Watched[] {
  const seconds = now / 1_000_000
  // Where nothing happens, a window is left to grow.
  const isStill = Math.abs(seconds - watch.movedAt / 1_000_000) > QUIET_SECONDS + BEHIND_SECONDS
  return KINDS.filter((kind) => {
    const { failsSince } = watch[kind]
    const hasFailed = failsSince !== undefined && seconds - failsSince > BEHIND_SECONDS
    return isStill || hasFailed
  })
}
const BEHIND_SECONDS = 60 * MINUTE

/** What to look at now; null: nothing is old enough. */
export function openWindow(window: Window, kind: Watched, now: Micros): Window | null {
  if (window.to !== null) return window
  const to = Math.floor(now / 1_000_000) - LAG_SECONDS[kind]
  if (window.seen !== undefined && to - window.seen < PAUSE_SECONDS) return null
  return to > window.until ? { ...window, to, after: null, first: window.first ?? to } : null
}

export interface SeenPage {
  readonly found: number
  /** Of those found: told just now, but messages may be lost. */
  readonly unheard: number
  /** Where the next page goes on; null: this was the last. */
  readonly next: string | null
}

/** What was shown by every look, and nobody has dealt with: it waits for people from now on. */
export const isGivenUp = (open: Window, createdAt: Micros): boolean =>
  (open.looks ?? 0) + 1 >= LOOKS_MAX && createdAt <= (open.first ?? 0) * 1_000_000

/**
 * A window is over only once a later look finds that all in it was dealt with, or once what was in
 * it from the first look on was given up.
 */
export function afterPage(before: Window, open: Window, page: SeenPage): Window {
  const unheard = open.unheard === true || page.unheard > 0
  if (page.next !== null) return { ...open, after: page.next, unheard }
  const looks = (open.looks ?? 0) + 1
  const to = open.to ?? open.until
  const first = open.first ?? to
  if (unheard && looks < LOOKS_MAX) {
    return { until: open.until, to: null, after: null, looks, first, seen: to }
  }
  if (unheard) return { until: first, to: null, after: null }
  const isNew = page.found > 0 || before.to !== null || before.looks !== undefined
  const isQuiet = !isNew && to - before.until < QUIET_SECONDS
  return isQuiet ? before : { until: to, to: null, after: null }
}
