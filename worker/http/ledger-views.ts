// How everybody's rows and purchases look to admins.
import type {
  AdminPurchaseView,
  AdminTransactionStory,
  AdminTransactionView,
  ListedTransaction,
} from '../../shared/api/ledger.ts'
import { FlagId } from '../../shared/ids.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import type { Flag } from '../domain/flag.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import type { EventRecord } from '../ports.ts'
import type { AnyStory } from '../use-cases/read-any-story.ts'
import { type FoundRow, unreadableCaseOf } from '../use-cases/row-sources.ts'
import { adjustmentView } from './admin/adjustments.ts'
import type { AppContext } from './app-env.ts'
import { commitmentView } from './prediction-views.ts'
import { postingViews, purchaseView, standing, transactionView } from './views.ts'

export const adminTransactionView = (row: TokenTransaction): AdminTransactionView => ({
  ...transactionView(row),
  userId: row.userId,
  predictionId: row.predictionId ?? null,
  resolutionVersion: row.resolutionVersion ?? null,
})

/** In a list: one that can't be read is told by its id, and where its case is. */
export function foundRowView(c: AppContext, found: FoundRow): ListedTransaction {
  const { id, value, owner = null, at = null } = found
  if (value) return { ...adminTransactionView(value), id }
  const caseId = unreadableCaseOf(c.var.services, id)
  return { id, unreadable: true, userId: owner, timestamp: toInstantOrNull(at?.at ?? null), caseId }
}

export function adminPurchaseView(order: Order): AdminPurchaseView {
  const { checkoutUrl: _, card: __, ...view } = purchaseView(order)
  const { userId, sessionId, paymentIntentId, paid, dispute, refunding, mismatch } = order
  return { ...view, userId, sessionId, paymentIntentId, ...paid, dispute, refunding, mismatch }
}

export function adminStoryView(c: AppContext, story: AnyStory): AdminTransactionStory {
  const { row, older, newer, chain, order, commitment, adjustment } = story
  const { after, deltas, hash, prevHash } = row
  const before = {
    available: row.balanceBefore,
    committed: after.committed - deltas.dCommitted,
    owed: after.owed - deltas.dOwed,
  }
  return {
    ...adminTransactionView(row),
    postings: postingViews(row),
    before: standing(before),
    after: standing(after),
    olderId: older?.id ?? null,
    newerId: newer?.id ?? null,
    chain,
    hash,
    prevHash,
    purchase: order && adminPurchaseView(order),
    commitment: commitment && commitmentView(commitment),
    adjustment: adjustment && adjustmentView(c, adjustment),
    payoutJobId: story.payoutJobId,
    reversesId: story.reversesId,
    reversedById: story.reversedById,
    ...aroundView(story),
  }
}

export const eventViews = (events: readonly EventRecord[]): AdminTransactionStory['events'] =>
  events.map(({ id, type, objectId, createdAt }) => {
    return { id, type, objectId, createdAt: toInstant(createdAt) }
  })

export const caseViews = (cases: readonly Flag[]): AdminTransactionStory['cases'] =>
  cases.map(({ id, reason, state, createdAt }) => {
    return { id: FlagId.parse(id), reason, state, createdAt: toInstant(createdAt) }
  })

type Around = 'refunds' | 'events' | 'cases' | 'prediction'

function aroundView(story: AnyStory): Pick<AdminTransactionStory, Around> {
  const { prediction } = story
  return {
    refunds: story.refunds.map(({ id, state, cents, stripeRefundId, requestedAt }) => {
      return { id, state, cents, stripeRefundId, requestedAt: toInstant(requestedAt) }
    }),
    events: eventViews(story.events),
    cases: caseViews(story.cases),
    prediction: prediction && {
      id: prediction.id,
      title: prediction.title,
      status: prediction.status,
      outcome: prediction.outcome,
      resolutionVersion: prediction.resolutionVersion,
    },
  }
}
