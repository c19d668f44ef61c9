// What the oracle knows of money at Stripe, from Stripe itself.

/** A payment by a session that nobody here made. */
export interface Elsewhere {
  readonly purchaseId: string
  readonly intentId: string
  readonly cents: number
}
export interface Money {
  /** By their sessions: payments that do not fit the order they name. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere>
  /** Refunds that Stripe has said to have failed, by its ids. */
  readonly returned: ReadonlySet<string>
}
