// What a refusal means to the person who met it. Made on the server: a browser carries no catalogue
// of failures, and knows the words of those that it met.
import type { FailureCode } from '../../shared/failure.ts'

/** What the page should offer; `retry` and `choose` are on the page already. */
export type Offer =
  | 'retry'
  | 'choose'
  | 'signIn'
  | 'openOrders'
  | 'buy'
  | 'predictions'
  | 'commitments'
  | 'limits'
  | 'none'

export interface Advice {
  readonly title: string
  readonly text: string
  readonly offer: Offer
  /** The API's own sentence says more than any of ours: it goes first. */
  readonly detailed?: true
}

export type About = 'reading' | 'purchase' | 'commitment' | 'limits' | 'admin'
export type Words = Partial<Record<FailureCode, Advice>>
