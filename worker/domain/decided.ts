// Who decided something, when and why. Pure.
import type { UserId } from '../../shared/ids.ts'
import type { Micros } from './ledger.ts'

export interface Decided {
  readonly by: UserId
  readonly at: Micros
  /** A code of ours; null when a person said it in words. */
  readonly reason: string | null
  /** Those words, sealed: they may be about somebody. */
  readonly private: string | null
}

/** Nobody wrote anything. */
export const byCode = (by: UserId, at: Micros, reason: string): Decided => ({
  ...{ by, at, reason, private: null },
})

export const inWords = (by: UserId, at: Micros, sealed: string): Decided => ({
  ...{ by, at, reason: null, private: sealed },
})
