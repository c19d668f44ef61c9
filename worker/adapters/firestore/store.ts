// The store port over Firestore: guarded commits, and the queries of the use cases.
import type { createFirestoreClient as createLibraryClient } from 'firebase-rest-firestore'
import { Outage } from '../../../shared/failure.ts'
import { PackageId, PurchaseId } from '../../../shared/ids.ts'
import { type Micros, SHARDS } from '../../domain/ledger.ts'
import type { TokenPackage } from '../../domain/purchase.ts'
import type { Kind, Page, Store, Stored } from '../../ports.ts'
import type { FirestoreClient, Meter, StructuredQuery } from './client.ts'
import { SPELLINGS } from './documents.ts'
import { decodeDocument, guardedCommit, type Pacing, readDocuments, retryRead } from './guarded.ts'
import { toInstant, toMicros, type Value } from './values.ts'

type Direction = NonNullable<StructuredQuery['orderBy']>[number]['direction']

export interface StoreOptions {
  readonly client: FirestoreClient
  readonly pacing: Pacing
  /** Reads documents that hold no money. */
  readonly library: ReturnType<typeof createLibraryClient>
  readonly libraryTimeoutMs: number
  readonly meter: Meter
}

export function createStore(options: StoreOptions): Store {
  const { client, pacing } = options

  async function query<K extends Kind>(kind: K, q: Omit<StructuredQuery, 'from'>) {
    const from = [{ collectionId: SPELLINGS[kind].collection }]
    const documents = await retryRead(pacing, () => client.runQuery({ from, ...q }))
    return documents.map((document) => decodeDocument(kind, document) as Stored[K])
  }

  async function ids(q: Omit<StructuredQuery, 'from'>): Promise<PurchaseId[]> {
    const orders = await query('order', q)
    return orders.map((order) => PurchaseId.parse(order.id))
  }

  return {
    atomically: (refs, decide) => guardedCommit(client, pacing, refs, decide),
    read: (refs) => readDocuments(client, pacing, refs),
    packages: () => readPackages(options),

    rowsOf: (userId, filter, page) =>
      query('row', {
        where: and(
          field('userId', 'EQUAL', text(userId)),
          filter.type && field('type', 'EQUAL', text(filter.type)),
          filter.from !== undefined && field('timestamp', 'GREATER_THAN_OR_EQUAL', at(filter.from)),
          filter.to !== undefined && field('timestamp', 'LESS_THAN', at(filter.to)),
        ),
        orderBy: [by('timestamp', 'DESCENDING'), by('seq', 'DESCENDING')],
        ...after(page, (tie) => ({ integerValue: String(tie) })),
      }),

    ordersOf: (userId, statuses, page) =>
      query('order', {
        where: and(
          field('userId', 'EQUAL', text(userId)),
          statuses.length > 0 && field('status', 'IN', list(statuses.map(text))),
        ),
        orderBy: [by('createdAt', 'DESCENDING'), by('id', 'DESCENDING')],
        ...after(page, (tie) => text(String(tie))),
      }),

    async ordersDue(now, limit) {
      const shards = Array.from({ length: SHARDS }, (_, shard) =>
        query('order', {
          where: and(
            field('shard', 'EQUAL', { integerValue: String(shard) }),
            field('nextCheckAt', 'LESS_THAN_OR_EQUAL', at(now)),
          ),
          orderBy: [by('nextCheckAt', 'ASCENDING')],
          limit: Math.ceil(limit / SHARDS),
        }),
      )
      const due = (await Promise.all(shards)).flat()
      const soonest = due.sort((a, b) => (a.nextCheckAt ?? 0) - (b.nextCheckAt ?? 0))
      return soonest.slice(0, limit).map(({ id }) => PurchaseId.parse(id))
    },

    pendingOrdersOf: (packageId, limit) =>
      ids({
        where: and(
          field('packageId', 'EQUAL', text(packageId)),
          field('status', 'EQUAL', text('pending')),
        ),
        limit,
      }),
  }
}

type Filter = { fieldFilter: { field: { fieldPath: string }; op: string; value: Value } }

const text = (value: string): Value => ({ stringValue: value })
const at = (value: Micros): Value => ({ timestampValue: toInstant(value) })
const list = (values: Value[]): Value => ({ arrayValue: { values } })
const by = (fieldPath: string, direction: Direction) => ({ field: { fieldPath }, direction })

function field(fieldPath: string, op: string, value: Value): Filter {
  return { fieldFilter: { field: { fieldPath }, op, value } }
}

function and(...parts: (Filter | false | '' | undefined)[]) {
  return { compositeFilter: { op: 'AND', filters: parts.filter((part) => !!part) } }
}

function after(page: Page, tie: (value: number | string) => Value) {
  if (!page.after) return { limit: page.limit }
  const values = [at(page.after.at), tie(page.after.tie)]
  return { limit: page.limit, startAt: { values, before: false } }
}

const PACKAGES_MAX = 200

/** By firebase-rest-firestore: packages hold no money, and its numbers are exact below 2^53. */
async function readPackages(options: StoreOptions): Promise<TokenPackage[]> {
  options.meter.calls += 1
  const timeout = AbortSignal.timeout(options.libraryTimeoutMs)
  const aborted = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(new TypeError('packages: no answer')))
  })
  try {
    const found = options.library.collection('packages').orderBy('sortOrder').limit(PACKAGES_MAX)
    const snapshot = await Promise.race([found.get(), aborted])
    options.meter.reads += Math.max(1, snapshot.size)
    return snapshot.docs.map((document) =>
      packageOf(document.id, document.data() as LibraryPackage),
    )
  } catch (cause) {
    throw new Outage('STORE_UNAVAILABLE', 'packages could not be read', { cause })
  }
}

/** The library takes `id` for its own and turns times into Dates; the rest is as we wrote it. */
type LibraryPackage = Omit<TokenPackage, 'createdAt' | 'id'> & { createdAt: Date }

function packageOf(id: string, found: LibraryPackage): TokenPackage {
  const createdAt = toMicros(found.createdAt.toISOString())
  return { ...found, id: PackageId.parse(id), createdAt }
}
