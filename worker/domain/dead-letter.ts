// A message that no retry could finish, kept until a person has seen to it. Pure.
import type { Decided } from './decided.ts'
import type { Micros } from './ledger.ts'

export interface DeadLetter {
  /** Hash of the message: however often it dies, it is one. */
  readonly id: string
  /** The message: JSON, ids only. */
  readonly body: string
  readonly reason: string
  /** Deliveries before it died for the last time. */
  readonly attempts: number
  /** Of the last time. */
  readonly parkedAt: Micros
  /** `driven`: it was done after all. */
  readonly state: 'parked' | 'driven' | 'closed'
  /** Who saw to it; null while it waits. */
  readonly decided: Decided | null
}
