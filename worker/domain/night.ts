// How far the nightly check has come: a seventh of the people in full, everybody's heads. Pure.
import type { Micros, Sha256 } from './ledger.ts'
import { isSilent } from './turn.ts'

const PARTS = 7

export interface Night {
  readonly id: 'night'
  /** 0..6: whom it checks. The next one takes the next part, whatever day it is. */
  readonly part: number
  /** The sum of all is broken: it looks for whose it is, and archives nothing. */
  readonly everybody: boolean
  /** The break of the sum for which everybody was last looked at; absent: there was none. */
  readonly searchedSince?: Micros
  readonly startedAt: Micros
  readonly movedAt: Micros
  /** Null while it is under way. */
  readonly finishedAt: Micros | null
  /** Counts its steps: of two that do the same step, one is dropped. */
  readonly step: number
  /** Who did the last one: of two at once, one sends the message for the next. */
  readonly by: string
  readonly stage: Stage
  /** Name of the last document that was read, or of the piece of heads to read next. */
  readonly after: string | null
  /** Of those read, the ones that are still to be checked. */
  readonly pending: readonly string[]
  /** JSON: how far the check of one person has come. */
  readonly work: string | null
  /** Of the last piece of heads in the archive; each piece names the one before. */
  readonly digest: string
  readonly people: number
  readonly checked: number
  readonly rows: number
  readonly payouts: number
  readonly differences: number
}
export type Stage =
  | 'people'
  | 'heads'
  | 'owners'
  | 'payouts'
  | 'predictions'
  | 'adjustments'
  | 'audit'
  | 'over'

/** Whom a look is at. */
export type Turn = Pick<Night, 'part' | 'everybody'>
export const EVERYBODY: Turn = { part: 0, everybody: true }

export const isOfTurn = ({ part, everybody }: Turn, id: string, sha256: Sha256): boolean =>
  everybody || Number.parseInt(sha256(id).slice(0, 8), 16) % PARTS === part

export const NIGHT_REF = { kind: 'night', id: 'night' } as const

/** Null while the one before is under way: nobody is skipped, however long a night takes. */
export function nextNight(before: Night | null, now: Micros): Night | null {
  if (before && before.finishedAt === null) return null
  return { ...begun(before ? (before.part + 1) % PARTS : 0, false, now), ...searched(before) }
}

/** Of who has never had one: the first is due a day from now. */
export const noNight = (now: Micros): Night => ({
  ...begun(PARTS - 1, false, now),
  stage: 'over',
  finishedAt: now,
})

/** A day and an hour. */
export const isOverdue = ({ startedAt }: Night, now: Micros): boolean =>
  isSilent(startedAt, OVERDUE_MICROS, now)
const OVERDUE_MICROS: Micros = 25 * 3_600 * 1_000_000

/** Null: everybody was looked at, or is being, for what is known since then. */
export function searchOf(before: Night | null, since: Micros, now: Micros): Night | null {
  // A night of its own may have come after it: nights go on while payouts are frozen.
  if ((before?.searchedSince ?? 0) >= since) return null
  // Whoever it takes the place of was to check a part of them.
  return { ...begun(before?.part ?? PARTS - 1, true, now), searchedSince: since }
}

const searched = (before: Night | null): Pick<Night, 'searchedSince'> =>
  before?.searchedSince === undefined ? {} : { searchedSince: before.searchedSince }

const begun = (part: number, everybody: boolean, now: Micros): Night => ({
  id: 'night',
  part,
  everybody,
  startedAt: now,
  movedAt: now,
  finishedAt: null,
  step: 0,
  by: '',
  stage: 'people',
  after: null,
  pending: [],
  work: null,
  digest: '',
  people: 0,
  checked: 0,
  rows: 0,
  payouts: 0,
  differences: 0,
})
