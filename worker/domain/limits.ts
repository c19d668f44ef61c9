// A person's own limits, money-rules 8: tightened at once, loosened a day later. Pure.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { Micros } from './ledger.ts'

export interface Caps {
  /** US cents per UTC day; null = no limit. */
  readonly purchaseCentsPerDay: number | null
  /** Tokens per UTC day; null = no limit. */
  readonly commitTokensPerDay: number | null
}
export interface OwnLimits extends Caps {
  /** Neither bought nor committed before; 0 = no break. */
  readonly excludedUntil: Micros
  /** Looser caps that were asked for, and when they begin. */
  readonly wished: (Caps & { readonly startsAt: Micros }) | null
}
/** What was done on one UTC day; it never goes back to an earlier day. */
export interface DayCounters {
  /** Days since 1970. */
  readonly day: number
  readonly committedTokens: number
  readonly purchasedCents: number
}

export const NO_LIMITS: OwnLimits = {
  purchaseCentsPerDay: null,
  commitTokensPerDay: null,
  excludedUntil: 0,
  wished: null,
}
export const NO_DAY: DayCounters = { day: 0, committedTokens: 0, purchasedCents: 0 }

const DAY: Micros = 86_400_000_000
const LOOSEN_MICROS = DAY

/** The caps in force. */
export function capsAt(limits: OwnLimits, now: Micros): Caps {
  const caps = limits.wished && now >= limits.wished.startsAt ? limits.wished : limits
  const { purchaseCentsPerDay, commitTokensPerDay } = caps
  return { purchaseCentsPerDay, commitTokensPerDay }
}

export interface LimitsWish extends Caps {
  /** Takes a break from now on; a break that runs is never shortened. */
  readonly excludeDays?: number | undefined
}

export function changeLimits(limits: OwnLimits, wish: LimitsWish, now: Micros): OwnLimits {
  const current = capsAt(limits, now)
  const caps = {
    purchaseCentsPerDay: tighter(current.purchaseCentsPerDay, wish.purchaseCentsPerDay),
    commitTokensPerDay: tighter(current.commitTokensPerDay, wish.commitTokensPerDay),
  }
  const { purchaseCentsPerDay, commitTokensPerDay } = wish
  const granted =
    caps.purchaseCentsPerDay === purchaseCentsPerDay &&
    caps.commitTokensPerDay === commitTokensPerDay
  const wished = { purchaseCentsPerDay, commitTokensPerDay, startsAt: now + LOOSEN_MICROS }
  const until = wish.excludeDays === undefined ? 0 : now + wish.excludeDays * DAY
  return {
    ...caps,
    wished: granted ? null : kept(limits, wished, now),
    excludedUntil: Math.max(limits.excludedUntil, until),
  }
}

/** Asking for the same again doesn't start the waiting anew. */
function kept(limits: OwnLimits, wished: NonNullable<OwnLimits['wished']>, now: Micros) {
  const before = limits.wished
  const same =
    before?.purchaseCentsPerDay === wished.purchaseCentsPerDay &&
    before.commitTokensPerDay === wished.commitTokensPerDay &&
    now < before.startsAt
  return same ? before : wished
}

const tighter = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** The counters of today; of the stored day while a clock is behind it. */
export function today(counters: DayCounters, now: Micros): DayCounters {
  const day = Math.floor(now / DAY)
  return day > counters.day ? { day, committedTokens: 0, purchasedCents: 0 } : counters
}

export function notExcluded(limits: OwnLimits, now: Micros): Result<null> {
  if (limits.excludedUntil <= now) return ok(null)
  return refuse('SELF_EXCLUDED', 'You asked for a break; it ends by itself.')
}

/** `openCents`: orders that may still be paid count as if they were. */
export function purchaseWithin(
  limits: OwnLimits,
  counters: DayCounters,
  cents: number,
  openCents: number,
  now: Micros,
): Result<null> {
  const cap = capsAt(limits, now).purchaseCentsPerDay
  const used = today(counters, now).purchasedCents + openCents
  if (cap === null || used + cents <= cap) return ok(null)
  return refuse('LIMIT_EXCEEDED', 'This is over your own daily limit for purchases.')
}

export function commitmentWithin(
  limits: OwnLimits,
  counters: DayCounters,
  stake: number,
  now: Micros,
): Result<null> {
  const cap = capsAt(limits, now).commitTokensPerDay
  const used = today(counters, now).committedTokens
  if (cap === null || used + stake <= cap) return ok(null)
  return refuse('LIMIT_EXCEEDED', 'This is over your own daily limit for commitments.')
}
