// Orders against their rows, both as they are at one moment.
import type { Difference, Found } from '../domain/difference.ts'
import { purchaseRowId } from '../domain/keys.ts'
import type { Order } from '../domain/purchase.ts'
import { faultsOfOrder } from '../domain/reconcile-order.ts'
import type { Ref, Services } from '../ports.ts'

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
  }
  // Once more, so that a credit between the two is no difference.
  const now = await store.look(refs)
  const differences = found.flatMap(({ id }) => {
    const order = now[`order ${id}`] as Found<Order> | null
    const row = now[`row ${id}`] as Found<never> | null | undefined
    return order ? faultsOfOrder(order, row?.value ?? null, hash.sha256) : []
  })
  return { differences, calls: 1 }
}
