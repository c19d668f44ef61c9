// What is due at the crons, or waits for what an admin did. A document that was changed by hand
// into something else keeps no other from its turn: it is told by its name.
import type * as z from 'zod'
import { PayoutJobId, PredictionId, PurchaseId, RefundId } from '../../../shared/ids.ts'
import type { Found } from '../../domain/difference.ts'
import type { Due, Kind, Store, Stored } from '../../ports.ts'
import { foundFrom } from './books.ts'
import * as queries from './queries.ts'
import type { AskDocuments } from './store.ts'

type Dues = Pick<
  Store,
  'ordersDue' | 'pendingOrdersOf' | 'predictionsDue' | 'payoutJobsDue' | 'refundsDue'
>

export function dueOf(ask: AskDocuments): Dues {
  const found = async <K extends Kind>(kind: K, query: Parameters<AskDocuments>[1]) =>
    (await ask(kind, query)).map((document) => foundFrom(kind, document))

  return {
    async ordersDue(now, shards, limit) {
      const share = Math.ceil(limit / shards)
      const each = Array.from({ length: shards }, (_, shard) =>
        found('order', queries.ordersDueOf(shard, now, share)),
      )
      const due = (await Promise.all(each)).flat()
      const at = ({ value }: (typeof due)[number]): number => value?.nextCheckAt ?? 0
      return sorted(due.sort((a, b) => at(a) - at(b)).slice(0, limit), PurchaseId)
    },

    async pendingOrdersOf(packageId, limit) {
      const pending = await found('order', queries.pendingOrdersOf(packageId, limit))
      return pending.flatMap(({ id }) => PurchaseId.safeParse(id).data ?? [])
    },

    predictionsDue: async (now, limit) =>
      sorted(await found('prediction', queries.predictionsDueAt(now, limit)), PredictionId),

    payoutJobsDue: async (now, limit) =>
      sorted(await found('payoutJob', queries.payoutJobsDueAt(now, limit)), PayoutJobId),

    refundsDue: async (now, limit) =>
      sorted(await found('refund', queries.refundsDueAt(now, limit)), RefundId),
  }
}

/** By their names, whatever they call themselves. */
function sorted<K extends Kind, N extends z.ZodType>(
  found: readonly Found<Stored[K]>[],
  name: N,
): Due<z.output<N>> {
  const ids: z.output<N>[] = []
  const bent: Found<never>[] = []
  for (const each of found) {
    const id = name.safeParse(each.id)
    const says = (each.value as { readonly id?: unknown } | null)?.id
    if (id.success && says === each.id) ids.push(id.data)
    else bent.push({ ...each, value: null })
  }
  return { ids, bent }
}
