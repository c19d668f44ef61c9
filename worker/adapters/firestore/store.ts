// The store port over Firestore: guarded commits, and the queries of the use cases.
import { PurchaseId } from '../../../shared/ids.ts'
import type { Kind, Store, Stored } from '../../ports.ts'
import type { FirestoreClient, Meter, StructuredQuery } from './client.ts'
import { SPELLINGS } from './documents.ts'
import { decodeDocument, guardedCommit, type Pacing, readDocuments, retryRead } from './guarded.ts'
import type { PackageReader } from './packages.ts'
import { ordersDueOf, ordersOf, pendingOrdersOf, rowsOf } from './queries.ts'

export interface StoreOptions {
  readonly client: FirestoreClient
  readonly pacing: Pacing
  readonly packages: PackageReader
  readonly meter: Meter
}

export function createStore({ client, pacing, packages, meter }: StoreOptions): Store {
  async function query<K extends Kind>(kind: K, q: Omit<StructuredQuery, 'from'>) {
    const from = [{ collectionId: SPELLINGS[kind].collection }]
    const documents = await retryRead(pacing, () => client.runQuery({ from, ...q }))
    return documents.map((document) => decodeDocument(kind, document) as Stored[K])
  }

  return {
    atomically: (refs, decide) => guardedCommit(client, pacing, refs, decide),
    read: (refs) => readDocuments(client, pacing, refs),
    packages: () => packages.read(meter),
    rowsOf: (userId, filter, page) => query('row', rowsOf(userId, filter, page)),
    ordersOf: (userId, statuses, page) => query('order', ordersOf(userId, statuses, page)),

    async ordersDue(now, shards, limit) {
      const share = Math.ceil(limit / shards)
      const queries = Array.from({ length: shards }, (_, shard) =>
        query('order', ordersDueOf(shard, now, share)),
      )
      const due = (await Promise.all(queries)).flat()
      const soonest = due.sort((a, b) => (a.nextCheckAt ?? 0) - (b.nextCheckAt ?? 0))
      return soonest.slice(0, limit).map(({ id }) => PurchaseId.parse(id))
    },

    async pendingOrdersOf(packageId, limit) {
      const orders = await query('order', pendingOrdersOf(packageId, limit))
      return orders.map(({ id }) => PurchaseId.parse(id))
    },
  }
}
