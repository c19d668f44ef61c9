// What a person's rows up to a number amount to, for when those rows are in the archive. Nothing
// archives any yet: whatever is called so was written by a hand. Pure.
import type { UserId } from '../../shared/ids.ts'
import type { Totals } from './ledger.ts'

/** `version`: of the last row it stands for. */
export interface Checkpoint extends Totals {
  /** `{userId}_{version}` */
  readonly id: string
  readonly userId: UserId
  readonly headHash: string
}
