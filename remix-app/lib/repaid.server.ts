// What of a purchase repaid a debt: its row in the history knows.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { TransactionList } from '../../shared/api/wallet.ts'
import { callApi, type Visit } from './api.server.ts'

/** The row has the time of the credit, or one that makes it the later of two. */
const AROUND_MS = 60_000

/** 0 also when it can't be read: the wallet's history says it all the same. */
export async function repaidBy(visit: Visit, purchase: PurchaseView): Promise<number> {
  const { purchaseId, creditedAt } = purchase
  if (creditedAt === null) return 0
  const at = Date.parse(creditedAt)
  const query = new URLSearchParams({
    type: 'purchase',
    from: new Date(at - AROUND_MS).toISOString(),
    to: new Date(at + AROUND_MS).toISOString(),
  })
  const rows = await callApi<TransactionList>(visit, `/api/wallet/transactions?${query}`)
  const row = rows.ok ? rows.value.items.find(({ relatedId }) => relatedId === purchaseId) : null
  return row ? row.amount - (row.balanceAfter - row.balanceBefore) : 0
}
