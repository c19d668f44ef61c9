// The tokens that a refund moved: rows follow what Stripe has of a payment, and name no refund.
import type { AdminTransactionView } from '../../shared/api/ledger.ts'
import type { PurchaseCase } from '../../shared/api/purchases.ts'
import type { RefundView } from '../../shared/api/refunds.ts'

type Row = Pick<AdminTransactionView, 'id' | 'amount'>
export interface Moved {
  /** Of no other payment tokens are taken. */
  readonly isGranted: boolean
  readonly taken: readonly Row[]
  /** Once the bank had returned it. */
  readonly given: readonly Row[]
}

/** What decides it. */
interface Found {
  readonly purchase: Pick<PurchaseCase['purchase'], 'status' | 'paymentIntentId'>
  readonly transactions: readonly (Row & Pick<AdminTransactionView, 'type' | 'timestamp'>)[]
}

/** Between its being asked for and its end: its tokens move in the commit that ends it. */
export function movedBy(
  refund: Pick<RefundView, 'paymentIntentId' | 'requestedAt' | 'endedAt'>,
  { purchase, transactions }: Found,
): Moved {
  const { paymentIntentId, requestedAt, endedAt } = refund
  const isOwn = paymentIntentId === null || paymentIntentId === purchase.paymentIntentId
  const isGranted = purchase.status === 'credited' && isOwn
  const from = Date.parse(requestedAt)
  const to = endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt)
  const own = transactions.filter(({ timestamp }) => {
    const at = Date.parse(timestamp)
    return isGranted && from <= at && at <= to
  })
  const rowsOf = (kind: AdminTransactionView['type']): Row[] =>
    own.filter(({ type }) => type === kind).map(({ id, amount }) => ({ id, amount }))
  return { isGranted, taken: rowsOf('refund'), given: rowsOf('reinstate') }
}
