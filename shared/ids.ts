// Branded ids: a purchase id can't be passed where a user id is wanted.
import * as z from 'zod'

// Firestore reserves `__.*__`, `.` and `..` as document ids; a user id is one.
const RESERVED = /^(?:__.*__|\.{1,2})$/

export const UserId = z
  .string()
  .regex(/^[A-Za-z0-9_:@.-]{1,128}$/)
  .refine((id) => !RESERVED.test(id))
  .brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

export const PurchaseId = z
  .string()
  .regex(/^pur_[0-9a-f]{40}$/)
  .brand<'PurchaseId'>()
export type PurchaseId = z.infer<typeof PurchaseId>

export const PackageId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/)
  .brand<'PackageId'>()
export type PackageId = z.infer<typeof PackageId>

/** Of a ledger row: the kind of its effect, then what makes that one of its kind. */
export const RowId = z
  .string()
  .regex(/^[a-z]+_[A-Za-z0-9_:@.-]{1,250}$/)
  .brand<'RowId'>()
export type RowId = z.infer<typeof RowId>

/** Stripe's Checkout Session. */
export const SessionId = z
  .string()
  .regex(/^cs_[A-Za-z0-9_]{1,200}$/)
  .brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

export const PredictionId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/)
  .brand<'PredictionId'>()
export type PredictionId = z.infer<typeof PredictionId>

export const CommitmentId = z
  .string()
  .regex(/^cmt_[0-9a-f]{40}$/)
  .brand<'CommitmentId'>()
export type CommitmentId = z.infer<typeof CommitmentId>

/** `{prediction}_v{resolutionVersion}` */
export const PayoutJobId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}_v[1-9][0-9]{0,5}$/)
  .brand<'PayoutJobId'>()
export type PayoutJobId = z.infer<typeof PayoutJobId>

export const AdjustmentId = z
  .string()
  .regex(/^adj_[0-9a-f]{20}$/)
  .brand<'AdjustmentId'>()
export type AdjustmentId = z.infer<typeof AdjustmentId>

/** What is proposed about an order in review. */
export const RulingId = z
  .string()
  .regex(/^rul_[0-9a-f]{20}$/)
  .brand<'RulingId'>()
export type RulingId = z.infer<typeof RulingId>

/** An outcome that another admin must approve. */
export const ResolutionId = z
  .string()
  .regex(/^res_[0-9a-f]{20}$/)
  .brand<'ResolutionId'>()
export type ResolutionId = z.infer<typeof ResolutionId>

/** Names what a case is about: its kind, then the ids of what it is about. */
export const FlagId = z
  .string()
  .regex(/^[a-z]+_[A-Za-z0-9_:@.-]{1,300}$/)
  .brand<'FlagId'>()
export type FlagId = z.infer<typeof FlagId>

/** A refund made through us. */
export const RefundId = z
  .string()
  .regex(/^rfd_[0-9a-f]{40}$/)
  .brand<'RefundId'>()
export type RefundId = z.infer<typeof RefundId>

/** SHA-256 of the message. */
export const DeadLetterId = z.string().regex(/^[0-9a-f]{64}$/)

/** `{kind}_{microseconds}` */
export const ReportId = z.string().regex(/^(?:ledger|night)_[0-9]{1,17}$/)

/** Stripe's. */
export const EventId = z.string().regex(/^evt_[A-Za-z0-9_]{1,200}$/)

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .brand<'IdempotencyKey'>()
export type IdempotencyKey = z.infer<typeof IdempotencyKey>
