// Nothing lost, nothing doubled: what users saw, what Stripe was paid and what the books say agree.
import { faultsIn } from '../../worker/test/faults/books.ts'
import type { Facts } from './facts.ts'
import type { Bought } from './user.ts'

export function violationsOf({ books, sessions, webhooks }: Facts, bought: readonly Bought[]) {
  const paid = sessions.filter(({ payment_status: status }) => status === 'paid')
  const credited = books.orders.filter(({ status }) => status === 'credited')
  const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0)
  const open = books.wallets.flatMap(({ openOrders }) => Object.keys(openOrders))
  const claims: [string, number, number][] = [
    ['orders for buyers', books.orders.length, bought.length],
    ['sessions at Stripe for orders', sessions.length, books.orders.length],
    ['credited orders for paid sessions', credited.length, paid.length],
    ['ledger rows for paid sessions', books.rows.length, paid.length],
    [
      'cents credited for cents paid',
      sum(credited.map(({ priceUsdCents }) => priceUsdCents)),
      sum(paid.map(({ amount_total: cents }) => cents ?? 0)),
    ],
    [
      'tokens in wallets for tokens of orders',
      sum(books.wallets.map(({ available }) => available)),
      sum(credited.map(({ tokens, bonusTokens }) => tokens + bonusTokens)),
    ],
    [
      'tokens in wallets for tokens that users saw',
      sum(books.wallets.map(({ available }) => available)),
      sum(bought.map(({ tokens }) => tokens)),
    ],
    ['open orders', open.length, 0],
    ['flags', books.flags.length, 0],
    ['dead letters', books.deadLetters.length, 0],
    ['webhooks still owed', webhooks.owed, 0],
  ]
  const unequal = claims.filter(([, is, should]) => is !== should)
  return [
    ...faultsIn(books),
    ...unequal.map(([claim, is, should]) => `${claim}: ${is}, not ${should}`),
    ...bought.flatMap(({ userId, purchaseId }) => doublesOf(userId, purchaseId, books.rows)),
  ]
}

function doublesOf(
  userId: string,
  purchaseId: string,
  rows: readonly { readonly userId: string; readonly relatedId: string | null }[],
): string[] {
  const own = rows.filter((row) => row.userId === userId && row.relatedId === purchaseId)
  return own.length === 1 ? [] : [`${purchaseId} was credited ${own.length} times`]
}
