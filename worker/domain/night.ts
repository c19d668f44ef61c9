// How far the nightly check has come: a seventh of the people in full, everybody's heads. Pure.
import type { Micros, Sha256 } from './ledger.ts'

const PARTS = 7

export interface Night {
  readonly id: 'night'
  /** 0..6: whom it checks. The next one takes the next part, whatever day it is. */
  readonly part: number
  readonly startedAt: Micros
  readonly movedAt: Micros
  /** Null while it is under way. */
  readonly finishedAt: Micros | null
  /** Counts its steps: of two that do the same step, one is dropped. */
  readonly step: number
  readonly stage: 'people' | 'payouts' | 'over'
  /** Name of the last balance, or payout, that was read. */
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

export const isOfPart = (id: string, part: number, sha256: Sha256): boolean =>
  Number.parseInt(sha256(id).slice(0, 8), 16) % PARTS === part

/** Null while the one before is under way: nobody is skipped, however long a night takes. */
export function nextNight(before: Night | null, now: Micros): Night | null {
  if (before && before.finishedAt === null) return null
  return {
    id: 'night',
    part: before ? (before.part + 1) % PARTS : 0,
    startedAt: now,
    movedAt: now,
    finishedAt: null,
    step: 0,
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
  }
}
