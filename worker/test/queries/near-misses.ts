// Documents of which nearly all fail nearly every query by one field, so that whoever reads more
// than the results is seen doing it.
import {
  AdjustmentId,
  CommitmentId,
  PackageId,
  PayoutJobId,
  PredictionId,
  PurchaseId,
  RefundId,
  ResolutionId,
  RulingId,
  UserId,
} from '../../../shared/ids.ts'
import type { TokenTransaction } from '../../domain/ledger.ts'
import type { OrderStatus } from '../../domain/purchase.ts'
import type { Change } from '../../ports.ts'
import { predictionOf, RAIN } from '../betting.ts'
import { sha256 } from '../movements.ts'
import { CREATED_AT, orderOf } from '../orders.ts'
import { ALICE, BOB } from '../people.ts'
import { SAMPLES } from '../samples.ts'

const SECOND = 1_000_000
const COUNT = 108
/** Half of the documents of each kind are older, half newer. */
export const MIDDLE = CREATED_AT + (COUNT / 2) * SECOND
export const DONE = CREATED_AT + COUNT * SECOND

/** Ids in no order that anything else has. */
const scattered = (kind: string, n: number): string => sha256(`${kind} ${n}`).slice(0, 40)
export const orderIdOf = (n: number) => PurchaseId.parse(`pur_${scattered('order', n)}`)
export const commitmentIdOf = (n: number) => CommitmentId.parse(`cmt_${scattered('bet', n)}`)
export const adjustmentIdOf = (n: number) =>
  AdjustmentId.parse(`adj_${scattered('adjustment', n).slice(0, 20)}`)
export const rulingIdOf = (n: number) =>
  RulingId.parse(`rul_${scattered('ruling', n).slice(0, 20)}`)
export const refundIdOf = (n: number) => RefundId.parse(`rfd_${scattered('refund', n)}`)
export const resolutionIdOf = (n: number) =>
  ResolutionId.parse(`res_${scattered('resolution', n).slice(0, 20)}`)
export const letterIdOf = (n: number): string => sha256(`letter ${n}`)
export const flagIdOf = (n: number): string => `order_${scattered('flag', n)}`
export const predictionIdOf = (n: number) =>
  PredictionId.parse(`prd_${scattered('prediction', n).slice(0, 24)}`)

const USERS = [ALICE, BOB, UserId.parse('carol')]
const PREDICTIONS = [RAIN, predictionIdOf(1), predictionIdOf(2)]
const ORDER_STATES: OrderStatus[] = ['creating', 'pending', 'credited', 'failed', 'mismatch']

/** Gives out the digits of n, so that every choice meets every other. */
function choicesOf(n: number) {
  let rest = n
  return <T>(among: readonly T[]): T => {
    const chosen = among[rest % among.length] as T
    rest = Math.floor(rest / among.length)
    return chosen
  }
}

/** Every microsecond is used three times, so that only the id tells those apart. */
const timeOf = (n: number): number => CREATED_AT + Math.floor(((n * 37) % COUNT) / 3) * 3 * SECOND

/** Each is the next one's row before. */
export function rowOf(n: number): TokenTransaction {
  const choose = choicesOf(n)
  return {
    ...SAMPLES.row,
    id: scattered('row', n),
    userId: choose(USERS),
    type: choose(['commit', 'win', 'loss'] as const),
    predictionId: choose(PREDICTIONS),
    resolutionVersion: choose([1, 2]),
    timestamp: timeOf(n),
    seq: n,
    hash: scattered('hash', n),
    prevHash: n === 0 ? '' : scattered('hash', n - 1),
  }
}

const MAKERS: readonly ((n: number) => Change)[] = [
  (n) => ({ ref: { kind: 'row', id: rowOf(n).id }, value: rowOf(n) }),
  (n) => {
    const choose = choicesOf(n)
    const id = orderIdOf(n)
    const value = orderOf({
      id,
      userId: choose(USERS),
      status: choose(ORDER_STATES),
      packageId: choose(['starter', 'popular', 'pro'].map((text) => PackageId.parse(text))),
      createdAt: timeOf(n),
      nextCheckAt: n % 4 === 0 ? null : timeOf(n + 1),
      shard: n % 8,
    })
    return { ref: { kind: 'order', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = predictionIdOf(n)
    const value = predictionOf(timeOf(n), {
      id,
      status: choose(['open', 'draft', 'resolved'] as const),
      category: choose(['weather', 'sport', 'science']),
      closesAt: timeOf(n + 1),
    })
    return { ref: { kind: 'prediction', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = commitmentIdOf(n)
    const value = {
      ...SAMPLES.commitment,
      id,
      userId: choose(USERS),
      predictionId: choose(PREDICTIONS),
      status: choose(['active', 'won', 'lost'] as const),
      position: choose(['yes', 'no'] as const),
      settledVersion: choose([0, 1]),
      committedAt: timeOf(n),
    }
    return { ref: { kind: 'commitment', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = PayoutJobId.parse(`${predictionIdOf(n)}_v1`)
    const value = {
      ...SAMPLES.payoutJob,
      id,
      predictionId: choose(PREDICTIONS),
      state: choose(['running', 'done', 'blocked'] as const),
      createdAt: timeOf(n),
      nextCheckAt: n % 2 === 0 ? null : timeOf(n + 1),
    }
    return { ref: { kind: 'payoutJob', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = adjustmentIdOf(n)
    const state = choose(['proposed', 'approved', 'rejected'] as const)
    const value = { ...SAMPLES.adjustment, id, state, userId: choose(USERS), createdAt: timeOf(n) }
    return { ref: { kind: 'adjustment', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = rulingIdOf(n)
    const state = choose(['proposed', 'approved', 'rejected'] as const)
    const purchaseId = choose([orderIdOf(1), orderIdOf(2), orderIdOf(3)])
    const value = { ...SAMPLES.ruling, id, state, purchaseId, createdAt: timeOf(n) }
    return { ref: { kind: 'ruling', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = resolutionIdOf(n)
    const state = choose(['proposed', 'approved', 'rejected'] as const)
    const value = { ...SAMPLES.resolution, id, state, createdAt: timeOf(n) }
    return { ref: { kind: 'resolution', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = letterIdOf(n)
    const state = choose(['parked', 'driven', 'closed'] as const)
    const value = { ...SAMPLES.deadLetter, id, state, parkedAt: timeOf(n) }
    return { ref: { kind: 'deadLetter', id }, value }
  },
  (n) => {
    const choose = choicesOf(n)
    const id = flagIdOf(n)
    const state = choose(['open', 'closed'] as const)
    const value = { ...SAMPLES.flag, id, state, userId: choose(USERS), createdAt: timeOf(n) }
    return { ref: { kind: 'flag', id }, value }
  },
]

const eventOf = (n: number): Change => {
  const id = `evt_${scattered('event', n)}`
  const outcome = (['unhandled', 'done', 'parked'] as const)[n % 3] ?? 'done'
  return { ref: { kind: 'event', id }, value: { ...SAMPLES.event, id, outcome } }
}

const refundOf = (n: number): Change => {
  const choose = choicesOf(n)
  const id = refundIdOf(n)
  const value = {
    ...SAMPLES.refund,
    id,
    state: choose(['sent', 'requested', 'failed'] as const),
    purchaseId: choose([orderIdOf(1), orderIdOf(2), orderIdOf(3)]),
    requestedAt: timeOf(n),
    nextCheckAt: n % 2 === 0 ? null : timeOf(n + 1),
  }
  return { ref: { kind: 'refund', id }, value }
}

const reportAt = (n: number): Change => {
  const kind = choicesOf(n)(['ledger', 'night'] as const)
  const id = `ledger_${scattered('report', n)}`
  const value = { ...SAMPLES.report, id, kind, finishedAt: timeOf(n) }
  return { ref: { kind: 'report', id }, value }
}

const packageOf = (id: string, sortOrder: number): Change => ({
  ref: { kind: 'package', id },
  value: { ...SAMPLES.package, id: PackageId.parse(id), sortOrder },
})

export const NEAR_MISSES: readonly Change[] = [
  ...['starter', 'popular', 'pro'].map(packageOf),
  { ref: { kind: 'auditHead', id: SAMPLES.auditHead.actor }, value: SAMPLES.auditHead },
  ...Array.from({ length: COUNT }, (_, n) => eventOf(n)),
  ...Array.from({ length: COUNT }, (_, n) => refundOf(n)),
  ...[...MAKERS, reportAt].flatMap((make) => Array.from({ length: COUNT }, (_, n) => make(n))),
]
