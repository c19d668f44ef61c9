// What rows come from: each purchase has its order, each stake its commitment, each adjustment its
// decision, and whatever follows from one of them has it as well. One look for all of a page.
import { AdjustmentId, CommitmentId, PurchaseId } from '../../shared/ids.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Difference, Found } from '../domain/difference.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { faultsOfAdjustmentRow } from '../domain/reconcile-adjustment.ts'
import { faultsOfCommitRow, unreadableCommitment } from '../domain/reconcile-commitment.ts'
import { faultsOfPurchaseRow, unreadableOrder } from '../domain/reconcile-order.ts'
import {
  faultOfSource,
  holding,
  isPosted,
  sourceOf,
  wrongInReturn,
  wrongInSettlement,
  wrongInUndoing,
} from '../domain/reconcile-source.ts'
import type { Kind, Ref, Services } from '../ports.ts'

const ADJUSTS = 'adjust_'

interface Checked {
  readonly differences: readonly Difference[]
  readonly calls: number
}
type Looked = Readonly<Record<string, Found<unknown> | null>>
type Refs = Record<string, Ref>

export async function checkSources(
  { store }: Pick<Services, 'store'>,
  rows: readonly TokenTransaction[],
): Promise<Checked> {
  if (rows.length === 0) return { calls: 0, differences: [] }
  const refs: Refs = {}
  for (const ref of rows.flatMap(refsOf)) refs[nameOf(ref)] = ref
  const looked: Looked = Object.keys(refs).length === 0 ? {} : await store.look(refs)
  const differences = rows.flatMap((row) => faultsIn(row, looked))
  const undone = await checkUndone({ store }, rows, looked)
  return { calls: 1 + undone.calls, differences: [...differences, ...undone.differences] }
}

const nameOf = ({ kind, id }: Ref): string => `${kind} ${id}`

const read = <T>(looked: Looked, kind: Kind, id: string | undefined): Found<T> | null =>
  (looked[nameOf({ kind, id: `${id}` })] ?? null) as Found<T> | null

/** None: it names nothing that could be there. */
function refsOf(row: TokenTransaction): Ref[] {
  const { id, type, relatedId, metadata } = row
  switch (type) {
    case 'purchase':
      return refOf('order', PurchaseId.safeParse(relatedId))
    case 'commit':
      return refOf('commitment', CommitmentId.safeParse(metadata.commitmentId))
    case 'adjustment':
      return refOf('adjustment', AdjustmentId.safeParse(id.slice(ADJUSTS.length)))
    default:
      return refsOfSource(row)
  }
}

interface Named {
  readonly success: boolean
  readonly data?: string
}
const refOf = (kind: Kind, { success, data }: Named): Ref[] =>
  success ? [{ kind, id: String(data) }] : []

function refsOfSource(row: TokenTransaction): Ref[] {
  const source = sourceOf(row)
  if (!source) return []
  if (source.kind === 'returned') return [{ kind: 'order', id: source.purchaseId }]
  const { commitmentId: id } = source
  const undone = source.kind === 'undone' ? [{ kind: 'row', id: source.rowId } as const] : []
  return [{ kind: 'commitment', id }, ...undone]
}

function faultsIn(row: TokenTransaction, looked: Looked): Difference[] {
  const [ref] = refsOf(row)
  const found = (ref && looked[nameOf(ref)]) ?? null
  switch (row.type) {
    case 'purchase':
      return faultsOfPurchaseRow(row, (found?.value ?? null) as Order | null)
    case 'commit':
      return [
        ...faultsOfCommitRow(row, found as Found<Commitment> | null),
        ...faultOfSource(row, isPosted(row, holding(row)) ? [] : ['postings']),
      ]
    case 'adjustment':
      return faultsOfAdjustmentRow(row, found as Found<Adjustment> | null)
    default:
      return faultsOfSource(row, looked)
  }
}

function faultsOfSource(row: TokenTransaction, looked: Looked): Difference[] {
  const source = sourceOf(row)
  if (!source) return faultOfSource(row, ['id'])
  if (source.kind === 'returned') {
    const order = read<Order>(looked, 'order', source.purchaseId)
    if (order && !order.value) return [unreadableOrder(order, row.userId)]
    const wrong = order?.value ? wrongInReturn(row, source.number, order.value) : ['order']
    return faultOfSource(row, wrong)
  }
  const commitment = read<Commitment>(looked, 'commitment', source.commitmentId)
  if (commitment && !commitment.value) return [unreadableCommitment(commitment, row.userId)]
  if (source.kind === 'settled') {
    return faultOfSource(row, wrongInSettlement(row, source.version, commitment))
  }
  const settled = read<TokenTransaction>(looked, 'row', source.rowId)
  return faultOfSource(row, wrongInUndoing(row, source.version, commitment, settled))
}

/** Whatever a later resolution settled anew was taken back before. */
async function checkUndone(
  { store }: Pick<Services, 'store'>,
  rows: readonly TokenTransaction[],
  looked: Looked,
): Promise<Checked> {
  const known = new Set(rows.map(({ id }) => id))
  const older = rows.filter((row) => {
    const source = sourceOf(row)
    if (source?.kind !== 'settled' || known.has(undoingOf(row))) return false
    const commitment = read<Commitment>(looked, 'commitment', source.commitmentId)?.value
    return (commitment?.settledVersion ?? 0) > source.version
  })
  if (older.length === 0) return { differences: [], calls: 0 }
  const refs = Object.fromEntries(
    older.map((row) => [row.id, { kind: 'row', id: undoingOf(row) } as const]),
  )
  const found: Looked = await store.look(refs)
  const lost = older.filter(({ id }) => !found[id])
  return { differences: lost.flatMap((row) => faultOfSource(row, ['twice'])), calls: 1 }
}

const undoingOf = ({ id }: TokenTransaction): string => `reverse_${id}`
