// Stripe in the words of the domain: what was paid, and what became of it.
import type { RefundReason } from '../shared/api/refunds.ts'
import type { RefundId, SessionId } from '../shared/ids.ts'
import type { Micros } from './domain/ledger.ts'
import type { Order, PriceFacts } from './domain/purchase.ts'
import type { PaymentFacts, RefundFacts } from './domain/reversal.ts'
import type { SessionFacts } from './domain/settlement.ts'
import type { Watched } from './domain/windows.ts'

export interface Payments {
  /** null = no such price. */
  price(priceId: string): Promise<PriceFacts | null>
  /** The exact request, as stored on the order and sent again on doubt; with the order's hash. */
  draftCheckout(order: Order, returnTo: string, snapshot: string): string
  /** Sends the stored request with the order's id as key. A value = Stripe's final refusal. */
  openCheckout(order: Order): Promise<CheckoutSession | 'refused'>
  session(id: SessionId): Promise<CheckoutSession | null>
  /** The session opened for this order by a call whose answer was lost. */
  findSession(order: Order): Promise<CheckoutSession | null>
  expire(id: SessionId): Promise<void>
  /** Whose payment that is: by its session, else by its metadata. null = no such thing. */
  paymentOf(kind: PaymentPart, id: string): Promise<PaymentHint | null>
  /** What was charged, and all that went back since; null = no such payment. */
  reversals(intentId: string): Promise<PaymentFacts | null>
  /**
   * Sends money back; the same id again is the same refund for a day. A value = Stripe's final
   * refusal. Throws PAYMENTS_UNAVAILABLE: it was sent once or not at all.
   */
  refund(wish: RefundWish): Promise<RefundFacts | 'refused'>
  /** What was created after `from` until `to`; newest first. */
  created(kind: Watched, window: CreatedWindow): Promise<CreatedPage>
  /** Verifies signature and age of the raw body. */
  verifyEvent(raw: string, signature: string, now: number): Promise<PaymentEvent | null>
  /** The environment's own: events and sessions of the other one are never used. */
  readonly livemode: boolean
  healthy(): Promise<boolean>
}
export interface CheckoutSession extends SessionFacts {
  /** Our own metadata: a hint which wallet to read, never believed. */
  readonly userIdHint: string | null
  readonly personal: {
    readonly card?: { readonly brand: string; readonly last4: string }
    readonly name?: string
    readonly receiptUrl?: string
  }
  readonly cardFingerprint: string | null
}
/** Seconds since 1970. */
export interface CreatedWindow {
  readonly from: number
  readonly to: number
  /** Last id of the page before; null: the first page. */
  readonly after: string | null
}
export interface CreatedPage {
  readonly items: readonly CreatedThing[]
  /** Where the next page goes on; null: this was the last. */
  readonly next: string | null
}
export interface CreatedThing {
  readonly id: string
  readonly createdAt: Micros
  /** Of a session: whether it is paid, and for what, as we named it. */
  readonly paid: boolean
  readonly reference: string | null
  readonly intentId: string | null
}
/** What an event may be about. */
export type PaymentPart = 'intent' | 'charge' | 'refund' | 'dispute' | 'warning'
export interface PaymentHint {
  readonly intentId: string
  readonly purchaseId: string | null
}
export interface RefundWish {
  readonly id: RefundId
  readonly intentId: string
  readonly cents: number
  readonly reason: RefundReason
}
/** A hint that something moved: only ids are believed. */
export interface PaymentEvent {
  readonly id: string
  readonly type: string
  readonly objectId: string
  readonly createdAt: Micros
}
