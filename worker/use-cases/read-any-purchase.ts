// One purchase for admins: what the books have of it, and what Stripe has of its payment just now.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId } from '../../shared/ids.ts'
import type { Flag } from '../domain/flag.ts'
import { purchaseRowId, reversalRowId } from '../domain/keys.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { type Paid, type PaymentFacts, paidOf } from '../domain/reversal.ts'
import type { EventRecord, Services } from '../ports.ts'
import { orderOf } from './ask-payments.ts'
import { EVENTS_MAX } from './read-any-story.ts'

/** The newest of them: a payment is rarely disputed and won that often. */
const REVERSALS_MAX = 20

export interface AnyPurchase {
  readonly order: Order
  /** Oldest first. */
  readonly rows: readonly TokenTransaction[]
  /** What Stripe told of it, oldest first. */
  readonly events: readonly EventRecord[]
  readonly cases: readonly Flag[]
}

/** Refuses PURCHASE_NOT_FOUND. */
export async function readAnyPurchase(
  s: Pick<Services, 'store' | 'payments'>,
  id: PurchaseId,
): Promise<Result<AnyPurchase>> {
  const order = await orderOf(s, id)
  if (!order) return noPurchase()
  const [rows, events, cases] = await Promise.all([
    rowsOf(s, order),
    s.store.eventsOf(id, EVENTS_MAX),
    s.store.flagsAbout(id, EVENTS_MAX),
  ])
  return ok({ order, rows, events: events.sort((a, b) => a.createdAt - b.createdAt), cases })
}

/** Their ids follow from the order: one call reads them, however long the history is. */
async function rowsOf(
  { store }: Pick<Services, 'store'>,
  { id, sessionId, reversals }: Order,
): Promise<TokenTransaction[]> {
  if (sessionId === null) return []
  const first = Math.max(1, reversals - REVERSALS_MAX + 1)
  const taken = Array.from({ length: reversals - first + 1 }, (_, n) =>
    reversalRowId(id, first + n),
  )
  const ids = [purchaseRowId(sessionId), ...taken]
  const refs = ids.map((id) => [id, { kind: 'row', id }] as const)
  const found = await store.look(Object.fromEntries(refs))
  // One that was tampered with has a case; it says nothing that can be shown.
  return ids.flatMap((id) => found[id]?.value ?? [])
}

export interface AnyPayment {
  readonly order: Order
  /** null: nothing was paid, as far as we know. */
  readonly payment: (PaymentFacts & Paid) | null
}

/** Of the payment that was granted. Refuses PURCHASE_NOT_FOUND. Throws PAYMENTS_UNAVAILABLE. */
export async function readAnyPayment(
  s: Pick<Services, 'store' | 'payments'>,
  id: PurchaseId,
): Promise<Result<AnyPayment>> {
  const order = await orderOf(s, id)
  if (!order) return noPurchase()
  const { paymentIntentId } = order
  const facts = paymentIntentId === null ? null : await s.payments.reversals(paymentIntentId)
  return ok({ order, payment: facts && { ...facts, ...paidOf(facts) } })
}

const noPurchase = () => refuse('PURCHASE_NOT_FOUND', 'Check the id of the purchase.')
