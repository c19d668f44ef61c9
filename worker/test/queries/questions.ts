// Everything the product can ask Firestore besides reading documents by name: each query of the
// store with every set of filters, on its first page, on a later one, and to the end. A new query
// or a new filter has no place here until it is written down, so it doesn't compile.
import { PackageId, type PredictionId } from '../../../shared/ids.ts'
import { SHARDS } from '../../domain/ledger.ts'
import type {
  AdjustmentFilter,
  CommitmentFilter,
  DeadLetterFilter,
  FlagFilter,
  Page,
  PayoutJobFilter,
  PredictionFilter,
  RefundFilter,
  ReportFilter,
  RowFilter,
  RulingFilter,
  Store,
} from '../../ports.ts'
import { RAIN } from '../betting.ts'
import { ALICE, BOB } from '../people.ts'
import {
  adjustmentIdOf,
  commitmentIdOf,
  DONE,
  flagIdOf,
  letterIdOf,
  MIDDLE,
  orderIdOf,
  predictionIdOf,
  refundIdOf,
  resolutionIdOf,
  rowOf,
  rulingIdOf,
} from './near-misses.ts'

type NotAsked = 'atomically' | 'joined' | 'warm' | 'wallet' | 'read' | 'look'
type Query = Exclude<keyof Store, NotAsked>
type Questions = { readonly [Q in Query]: readonly Readonly<Parameters<Store[Q]>>[] }

export interface Question {
  readonly name: string
  ask(store: Store): Promise<unknown>
}

const FEW = 3
const ALL = 1_000

/** Every member with each of its values; `undefined` among them leaves it out. */
type Options<F> = { readonly [N in keyof F]-?: readonly F[N][] }

function combinations<F>(options: Options<F>): F[] {
  const members = Object.entries(options) as [string, readonly unknown[]][]
  const sets = members.reduce<Record<string, unknown>[]>(
    (made, [name, values]) =>
      made.flatMap((before) => values.map((value) => ({ ...before, [name]: value }))),
    [{}],
  )
  return sets as F[]
}

const pages = (tie: number | string): Page[] =>
  [FEW, ALL].flatMap((limit) => [
    { limit, after: null },
    { limit, after: { at: MIDDLE, tie } },
  ])

const ROW_FILTERS = combinations<RowFilter>({
  type: [undefined, 'commit'],
  from: [undefined, MIDDLE - 20_000_000],
  to: [undefined, MIDDLE + 20_000_000],
})
const COMMITMENT_FILTERS = [
  ...combinations<CommitmentFilter>({
    status: [undefined, 'won'],
    predictionId: [undefined, RAIN],
    predictionIds: [undefined],
  }),
  ...[[RAIN], [RAIN, predictionIdOf(1)]].map((predictionIds) => ({ predictionIds })),
]
/** What everybody may ask, and what an admin may. */
const PREDICTION_FILTERS: PredictionFilter[] = [
  ...combinations<PredictionFilter>({
    status: ['open'],
    category: [undefined, 'weather'],
    sort: ['closing', 'newest'],
  }),
  ...combinations<PredictionFilter>({
    status: [undefined, 'draft'],
    category: [undefined],
    sort: ['newest'],
  }),
]
const JOB_FILTERS = combinations<PayoutJobFilter>({
  state: [undefined, 'running'],
  predictionId: [undefined, RAIN],
})
const LEDGER_FILTERS = [
  ...combinations<Pick<RowFilter, 'type' | 'from' | 'to'>>({
    type: [undefined, 'commit'],
    from: [undefined, MIDDLE - 20_000_000],
    to: [undefined, MIDDLE + 20_000_000],
  }),
  ...[undefined, MIDDLE - 20_000_000].map((from) => ({ predictionId: RAIN, from })),
]
const REFUND_FILTERS = combinations<RefundFilter>({
  state: [undefined, 'sent'],
  purchaseId: [undefined, orderIdOf(1)],
})
const ADJUSTMENT_FILTERS = combinations<AdjustmentFilter>({
  state: [undefined, 'proposed'],
  userId: [undefined, ALICE],
})
const RULING_FILTERS = combinations<RulingFilter>({ state: [undefined, 'proposed'] })
const LETTER_FILTERS = combinations<DeadLetterFilter>({ state: [undefined, 'parked'] })
const FLAG_FILTERS = combinations<FlagFilter>({
  state: [undefined, 'open'],
  userId: [undefined, ALICE],
})
const ORDER_STATUSES = [[], ['credited'], ['creating', 'pending']] as const
const NOBODYS: PredictionId = predictionIdOf(99)

const QUESTIONS: Questions = {
  packages: [[]],
  rowsOf: ROW_FILTERS.flatMap((filter) => pages(30).map((page) => [ALICE, filter, page] as const)),
  countRows: ROW_FILTERS.flatMap((filter) =>
    [FEW, ALL].map((most) => [ALICE, filter, most] as const),
  ),
  neighboursOf: [0, 30, 107].map((n) => [rowOf(n)] as const),
  ordersOf: ORDER_STATUSES.flatMap((statuses) =>
    pages(orderIdOf(30)).map((page) => [ALICE, statuses, page] as const),
  ),
  ordersDue: [
    [MIDDLE, SHARDS, SHARDS * FEW],
    [DONE, SHARDS, ALL],
    [0, SHARDS, FEW],
  ],
  pendingOrdersOf: [FEW, ALL].map((limit) => [PackageId.parse('starter'), limit] as const),
  eventsKept: [[FEW], [ALL]],
  firstEntries: [[ALL]],
  entriesAsking: [
    [['a'], FEW],
    [['a', 'none'], ALL],
  ],
  entriesAbout: [[['starter', 'none'], ALL]],
  rulingsFound: [
    [[orderIdOf(1), orderIdOf(2)], ALL],
    [[orderIdOf(3)], FEW],
  ],
  predictions: PREDICTION_FILTERS.flatMap((filter) =>
    pages(predictionIdOf(30)).map((page) => [filter, page] as const),
  ),
  predictionsDue: [
    [MIDDLE, FEW],
    [DONE, ALL],
    [0, FEW],
  ],
  commitmentsOf: COMMITMENT_FILTERS.flatMap((filter) =>
    pages(commitmentIdOf(30)).map((page) => [ALICE, filter, page] as const),
  ),
  unsettled: [
    [RAIN, 1, FEW],
    [RAIN, 2, ALL],
    [NOBODYS, 1, FEW],
  ],
  commitmentsIn: [
    [RAIN, null, FEW],
    [RAIN, commitmentIdOf(30), ALL],
  ],
  holdsCommitment: [
    [RAIN, ALICE],
    [NOBODYS, ALICE],
  ],
  stakesIn: [
    [RAIN, 'yes'],
    [NOBODYS, 'no'],
  ],
  settledRows: [
    [RAIN, 1],
    [NOBODYS, 1],
  ],
  payoutJobs: JOB_FILTERS.flatMap((filter) => [[filter, FEW] as const, [filter, ALL] as const]),
  refunds: REFUND_FILTERS.flatMap((filter) =>
    pages(refundIdOf(30)).map((page) => [filter, page] as const),
  ),
  refundsDue: [
    [MIDDLE, FEW],
    [DONE, ALL],
  ],
  adjustments: ADJUSTMENT_FILTERS.flatMap((filter) =>
    pages(adjustmentIdOf(30)).map((page) => [filter, page] as const),
  ),
  ordersReviewed: pages(orderIdOf(30)).map((page) => ['mismatch', page] as const),
  rulings: RULING_FILTERS.flatMap((filter) =>
    pages(rulingIdOf(30)).map((page) => [filter, page] as const),
  ),
  resolutions: RULING_FILTERS.flatMap((filter) =>
    pages(resolutionIdOf(30)).map((page) => [filter, page] as const),
  ),
  rulingsOf: [FEW, ALL].map((limit) => [orderIdOf(1), limit] as const),
  deadLetters: LETTER_FILTERS.flatMap((filter) =>
    pages(letterIdOf(30)).map((page) => [filter, page] as const),
  ),
  oldestParked: [[]],
  flags: FLAG_FILTERS.flatMap((filter) =>
    pages(flagIdOf(30)).map((page) => [filter, page] as const),
  ),
  payoutJobsDue: [
    [MIDDLE, FEW],
    [DONE, ALL],
  ],
  walk: [
    ['row', null, FEW],
    ['row', rowOf(30).id, ALL],
    ['order', orderIdOf(30), FEW],
    ['wallet', null, ALL],
    ['payoutJob', null, ALL],
    ['auditHead', null, ALL],
  ],
  rowsFound: pages(30).map((page) => [ALICE, {}, page] as const),
  ordersFound: pages(orderIdOf(30)).map((page) => [ALICE, page] as const),
  commitmentsFound: pages(commitmentIdOf(30)).map((page) => [ALICE, page] as const),
  rowsBetween: [
    [{ from: 0, to: MIDDLE, after: null, limit: FEW }, SHARDS],
    [{ from: 0, to: DONE, after: null, limit: ALL }, SHARDS],
    [{ from: 0, to: DONE, after: { at: MIDDLE, tie: rowOf(30).id }, limit: FEW }, SHARDS],
  ],
  reports: combinations<ReportFilter>({ kind: [undefined, 'night'] }).flatMap((filter) =>
    pages('ledger_30').map((page) => [filter, page] as const),
  ),
  neighboursFound: [0, 30, 107].map((n) => [rowOf(n)] as const),
  rowsAmong: LEDGER_FILTERS.flatMap((filter) =>
    pages(rowOf(30).id).map((page) => [filter, page, SHARDS] as const),
  ),
  countRowsAmong: LEDGER_FILTERS.flatMap((filter) =>
    [FEW, ALL].map((most) => [filter, most, SHARDS] as const),
  ),
  ordersAmong: ORDER_STATUSES.flatMap((statuses) =>
    pages(orderIdOf(30)).map((page) => [statuses, page, SHARDS] as const),
  ),
  eventsOf: [[orderIdOf(1), ALL]],
  flagsAbout: [[orderIdOf(1), ALL]],
  eventsAbout: [['ch_1', ALL]],
  orderAtStripe: [['cs_test_none'], ['pi_none']],
  refundAtStripe: [['re_none']],
  firstRows: [
    [null, FEW],
    [null, ALL],
    [rowOf(0).id, FEW],
  ],
  checkpointsOf: [[ALICE], [BOB]],
  alertsUnheard: [[FEW], [ALL]],
  rowsWithHashes: [[[rowOf(1).hash, rowOf(2).hash, 'none']]],
  openStakes: [[ALICE], [BOB]],
  supplySince: [
    [MIDDLE, SHARDS],
    [0, SHARDS],
  ],
  countRowsUntil: [
    [MIDDLE, SHARDS],
    [0, SHARDS],
  ],
  countOrders: [
    [MIDDLE - 20_000_000, MIDDLE + 20_000_000, SHARDS],
    [0, MIDDLE, SHARDS],
  ],
  takings: [[]],
  countWaiting: [[MIDDLE], [0]],
}

export const ALL_QUESTIONS: readonly Question[] = Object.entries(QUESTIONS).flatMap(
  ([query, askings]) =>
    askings.map((parameters) => ({
      name: `${query}(${JSON.stringify(parameters).slice(1, -1)})`,
      // The table pairs query and parameters by type; TypeScript can't follow the pair out of it.
      ask: (store: Store) =>
        (store[query as Query] as (...given: readonly unknown[]) => Promise<unknown>)(
          ...parameters,
        ),
    })),
)
