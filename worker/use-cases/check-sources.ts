// What rows come from: each purchase has its order, each stake its commitment, each adjustment its
// decision. One look for all of a page.
import { AdjustmentId, CommitmentId, PurchaseId } from '../../shared/ids.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Difference, Found } from '../domain/difference.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { faultsOfAdjustmentRow } from '../domain/reconcile-adjustment.ts'
import { faultsOfCommitRow } from '../domain/reconcile-commitment.ts'
import { faultsOfPurchaseRow } from '../domain/reconcile-order.ts'
import type { Ref, Services } from '../ports.ts'

const ADJUSTS = 'adjust_'

export async function checkSources(
  { store }: Pick<Services, 'store'>,
  rows: readonly TokenTransaction[],
): Promise<{ readonly calls: number; readonly differences: readonly Difference[] }> {
  const sourced = rows.filter(({ type }) => type in FAULTS) as Sourced[]
  if (sourced.length === 0) return { calls: 0, differences: [] }
  const refs: Record<string, Ref> = {}
  for (const row of sourced) {
    const ref = refOf(row)
    if (ref) refs[row.id] = ref
  }
  const found: Readonly<Record<string, Found<unknown> | null>> = await store.look(refs)
  const differences = sourced.flatMap((row) => FAULTS[row.type](row, found[row.id] ?? null))
  return { calls: 1, differences }
}

type Sourced = TokenTransaction & { readonly type: keyof typeof FAULTS }
type Source = Found<unknown> | null

const FAULTS = {
  purchase: (row: TokenTransaction, found: Source) =>
    faultsOfPurchaseRow(row, (found?.value ?? null) as Order | null),
  commit: (row: TokenTransaction, found: Source) =>
    faultsOfCommitRow(row, found as Found<Commitment> | null),
  adjustment: (row: TokenTransaction, found: Source) =>
    faultsOfAdjustmentRow(row, found as Found<Adjustment> | null),
} as const

/** Null: what it names is nothing that could be there. */
function refOf({ id, type, relatedId, metadata }: Sourced): Ref | null {
  const [kind, named] = {
    purchase: ['order', PurchaseId.safeParse(relatedId)],
    commit: ['commitment', CommitmentId.safeParse(metadata.commitmentId)],
    adjustment: ['adjustment', AdjustmentId.safeParse(id.slice(ADJUSTS.length))],
  }[type] as [Ref['kind'], { readonly success: boolean; readonly data?: string }]
  return named.success ? { kind, id: String(named.data) } : null
}
