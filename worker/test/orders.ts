// Orders and sessions of the tests: what they leave out is ordinary.
import { PackageId, PurchaseId, RefundId, SessionId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import type { Order } from '../domain/purchase.ts'
import { NOT_REVERSED } from '../domain/reversal.ts'
import type { SessionFacts } from '../domain/settlement.ts'
import { ALICE } from './people.ts'

export const ORDER_ID = PurchaseId.parse(`pur_${'a'.repeat(40)}`)
export const SESSION_ID = SessionId.parse('cs_test_own')
export const REFUND_ID = RefundId.parse(`rfd_${'b'.repeat(40)}`)
export const CREATED_AT = 1_700_000_000_000_000
const SECOND = 1_000_000

/** As stored right after POST purchase, unless told otherwise. */
export function orderOf(more: Partial<Order> = {}): Order {
  const status = more.status ?? 'pending'
  return {
    id: ORDER_ID,
    userId: ALICE,
    packageId: PackageId.parse('starter'),
    packageName: 'Starter',
    tokens: tokens(500),
    bonusTokens: tokens(50),
    priceUsdCents: usdCents(999),
    stripePriceId: 'price_1',
    status,
    requestHash: 'request',
    checkoutRequest: '{}',
    sessionId: status === 'creating' ? null : SESSION_ID,
    checkoutUrl: status === 'creating' ? null : 'https://pay.test/own',
    paymentIntentId: null,
    failureReason: null,
    ...NOT_REVERSED,
    mismatch: null,
    createdAt: CREATED_AT,
    expiresAt: CREATED_AT + 40 * 60 * SECOND,
    creditedAt: null,
    nextCheckAt: CREATED_AT + 120 * SECOND,
    shard: 0,
    private: null,
    cardFingerprint: null,
    ...more,
  }
}

/** Open and unpaid, exactly what the order asked for, unless told otherwise. */
export function sessionOf(more: Partial<SessionFacts> = {}): SessionFacts {
  return {
    id: SESSION_ID,
    url: 'https://pay.test/own',
    status: 'open',
    paid: false,
    clientReferenceId: ORDER_ID,
    snapshot: null,
    currency: 'usd',
    subtotalCents: 999,
    livemode: false,
    intent: null,
    ...more,
  }
}

/** Paid by card, as Stripe shows it. */
export function paidSession(more: Partial<SessionFacts> = {}): SessionFacts {
  const intent = { id: 'pi_1', state: 'succeeded', declineCode: null } as const
  return sessionOf({ status: 'complete', paid: true, url: null, intent, ...more })
}
