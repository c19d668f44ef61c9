// Any row, for admins: what it belongs to from Stripe's event to the balance after it, and whether
// the books still say of it what they said when it was written.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import {
  AdjustmentId,
  CommitmentId,
  type PayoutJobId,
  PredictionId,
  PurchaseId,
  type RowId,
  UserId,
} from '../../shared/ids.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Flag } from '../domain/flag.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { Order } from '../domain/purchase.ts'
import type { Refund } from '../domain/refund.ts'
import { type ChainVerdict, chainOf } from '../domain/row-chain.ts'
import type { EventRecord, Kind, NeighboursFound, Ref, Services } from '../ports.ts'
import { type WithText, withWords } from './proposals.ts'
import { unreadableCaseOf } from './row-sources.ts'

type Needs = Pick<Services, 'store' | 'identity' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

export interface AnyStory extends NeighboursFound {
  readonly row: TokenTransaction
  readonly chain: ChainVerdict
  readonly order: Order | null
  readonly refunds: readonly Refund[]
  readonly events: readonly EventRecord[]
  readonly cases: readonly Flag[]
  readonly commitment: Commitment | null
  readonly prediction: Prediction | null
  readonly payoutJobId: PayoutJobId | null
  readonly adjustment: WithText<Adjustment> | null
  readonly reversesId: string | null
  readonly reversedById: string | null
}

const REVERSES = 'reverse_'
const ADJUSTS = 'adjust_'
export const EVENTS_MAX = 50

/** Refuses TRANSACTION_NOT_FOUND, TRANSACTION_UNREADABLE. */
export async function readAnyStory(s: Needs, id: RowId): Promise<Result<AnyStory>> {
  const { found } = await s.store.look({ found: { kind: 'row', id } })
  if (!found) return refuse('TRANSACTION_NOT_FOUND', 'Search for it by another id.')
  const row = found.value
  if (!row) return unreadable(s, id)
  // The balance before the neighbours: a row that is booked meanwhile is then among them.
  const { wallet, reversal, adjustment, ...about } = await lookAround(s, row)
  const neighbours = await s.store.neighboursFound(row)
  const chain = chainOf({ row, ...neighbours, wallet }, s.hash.sha256)
  if (!chain) return unreadable(s, id)
  const { predictionId, resolutionVersion: version } = row
  const [adjusted = null] = await withWords(s, 'adjustments', adjustment ? [adjustment] : [])
  return ok({
    row,
    ...neighbours,
    chain,
    ...about,
    ...(await paymentOf(s, about.order)),
    payoutJobId: predictionId && version ? payoutJobIdOf(predictionId, version) : null,
    adjustment: adjusted,
    reversesId: id.startsWith(REVERSES) ? id.slice(REVERSES.length) : null,
    reversedById: reversal?.id ?? null,
  })
}

const unreadable = (s: Needs, id: RowId): Result<never> =>
  refuse('TRANSACTION_UNREADABLE', '', { caseId: unreadableCaseOf(s, id) })

async function lookAround({ store }: Needs, row: TokenTransaction) {
  const { id, userId, relatedId, predictionId, metadata } = row
  const adjustmentId = id.startsWith(ADJUSTS) ? id.slice(ADJUSTS.length) : null
  const isOwned = UserId.safeParse(userId).success
  const found = await store.look({
    wallet: { kind: 'wallet', id: isOwned ? userId : 'none' },
    reversal: { kind: 'row', id: `${REVERSES}${id}` },
    order: refOf('order', PurchaseId, relatedId),
    commitment: refOf('commitment', CommitmentId, metadata?.commitmentId),
    prediction: refOf('prediction', PredictionId, predictionId),
    adjustment: refOf('adjustment', AdjustmentId, adjustmentId),
  })
  return {
    wallet: found.wallet?.value ?? null,
    reversal: found.reversal?.value ?? null,
    order: found.order?.value ?? null,
    commitment: found.commitment?.value ?? null,
    prediction: found.prediction?.value ?? null,
    adjustment: found.adjustment?.value ?? null,
  }
}

interface IdSchema {
  safeParse(value: unknown): { success: true; data: string } | { success: false }
}

/** A name that no document has stands for none: one call reads them all. */
function refOf<K extends Kind>(kind: K, schema: IdSchema, name: unknown): Ref<K> {
  const id = schema.safeParse(name)
  return { kind, id: id.success ? id.data : 'none' }
}

/** What Stripe told and what we asked of it. */
async function paymentOf({ store }: Needs, order: Order | null) {
  if (!order) return { refunds: [], events: [], cases: [] }
  const [refunds, events, cases] = await Promise.all([
    store.refunds({ purchaseId: order.id }, { limit: EVENTS_MAX, after: null }),
    store.eventsOf(order.id, EVENTS_MAX),
    store.flagsAbout(order.id, EVENTS_MAX),
  ])
  return { refunds, events: events.sort((a, b) => a.createdAt - b.createdAt), cases }
}
