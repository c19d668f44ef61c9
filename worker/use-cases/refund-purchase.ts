// An admin refunds a purchase: first a quote, then the refund that was quoted. What is sent to
// Stripe is written down before, so that it is sent once whatever dies.
import type { RequestRefund } from '../../shared/api/refunds.ts'
import { Outage, ok, type Result, reasonOf, refuse } from '../../shared/failure.ts'
import type { RefundId, UserId } from '../../shared/ids.ts'
import { refundIdOf } from '../domain/keys.ts'
import { emptyWallet, type Micros } from '../domain/ledger.ts'
import { type Quote, quoteOf, type Refund, type Refundable, requested } from '../domain/refund.ts'
import { paymentFor } from '../domain/ruling.ts'
import type { Ref, Seen, Services } from '../ports.ts'
import {
  type AdminAct,
  adminChange,
  type Changed,
  type Done,
  receiptOf,
  type Unchanged,
} from './admin-change.ts'
import { askPayment, orderOf } from './ask-payments.ts'
import { driveRefund } from './drive-refund.ts'
import { refundPlaceOf } from './read-refunds.ts'
import { hurryRefund } from './refund-message.ts'
import { sealText } from './sealing.ts'

type Needs = Pick<
  Services,
  'store' | 'payments' | 'queue' | 'vault' | 'hash' | 'clock' | 'random' | 'log'
>
export interface RefundInput {
  readonly adminId: UserId
  readonly key: string
  readonly request: Omit<RequestRefund, 'dryRun'>
}

const LOOKS_MAX = 4

/** What it would do; writes nothing. Refuses PURCHASE_NOT_FOUND, and as `quoteOf` does. */
export async function quoteRefund(
  s: Pick<Services, 'store' | 'payments'>,
  request: Pick<RequestRefund, 'purchaseId' | 'sessionId' | 'cents'>,
): Promise<Result<Quote>> {
  const ground = await groundOf(s, request)
  if (!ground.ok) return ground
  const { userId } = ground.value.order
  const { wallet } = await s.store.read({ wallet: { kind: 'wallet', id: userId } })
  return quoteOf(ground.value, wallet ?? emptyWallet(userId), request.cents)
}

/**
 * Refuses as `quoteRefund` does, CONFLICT_OF_INTEREST to the buyer, and REFUND_STALE when it would
 * no longer do what was quoted. An answer `requested` means that Stripe could not be asked yet; it
 * will be.
 */
export async function refundPurchase(s: Needs, input: RefundInput): Promise<Result<Done<Refund>>> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const ground = await groundOf(s, input.request)
    if (!ground.ok) return ground
    const done = await commitRequest(s, input, ground.value)
    if (!done.ok) return done
    const { value, replayed } = done.value
    if (value !== MOVED) return ok({ value: await sendNow(s, value), replayed })
  }
  throw new Outage('STORE_BUSY', 'the purchase moved again and again')
}

async function sendNow(s: Needs, refund: Refund): Promise<Refund> {
  try {
    return (await driveRefund(s, refund.id)) ?? refund
  } catch (cause) {
    s.log.warn('refund_not_sent', { refundId: refund.id, reason: reasonOf(cause) })
    await hurryRefund(s, refund.id)
    return refund
  }
}

async function groundOf(
  s: Pick<Services, 'store' | 'payments'>,
  { purchaseId, sessionId }: Pick<RequestRefund, 'purchaseId' | 'sessionId'>,
): Promise<Result<Refundable>> {
  const order = await orderOf(s, purchaseId)
  if (!order) return noPurchase()
  if (sessionId !== undefined) {
    const payment = paymentFor(order, await askPayment(s, sessionId))
    return payment.ok ? ok({ order, ...payment.value }) : payment
  }
  const intentId = order.paymentIntentId
  const facts = intentId === null ? null : await s.payments.reversals(intentId)
  return ok({ order, intentId, facts })
}

/** The purchase was looked at since Stripe was asked. */
const MOVED = 'moved'

function commitRequest(
  s: Needs,
  { adminId, key, request }: RefundInput,
  ground: Refundable,
): Promise<Result<Done<Refund | typeof MOVED>>> {
  const { order } = ground
  const act: AdminAct = { adminId, route: 'refund', key, request }
  const id = refundIdOf(receiptOf(s, act))
  const refs = {
    order: { kind: 'order', id: order.id },
    wallet: { kind: 'wallet', id: order.userId },
    dataKey: { kind: 'dataKey', id: order.userId },
  } as const
  return adminChange(s, act, refs, (seen, now) => {
    if (seen.order?.looks !== order.looks) return ok({ value: MOVED })
    return decide(s, { id, adminId, request, ground }, seen, now)
  })
}

interface Asked extends Pick<RefundInput, 'adminId' | 'request'> {
  readonly id: RefundId
  readonly ground: Refundable
}
type Refs = {
  readonly order: Ref<'order'>
  readonly wallet: Ref<'wallet'>
  readonly dataKey: Ref<'dataKey'>
}

function decide(
  s: Pick<Services, 'vault'>,
  { id, adminId, request, ground }: Asked,
  { order, wallet, dataKey }: Seen<Refs>,
  now: Micros,
): Result<Changed<Refund | typeof MOVED> | Unchanged<Refund | typeof MOVED>> {
  if (!order) return noPurchase()
  // Money back and the commitment kept: nobody decides that about themselves.
  if (order.userId === adminId) {
    return refuse('CONFLICT_OF_INTEREST', 'Another admin must refund your own purchase.')
  }
  const { purchaseId, cents, reason, text, quote } = request
  const quoted = quoteOf({ ...ground, order }, wallet ?? emptyWallet(order.userId), cents)
  if (!quoted.ok) return quoted
  if (quote !== quoted.value.quote) {
    const { tokensTaken } = quoted.value
    return refuse('REFUND_STALE', `It would take ${tokensTaken} tokens now; ask for a new quote.`)
  }
  // From here on the request must succeed.
  const { userId } = order
  const { sealed, changes } = sealText(s, { userId, dataKey, place: refundPlaceOf(id) }, text)
  const { intentId: paymentIntentId } = ground
  const asked = { id, purchaseId, userId, paymentIntentId, cents, reason, private: sealed }
  const refund = requested({ ...asked, requestedBy: adminId, requestedAt: now })
  return ok({
    value: refund,
    changes: [
      { ref: { kind: 'order', id: purchaseId }, value: { ...order, refunding: id } },
      { ref: { kind: 'refund', id }, value: refund },
      ...changes,
    ],
    fact: { action: 'refund.request', target: purchaseId, before: null, after: refund },
  })
}

const noPurchase = () => refuse('PURCHASE_NOT_FOUND', 'Check the id of the purchase.')
