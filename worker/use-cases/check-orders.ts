// Orders against their rows, both as they are at one moment.

import type { PurchaseId } from '../../shared/ids.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { purchaseRowId, reversalRowId } from '../domain/keys.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { faultsOfOrder, faultsOfTaken } from '../domain/reconcile-order.ts'
import type { Ref, Services } from '../ports.ts'

/** Far more than refunds and disputes of one payment. */
const REVERSALS_MAX = 50

/** Of its reversals, and of one that must not be there. */
function numbersOf(order: Order | null): number[] {
  const reversals = order && Number.isSafeInteger(order.reversals) ? order.reversals : 0
  const count = Math.min(Math.max(reversals, 0), REVERSALS_MAX) + 1
  return order ? Array.from({ length: count }, (_, at) => at + 1) : []
}

export async function checkOrders(
  { store, hash }: Pick<Services, 'store' | 'hash'>,
  found: readonly Found<Order>[],
): Promise<{ readonly differences: readonly Difference[]; readonly calls: number }> {
  if (found.length === 0) return { differences: [], calls: 0 }
  const refs: Record<string, Ref<'order'> | Ref<'row'>> = {}
  for (const { id, value } of found) {
    refs[`order ${id}`] = { kind: 'order', id }
    const sessionId = value?.sessionId
    if (sessionId) refs[`row ${id}`] = { kind: 'row', id: purchaseRowId(sessionId) }
    for (const n of numbersOf(value)) {
      refs[`taken ${id} ${n}`] = { kind: 'row', id: reversalRowId(id as PurchaseId, n) }
    }
  }
  // Once more, so that a credit between the two is no difference.
  const now = await store.look(refs)
  const differences = found.flatMap(({ id, value }) => {
    const order = now[`order ${id}`] as Found<Order> | null
    const row = now[`row ${id}`] as Found<never> | null | undefined
    if (!order) return []
    const taken = numbersOf(value).map((n) => {
      return (now[`taken ${id} ${n}`] as Found<TokenTransaction> | null)?.value ?? null
    })
    return [
      ...faultsOfOrder(order, row?.value ?? null, hash.sha256),
      ...(order.value ? faultsOfTaken(order.value, taken) : []),
    ]
  })
  return { differences, calls: 1 }
}
