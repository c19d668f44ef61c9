// Orders that others speak of: whose slot a balance keeps, and whom a case waits for. Whoever
// deletes one that was paid, and not credited, else leaves nothing that asks for it.
import { PurchaseId } from '../../shared/ids.ts'
import type { Difference, Found } from '../domain/difference.ts'
import type { Wallet } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'

const CASES_MAX = 200
/** Of the books themselves: what they are about may be gone. */
const OF_BOOKS = 'recon_'

export const NAMED_ORDERS_CALLS = 2

/** Asked after what names them: each came with its order, and none is ever deleted. */
export async function checkNamedOrders(
  { store }: Pick<Services, 'store'>,
  { userId, openOrders }: Wallet,
): Promise<Difference[]> {
  const page = { limit: CASES_MAX, after: null }
  const cases = await store.flags({ state: 'open', userId }, page)
  const waiting = cases.filter(({ id }) => !id.startsWith(OF_BOOKS))
  const named = [...Object.keys(openOrders ?? {}), ...waiting.map(({ purchaseId }) => purchaseId)]
  const ids = new Set(named.filter((id) => id !== null))
  const known = [...ids].filter((id) => PurchaseId.safeParse(id).success)
  const found: Readonly<Record<string, Found<Order> | null>> = await store.look(
    Object.fromEntries(known.map((id) => [id, { kind: 'order', id } as const])),
  )
  const missing = [...ids].filter((id) => !isTheirs(found[id], userId))
  return missing.map((id) => {
    const purchase = PurchaseId.safeParse(id)
    const purchaseId = purchase.success ? purchase.data : null
    return { kind: 'order_missing', id, userId, purchaseId, facts: {} }
  })
}

/** One that can't be read is named by itself. */
function isTheirs(found: Found<Order> | null | undefined, userId: Wallet['userId']): boolean {
  if (!found) return false
  return found.value === null || found.value.userId === userId
}
