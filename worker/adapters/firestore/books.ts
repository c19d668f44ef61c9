// Readings for checks of the books: a document that was changed by hand into something else is told
// by its id, and the others are read all the same.
import { UserId } from '../../../shared/ids.ts'
import type { Found } from '../../domain/difference.ts'
import type { Micros } from '../../domain/ledger.ts'
import type { Books, Kind, Looked, Ref, Stored } from '../../ports.ts'
import { type FirestoreClient, FirestoreRefusal, type StoredDocument } from './client.ts'
import { pathOf } from './documents.ts'
import type { Pacing } from './guarded.ts'
import { commitmentsOf, eventsKept, flagsBy, ordersOf, rowsOf } from './queries.ts'
import * as queries from './queries-books.ts'
import type { Query } from './query-parts.ts'
import { isReadable, readably } from './readable.ts'
import { namesOf, retryRead } from './reading.ts'
import type { Add, AskDocuments } from './store.ts'
import { decodeFields } from './values.ts'
import { decodeDocument } from './writes.ts'

interface Reading {
  readonly client: FirestoreClient
  readonly pacing: Pacing
  readonly ask: AskDocuments
  readonly add: Add
}

export function booksOf({ client, pacing, ask, add }: Reading): Books {
  const found = finderOf(ask)
  return {
    look: (refs) => look(client, pacing, refs),
    walk: (kind, after, limit) => {
      const name = after === null ? null : client.nameOf(pathOf(kind, after))
      return found(kind, queries.byName(name, limit))
    },
    rowsFound: (userId, filter, page) =>
      found('row', rowsOf(userId, filter, page), ['timestamp', 'seq']),
    ordersFound: (userId, page) => found('order', ordersOf(userId, [], page), ['createdAt', 'id']),
    commitmentsFound: (userId, page) =>
      found('commitment', commitmentsOf(userId, {}, page), ['committedAt', 'id']),

    firstRows: (after, limit) => {
      const name = after === null ? null : client.nameOf(pathOf('row', after))
      return found('row', queries.firstRows(name, limit))
    },
    rulingsFound: (ids, limit) => found('ruling', queries.rulingsAbout(ids, limit)),
    firstEntries: (limit) => found('audit', queries.firstEntries(limit)),
    entriesAsking: (hashes, limit) => found('audit', queries.entriesAsking(hashes, limit)),
    entriesAbout: (targets, limit) => found('audit', queries.entriesAbout(targets, limit)),
    eventsKept: (limit) => found('event', eventsKept(limit)),
    checkpointsOf: (userId) => found('checkpoint', queries.checkpointsOf(userId)),
    flags: async (filter, page) => {
      const flags = await found('flag', flagsBy(filter, page))
      return flags.flatMap(({ value }) => value ?? [])
    },
    alertsUnheard: async (limit) => {
      const alerts = await found('alert', queries.alertsUnheard(limit))
      return alerts.flatMap(({ value }) => value ?? [])
    },

    reports: async (filter, page) => {
      const reports = await found('report', queries.reportsBy(filter, page))
      return reports.flatMap(({ value }) => value ?? [])
    },
    rowsBetween: (stretch, shards) =>
      found('row', queries.rowsBetween(stretch, shards), ['timestamp', 'id']),
    rowsWithHashes: (hashes) => found('row', queries.rowsWithHashes(hashes)),

    ...addedUp(add),
  }
}

/** A document that can't be read doesn't hide the others. */
export const finderOf = (ask: AskDocuments) =>
  async function found<K extends Kind>(kind: K, query: Query, order?: Order) {
    return (await ask(kind, query)).map((document) => foundFrom(kind, document, order))
  }

function addedUp(add: Add): Pick<Books, 'openStakes' | 'supplySince' | 'countRowsUntil'> {
  return {
    async openStakes(userId) {
      const wanted = ['tokensCommitted']
      const { sums } = await add('commitment', queries.openStakesOf(userId), wanted)
      return sums.tokensCommitted ?? 0
    },

    async supplySince(since, shards) {
      const moved = await add('row', queries.rowsSince(since, shards), [...ROW_SUMS])
      try {
        const all = await add('wallet', {}, [...BALANCE_SUMS], moved.readTime)
        return { rows: supplyOf(moved.sums, ROW_SUMS), balances: supplyOf(all.sums, BALANCE_SUMS) }
      } catch (error) {
        // Too long ago by now; asked anew it is another moment.
        if (error instanceof FirestoreRefusal && GONE.has(error.status)) return null
        throw error
      }
    },

    async countRowsUntil(until, shards) {
      // With the sums it needs no index of its own.
      return (await add('row', queries.rowsUntil(until, shards), [...ROW_SUMS])).count
    },
  }
}

const ROW_SUMS = ['dAvailable', 'dCommitted', 'dOwed'] as const
const BALANCE_SUMS = ['availableTokens', 'committedTokens', 'owedTokens'] as const
/** The local database has no history at all. */
const GONE = new Set(['INVALID_ARGUMENT', 'UNIMPLEMENTED'])

function supplyOf(
  sums: Readonly<Record<string, number>>,
  [available, committed, owed]: readonly [string, string, string],
) {
  return {
    available: sums[available] ?? 0,
    committed: sums[committed] ?? 0,
    owed: sums[owed] ?? 0,
  }
}

/** Names of the fields that a list is ordered by: a time, and what breaks ties. */
type Order = readonly [time: string, tie: string]

export function foundFrom<K extends Kind>(
  kind: K,
  document: StoredDocument,
  order?: Order,
): Found<Stored[K]> {
  const id = document.name.slice(document.name.lastIndexOf('/') + 1)
  const value = readably(() => decodeDocument(kind, document) as Stored[K])
  const owner = UserId.safeParse(fieldIn(document, 'userId'))
  return {
    id,
    value: isReadable(kind, value) ? value : null,
    owner: owner.success ? owner.data : null,
    writtenAt: document.updateTime,
    ...(order && { at: placeIn(document, order) }),
  }
}

/** One field by itself: the others may be anything. */
function fieldIn({ fields = {} }: StoredDocument, name: string): unknown {
  const value = fields[name]
  return readably<unknown>(() => value && (decodeFields({ value }) as { value: unknown }).value)
}

function placeIn(document: StoredDocument, [time, tie]: Order): Found<never>['at'] {
  const [at, other] = [fieldIn(document, time), fieldIn(document, tie)]
  const isPlace = Number.isSafeInteger(at) && ['string', 'number'].includes(typeof other)
  return isPlace ? { at: at as Micros, tie: other as string | number } : null
}

async function look<R extends Record<string, Ref>>(
  client: FirestoreClient,
  pacing: Pacing,
  refs: R,
): Promise<Looked<R>> {
  const names = namesOf(client, Object.values(refs))
  if (names.length === 0) return {} as Looked<R>
  const documents = await retryRead(pacing, () => client.batchGet(names))
  const entries = Object.entries(refs).map(([key, { kind, id }]) => {
    const document = documents.get(client.nameOf(pathOf(kind, id)))
    return [key, document ? foundFrom(kind, document) : null]
  })
  return Object.fromEntries(entries) as Looked<R>
}
