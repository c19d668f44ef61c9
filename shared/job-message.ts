// What is on the queue, and what is left of it once it died: ids, not data, in a versioned union
// that is parsed strictly.
import * as z from 'zod'
import { PackageId, PayoutJobId, PredictionId, PurchaseId, RefundId } from './ids.ts'

const Event = z.strictObject({
  id: z.string(),
  type: z.string(),
  objectId: z.string(),
  createdAt: z.int(),
})

const PARTS = ['night', 'ledger', 'stripe'] as const

export const JobMessage = z.discriminatedUnion('kind', [
  z.strictObject({ v: z.literal(1), kind: z.literal('event'), event: Event }),
  z.strictObject({ v: z.literal(1), kind: z.literal('order'), purchaseId: PurchaseId }),
  z.strictObject({ v: z.literal(1), kind: z.literal('retire'), packageId: PackageId }),
  z.strictObject({ v: z.literal(1), kind: z.literal('lock'), predictionId: PredictionId }),
  z.strictObject({ v: z.literal(1), kind: z.literal('payout'), jobId: PayoutJobId }),
  z.strictObject({ v: z.literal(1), kind: z.literal('recheck'), packageId: PackageId }),
  z.strictObject({ v: z.literal(1), kind: z.literal('refund'), refundId: RefundId }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('reconcile'),
    part: z.enum(PARTS),
    step: z.int().optional(),
  }),
])
