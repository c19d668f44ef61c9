// The contract's schemas as JSON Schema, by name.
import * as z from 'zod'
import { LimitsView, ProfileView, SetLimits, SetProfile } from '../../shared/api/account.ts'
import { AdjustmentList, AdjustmentView, ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { AuditChain, AuditChainList, AuditEntryView, AuditPage } from '../../shared/api/audit.ts'
import { SearchAnswer, SearchHit, SettingsView } from '../../shared/api/console.ts'
import { DeadLetterCase, DeadLetterList, DeadLetterView } from '../../shared/api/dead-letters.ts'
import { Exposure } from '../../shared/api/exposure.ts'
import {
  AdminPurchaseView,
  AdminTransactionList,
  AdminTransactionStory,
  AdminTransactionView,
} from '../../shared/api/ledger.ts'
import {
  OrderPackages,
  PackageCase,
  PriceCheck,
  PriceCheckList,
} from '../../shared/api/packages.ts'
import { PayoutJobList, PayoutJobView } from '../../shared/api/payouts.ts'
import {
  AdminPrediction,
  AdminPredictionList,
  CommitmentList,
  CommitmentView,
  CommitTokens,
  CreatePrediction,
  EditPrediction,
  Odds,
  PredictionList,
  PredictionView,
} from '../../shared/api/predictions.ts'

import { Problem } from '../../shared/api/problem.ts'
import { AdminPurchaseList, PaymentView, PurchaseCase } from '../../shared/api/purchases.ts'
import { LedgerView, ReportList, ReportView, ThawLedger } from '../../shared/api/reconciliations.ts'
import {
  RefundAnswer,
  RefundList,
  RefundQuote,
  RefundView,
  RequestRefund,
} from '../../shared/api/refunds.ts'
import {
  PredictionCase,
  ProposedResolution,
  ProposedResolutionList,
  Resolution,
  ResolutionPreview,
  ResolvePrediction,
} from '../../shared/api/resolutions.ts'
import {
  ProposeRuling,
  ReviewCase,
  ReviewedPayment,
  ReviewList,
  ReviewView,
  RulingList,
  RulingView,
} from '../../shared/api/reviews.ts'
import { HealthView, ListeningView, SessionRequest, SessionView } from '../../shared/api/session.ts'
import { StatsView, SupplyView } from '../../shared/api/stats.ts'
import {
  AdminPackage,
  AdminPackageList,
  PackageList,
  PackageView,
  PurchaseList,
  PurchaseRequest,
  PurchaseView,
  SavePackage,
  WebhookAnswer,
} from '../../shared/api/tokens.ts'
import {
  FlagCase,
  FlagList,
  FlagView,
  HoldUser,
  HoldView,
  Reason,
  UserAdminView,
  UserList,
  UserSummary,
} from '../../shared/api/users.ts'
import {
  BalanceView,
  CommitAnswer,
  RunningPayouts,
  TransactionList,
  TransactionStory,
  TransactionView,
} from '../../shared/api/wallet.ts'

const NAMED = {
  LedgerView,
  ReportView,
  ReportList,
  ThawLedger,
  Problem,
  HealthView,
  SessionRequest,
  SessionView,
  ListeningView,
  PackageView,
  PackageList,
  PurchaseRequest,
  PurchaseView,
  PurchaseList,
  AdminPackage,
  AdminPackageList,
  SavePackage,
  PackageCase,
  PriceCheck,
  PriceCheckList,
  OrderPackages,
  WebhookAnswer,
  BalanceView,
  TransactionView,
  TransactionList,
  TransactionStory,
  RunningPayouts,
  CommitTokens,
  CommitAnswer,
  CommitmentView,
  CommitmentList,
  Odds,
  PredictionView,
  PredictionList,
  AdminPrediction,
  AdminPredictionList,
  CreatePrediction,
  EditPrediction,
  ProfileView,
  SetProfile,
  LimitsView,
  SetLimits,
  PredictionCase,
  Exposure,
  ResolvePrediction,
  ResolutionPreview,
  Resolution,
  ProposedResolution,
  ProposedResolutionList,
  PayoutJobView,
  PayoutJobList,
  RequestRefund,
  RefundQuote,
  RefundAnswer,
  RefundView,
  RefundList,
  ProposeAdjustment,
  AdjustmentView,
  AdjustmentList,
  ReviewView,
  ReviewList,
  ReviewedPayment,
  ReviewCase,
  ProposeRuling,
  RulingView,
  RulingList,
  UserAdminView,
  HoldView,
  HoldUser,
  Reason,
  FlagView,
  FlagCase,
  FlagList,
  DeadLetterView,
  DeadLetterList,
  DeadLetterCase,
  StatsView,
  SupplyView,
  AdminPurchaseView,
  AdminTransactionView,
  AdminTransactionList,
  AdminTransactionStory,
  AdminPurchaseList,
  PurchaseCase,
  PaymentView,
  UserSummary,
  UserList,
  AuditChain,
  AuditChainList,
  AuditEntryView,
  AuditPage,
  SearchHit,
  SearchAnswer,
  SettingsView,
} as const satisfies Record<string, z.ZodType>

export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly [keyword: string]: unknown
}

export function nameOf(schema: z.ZodType): string {
  const found = Object.entries(NAMED).find(([, named]) => named === schema)
  if (!found) throw new Error('a schema of the contract has no name in the reference')
  return found[0]
}

export function schemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, {
    // What is sent to us; answers have no other form, and may gain members later.
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // zod spells the format out as a pattern of 300 characters.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [
      name,
      schema as JsonSchema,
    ]),
  )
}
