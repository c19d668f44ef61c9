// Orders against their rows, both as they are at one moment.

import { type PurchaseId, RefundId } from '../../shared/ids.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { purchaseRowId, reversalRowId } from '../domain/keys.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import {
  faultsOfOrder,
  faultsOfRefunding,
  faultsOfRefused,
  faultsOfTaken,
} from '../domain/reconcile-order.ts'
import type { Refund } from '../domain/refund.ts'
import type { Ref, Services } from '../ports.ts'

/** Far more than refunds and disputes of one payment: of more the newest are looked at. */
const REVERSALS_MAX = 50

const reversalsOf = (order: Order | null): number => order?.reversals ?? 0

/** Of its newest reversals. */
function numbersOf(order: Order | null): number[] {
  const last = reversalsOf(order)
  const count = Math.min(last, REVERSALS_MAX)
  return Array.from({ length: count }, (_, at) => last - count + at + 1)
}

export async function checkOrders(
  { store, hash }: Pick<Services, 'store' | 'hash'>,
  found: readonly Found<Order>[],
): Promise<{ readonly differences: readonly Difference[]; readonly calls: number }> {
  if (found.length === 0) return { differences: [], calls: 0 }
  const refs: Record<string, Ref<'order'> | Ref<'row'> | Ref<'refund'>> = {}
  for (const { id, value } of found) {
    refs[`order ${id}`] = { kind: 'order', id }
    const refundId = RefundId.safeParse(value?.refunding)
    if (refundId.success) refs[`refund ${id}`] = { kind: 'refund', id: refundId.data }
    const sessionId = value?.sessionId
    if (sessionId) refs[`row ${id}`] = { kind: 'row', id: purchaseRowId(sessionId) }
    for (const n of [...numbersOf(value), reversalsOf(value) + 1]) {
      refs[`taken ${id} ${n}`] = { kind: 'row', id: reversalRowId(id as PurchaseId, n) }
    }
  }
  // Once more, so that a credit between the two is no difference.
  const now = await store.look(refs)
  const differences = found.flatMap(({ id, value }) => {
    const order = now[`order ${id}`] as Found<Order> | null
    const row = now[`row ${id}`] as Found<never> | null | undefined
    const refund = now[`refund ${id}`] as Found<Refund> | null | undefined
    if (!order) return []
    const reversal = (n: number) =>
      (now[`taken ${id} ${n}`] as Found<TokenTransaction> | null)?.value ?? null
    const taken = { own: numbersOf(value).map(reversal), next: reversal(reversalsOf(value) + 1) }
    // Another one came between the two looks.
    const isMoved = order.value?.reversals !== value?.reversals
    return [
      ...faultsOfOrder(order, row?.value ?? null, hash.sha256),
      ...(order.value && !isMoved ? faultsOfTaken(order.value, taken) : []),
      ...(order.value && order.value.refunding === value?.refunding
        ? faultsOfRefunding(order.value, refund?.value ?? null)
        : []),
    ]
  })
  const orders = found.flatMap(({ id }) => (now[`order ${id}`] as Found<Order> | null)?.value ?? [])
  const refused = await checkRefused({ store }, orders)
  return { differences: [...differences, ...refused.differences], calls: 1 + refused.calls }
}

/** As many orders as one query may name. */
const REFUSED_MAX = 30
/** Of so many orders; whoever finds more has named a fault at worst that is none. */
const RULINGS_MAX = 1_000

/** Asked after the orders: each was refused in the commit of its ruling. */
async function checkRefused({ store }: Pick<Services, 'store'>, orders: readonly Order[]) {
  const refused = orders.filter(({ status }) => status === 'refused')
  const differences: Difference[] = []
  let calls = 0
  for (let at = 0; at < refused.length; at += REFUSED_MAX) {
    const some = refused.slice(at, at + REFUSED_MAX)
    const rulings = await store.rulingsFound(
      some.map(({ id }) => id),
      RULINGS_MAX,
    )
    differences.push(...some.flatMap((order) => faultsOfRefused(order, rulings)))
    calls += 1
  }
  return { differences, calls }
}
