// Counts and sums over whole collections: one call each, a read for each thousand of them.
import type { Counts } from '../../ports-stats.ts'
import * as queries from './count-queries.ts'
import type { Add } from './store.ts'

export function countsOf(add: Add): Counts {
  const count = async (...asked: Parameters<Add>) => (await add(...asked)).count
  return {
    async countOrders(from, to, shards) {
      const window = { from, to, shards }
      const of = (status: string | null) =>
        count('order', queries.ordersCreated(window, status), [])
      const [credited, expired, failed] = await Promise.all([
        of('credited'),
        of('expired'),
        of('failed'),
      ])
      // Last: then there are no fewer of them than of those.
      return { created: await of(null), credited, expired, failed }
    },

    async takings() {
      const credited = queries.creditedOrders()
      const [{ sums: sold }, { sums: back }] = await Promise.all([
        add('order', credited, ['priceUsdCents', 'tokens']),
        // Apart: orders from before anything could go back have no such field, and were paid too.
        add('order', credited, ['paid.refundedCents', 'paid.withdrawnCents']),
      ])
      return {
        creditedCents: sold.priceUsdCents ?? 0,
        boughtTokens: sold.tokens ?? 0,
        refundedCents: back['paid.refundedCents'] ?? 0,
        withdrawnCents: back['paid.withdrawnCents'] ?? 0,
      }
    },

    async countWaiting(proposedAfter) {
      const proposed = queries.proposedSince(proposedAfter)
      const [cases, adjustments, rulings, resolutions, deadLetters] = await Promise.all([
        count('flag', queries.openFlags(), []),
        count('adjustment', proposed, []),
        count('ruling', proposed, []),
        count('resolution', proposed, []),
        count('deadLetter', queries.parkedLetters(), []),
      ])
      return { cases, adjustments, rulings, resolutions, deadLetters }
    },
  }
}
