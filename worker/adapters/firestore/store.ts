// The store port over Firestore: guarded commits, and the queries of the use cases.
import type {
  Books,
  ConsoleReads,
  Counts,
  Kind,
  Log,
  Neighbours,
  Store,
  Stored,
} from '../../ports.ts'
import { booksOf, finderOf } from './books.ts'
import type {
  Added,
  Sums as AddedUp,
  FirestoreClient,
  Meter,
  StoredDocument,
  StructuredQuery,
} from './client.ts'
import { consoleReadsOf } from './console.ts'
import { countsOf } from './counts.ts'
import { SPELLINGS } from './documents.ts'
import { dueOf } from './due.ts'
import { guardedCommit, type Pacing } from './guarded.ts'
import type { Joiner } from './joiner.ts'
import type { Known } from './known.ts'
import { expectIndex } from './missing-index.ts'
import type { PackageReader } from './packages.ts'
import * as queries from './queries.ts'
import { walletWithin } from './read-wallet.ts'
import { readDocuments, retryRead, rowsBent } from './reading.ts'
import { decodeDocument } from './writes.ts'

export interface StoreOptions {
  readonly client: FirestoreClient
  readonly pacing: Pacing
  readonly packages: PackageReader
  readonly meter: Meter
  readonly known: Known
  readonly joiner: Joiner
  readonly log: Pick<Log, 'error'>
}

export function createStore(options: StoreOptions): Store {
  const { client, pacing, packages, meter, known, joiner } = options
  const context = { client, pacing, known }
  const settling = { ...context, decode: rowsBent }
  const [ask, add] = [askerOf(options), adderOf(options)]
  return {
    atomically: (refs, decide, how) =>
      guardedCommit(how?.settling ? settling : context, refs, decide, how),
    joined: (userId, refs, decide) => joiner.join(context, userId, refs, decide),
    warm: (refs) => known.fetch(refs),
    wallet: (userId, version) => walletWithin(context, userId, version),
    read: (refs) => readDocuments(context, refs),
    packages: () => packages.read(meter),
    ...queriesOf(decoded(ask)),
    // One that nobody can read keeps no other from being settled.
    unsettled: (id, version, limit) =>
      finderOf(ask)('commitment', queries.unsettledOf(id, version, limit)),
    ...dueOf(ask),
    ...sumsOf(add),
    ...booksOf({ client, pacing, ask, add }),
    ...countsOf(add),
    ...consoleReadsOf({ ask, query: decoded(ask), add }),
  }
}

type Queries = Omit<
  Store,
  | 'atomically'
  | 'joined'
  | 'warm'
  | 'wallet'
  | 'read'
  | 'packages'
  | 'unsettled'
  | keyof Dues
  | keyof Sums
  | keyof Books
  | keyof Counts
  | keyof ConsoleReads
>
type Dues = ReturnType<typeof dueOf>
type Sums = Pick<Store, 'countRows' | 'stakesIn' | 'settledRows'>

type Query = Omit<StructuredQuery, 'from'>
export type Ask = <K extends Kind>(kind: K, query: Query) => Promise<Stored[K][]>
type Asking = Pick<StoreOptions, 'client' | 'pacing' | 'log'>

export type AskDocuments = (kind: Kind, query: Query) => Promise<StoredDocument[]>

const askerOf = ({ client, pacing, log }: Asking): AskDocuments =>
  async function ask(kind, query) {
    const { collection } = SPELLINGS[kind]
    const from = [{ collectionId: collection }]
    return expectIndex(log, { collection, query }, () =>
      retryRead(pacing, () => client.runQuery({ from, ...query })),
    )
  }

const decoded = (ask: AskDocuments): Ask =>
  async function query<K extends Kind>(kind: K, asked: Query) {
    const documents = await ask(kind, asked)
    return documents.map((document) => decodeDocument(kind, document) as Stored[K])
  }

/** The first row of a person has none before it. */
async function neighboursOf(query: Ask, { hash, prevHash }: Stored['row']): Promise<Neighbours> {
  const [[older = null] = [], [newer = null]] = await Promise.all([
    prevHash ? query('row', queries.rowWithHash(prevHash)) : undefined,
    query('row', queries.rowAfterHash(hash)),
  ])
  return { older, newer }
}

export type Add = (
  kind: Kind,
  query: Added,
  sums: readonly string[],
  readTime?: string,
) => Promise<AddedUp>

const adderOf = ({ client, pacing, log }: Asking): Add =>
  async function add(kind, query, sums, readTime) {
    const { collection } = SPELLINGS[kind]
    return expectIndex(log, { collection, query, sums }, () =>
      retryRead(pacing, () => client.aggregate(collection, query, sums, readTime)),
    )
  }

type Orders = Pick<Store, 'ordersOf' | 'ordersReviewed' | 'refunds'>

function ordersBy(query: Ask): Orders {
  return {
    ordersOf: (userId, statuses, page) => query('order', queries.ordersOf(userId, statuses, page)),

    ordersReviewed: (status, page) => query('order', queries.ordersReviewed(status, page)),

    refunds: (filter, page) => query('refund', queries.refundsBy(filter, page)),
  }
}

function queriesOf(query: Ask): Queries {
  return {
    rowsOf: (userId, filter, page) => query('row', queries.rowsOf(userId, filter, page)),
    neighboursOf: (row) => neighboursOf(query, row),
    ...ordersBy(query),

    predictions: (filter, page) => query('prediction', queries.predictionsBy(filter, page)),

    commitmentsOf: (userId, filter, page) =>
      query('commitment', queries.commitmentsOf(userId, filter, page)),
    commitmentsIn: (id, after, limit) =>
      query('commitment', queries.commitmentsIn(id, after, limit)),

    async holdsCommitment(id, userId) {
      return (await query('commitment', queries.heldBy(id, userId))).length > 0
    },

    payoutJobs: (filter, limit) => query('payoutJob', queries.payoutJobsBy(filter, limit)),

    adjustments: (filter, page) => query('adjustment', queries.proposalsBy(filter, page)),
    rulings: (filter, page) => query('ruling', queries.proposalsBy(filter, page)),
    resolutions: (filter, page) => query('resolution', queries.proposalsBy(filter, page)),
    rulingsOf: (id, limit) => query('ruling', queries.rulingsOf(id, limit)),
    deadLetters: (filter, page) => query('deadLetter', queries.deadLettersBy(filter, page)),
    async oldestParked() {
      const [oldest] = await query('deadLetter', queries.oldestParked())
      return oldest?.parkedAt ?? null
    },
  }
}

function sumsOf(add: Add): Sums {
  return {
    async countRows(userId, filter, most) {
      const page = { limit: most, after: null }
      return (await add('row', queries.rowsOf(userId, filter, page), [])).count
    },

    async stakesIn(id, side) {
      const wanted = ['potentialWinning', 'tokensCommitted']
      const { count, sums } = await add('commitment', queries.stakesIn(id, side), wanted)
      const { tokensCommitted: stakes = 0, potentialWinning: winnings = 0 } = sums
      return { count, stakes, winnings }
    },

    async settledRows(id, version) {
      const wanted = ['dBook', 'dCommitted']
      const { count: rows, sums } = await add('row', queries.settledBy(id, version), wanted)
      return { rows, book: sums.dBook ?? 0, committed: sums.dCommitted ?? 0 }
    },
  }
}
