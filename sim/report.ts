// What a run has tried and met, as numbers that add up over seeds and processes.
import { FAULTS, FAULTS_OF, type Fate, type Fault, type Service } from './faults.ts'

export type Counts = Record<string, number>
export type Report = ReturnType<typeof createReport>

/** Every call that the product makes here. */
export const KINDS: Readonly<Record<string, Service>> = {
  'firestore.commit': 'firestore',
  'firestore.batchGet': 'firestore',
  'firestore.runQuery': 'firestore',
  'firestore.runAggregationQuery': 'firestore',
  'stripe.checkout.sessions.create': 'stripe',
  'stripe.checkout.sessions.retrieve': 'stripe',
  'stripe.checkout.sessions.list': 'stripe',
  'stripe.checkout.sessions.expire': 'stripe',
  'stripe.prices.retrieve': 'stripe',
  'stripe.paymentIntents.retrieve': 'stripe',
  'stripe.refunds.create': 'stripe',
  'stripe.refunds.list': 'stripe',
  'stripe.refunds.retrieve': 'stripe',
  'stripe.disputes.list': 'stripe',
  'stripe.disputes.retrieve': 'stripe',
  'stripe.charges.retrieve': 'stripe',
  'stripe.radar.earlyFraudWarnings.retrieve': 'stripe',
  'queue.sendBatch': 'queue',
  'noticeboard.get': 'noticeboard',
  'noticeboard.put': 'noticeboard',
  'archive.put': 'archive',
  'archive.get': 'archive',
}
export const ROW_TYPES = [
  ...['purchase', 'commit', 'win', 'loss', 'refund void', 'refund late', 'reversal'],
  ...['refund dispute', 'refund card_refund', 'reinstate', 'adjustment'],
]
/** Everything that use cases refuse here; doors and sign-in have tests of their own. */
export const REFUSALS = [
  ...['IDEMPOTENCY_KEY_REUSED', 'PACKAGE_NOT_FOUND', 'PURCHASE_NOT_FOUND', 'PREDICTION_NOT_FOUND'],
  ...['PAYOUT_JOB_NOT_FOUND', 'CONFLICT_OF_INTEREST', 'ACCOUNT_CLOSING', 'PURCHASES_RESTRICTED'],
  ...['COMMITMENTS_RESTRICTED', 'SELF_EXCLUDED', 'PREDICTION_CLOSED', 'ODDS_CHANGED'],
  ...['PREDICTION_STATE', 'PREDICTION_NOT_LOCKED', 'ALREADY_RESOLVED', 'RESOLUTION_STALE'],
  ...['RESOLUTION_FINAL', 'PAYOUT_NOT_BLOCKED', 'CHANGED_TOO_SOON', 'PACKAGE_INACTIVE'],
  ...['OPEN_ORDERS_EXCEEDED', 'LIMIT_EXCEEDED', 'INSUFFICIENT_TOKENS', 'CHECKOUT_REFUSED'],
  ...['PACKAGE_OUT_OF_SYNC', 'PRICE_MISMATCH', 'REQUEST_INVALID'],
]

/** What people do when money goes wrong, and all that may become of it. */
export const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  'quote refund': [
    ...['ok', 'PURCHASE_NOT_FOUND', 'PURCHASE_NOT_CREDITED', 'PURCHASE_DISPUTED'],
    ...['REFUND_EXCEEDS', 'REFUND_UNDER_WAY', 'PAYMENT_UNFIT'],
  ],
  refund: [
    ...['ok', 'CONFLICT_OF_INTEREST', 'REFUND_STALE', 'REFUND_UNDER_WAY', 'REFUND_EXCEEDS'],
    ...['failed', 'lost'],
  ],
  propose: ['ok', 'USER_NOT_FOUND', 'ACCOUNT_CLOSING', 'LIMIT_EXCEEDED', 'failed'],
  approve: [
    ...['ok', 'ADJUSTMENT_NOT_FOUND', 'SELF_APPROVAL_FORBIDDEN', 'PROPOSAL_EXPIRED'],
    ...['PROPOSAL_DECIDED', 'failed'],
  ],
  reject: ['ok', 'PROPOSAL_DECIDED', 'PROPOSAL_EXPIRED'],
  'propose ruling': [
    ...['ok', 'PURCHASE_NOT_FOUND', 'CONFLICT_OF_INTEREST', 'PURCHASE_NOT_IN_REVIEW'],
    'PAYMENT_UNFIT',
  ],
  'approve ruling': [
    ...['ok', 'RULING_NOT_FOUND', 'SELF_APPROVAL_FORBIDDEN', 'PROPOSAL_DECIDED'],
    'PAYMENT_NOT_RETURNED',
  ],
  'reject ruling': ['ok'],
  'approve outcome': ['ok', 'SELF_APPROVAL_FORBIDDEN', 'PROPOSAL_DECIDED'],
  'reject outcome': ['ok'],
  hold: ['ok', 'REQUEST_INVALID', 'USER_NOT_FOUND', 'failed'],
  lift: ['ok', 'HOLD_NOT_FOUND', 'CONFLICT_OF_INTEREST'],
  'close case': ['ok', 'FLAG_NOT_FOUND'],
  'replay letter': ['ok', 'DEAD_LETTER_NOT_FOUND', 'DEAD_LETTER_UNREADABLE', 'failed'],
  'close letter': ['ok', 'DEAD_LETTER_NOT_FOUND'],
  thaw: ['LEDGER_NOT_FROZEN'],
  quarter: ['ok', 'failed', 'lost'],
  night: ['ok', 'failed', 'lost'],
  'queue reconcile': ['ok', 'lost'],
  'queue refund': ['ok'],
  'reconcile all': ['ok'],
}
/** Done at Stripe, where nobody asks us. */
export const HANDS = [
  ...['refund by hand', 'refund succeeded', 'refund failed', 'inquiry', 'dispute', 'prevented'],
  ...['escalated', 'warning_closed', 'won', 'lost', 'fraud warning'],
  'paid elsewhere',
]
/** What comparisons of the books said. */
export const COMPARED = ['ledger agrees', 'night not_compared']

export function createReport(counts: Counts = {}) {
  const count = (key: string, by = 1): void => {
    counts[key] = (counts[key] ?? 0) + by
  }
  return {
    counts,
    met: (kind: string, fate: Fate) => count(`call|${kind}|${fate}`),
    row: (type: string) => count(`row|${type}`),
    refusal: (code: string) => count(`refusal|${code}`),
    alarm: (event: string) => count(`alarm|${event}`),
    /** What somebody did at Stripe. */
    hand: (what: string) => count(`hand|${what}`),
    compared: (what: string) => count(`compared|${what}`),
    operation(label: string, ending: string): void {
      count('operations')
      count(`operation|${label}|${ending}`)
    },
    /** It wrote at least one row, by itself or as a member of a joined commit. */
    moved: () => count('moved'),
    seed: () => count('seeds'),
    merge(other: Counts): void {
      for (const [key, by] of Object.entries(other)) count(key, by)
    },
  }
}

export interface Tried {
  /** Of all cells of the table, those that were hit; 0 to 1. */
  readonly share: number
  /** The cells that nothing has hit. */
  readonly untried: readonly string[]
  /** What people do of which no ending at all was met. */
  readonly idle: readonly string[]
}

export function tried(counts: Counts): Tried {
  const calls = Object.entries(KINDS).flatMap(([kind, service]) =>
    faultsFor(service).map((fault) => `call|${kind}|${fault}`),
  )
  const rows = ROW_TYPES.map((type) => `row|${type}`)
  const refusals = REFUSALS.map((code) => `refusal|${code}`)
  const deeds = Object.keys(OUTCOMES)
  const outcomesOf = (label: string) =>
    (OUTCOMES[label] ?? []).map((ending) => `operation|${label}|${ending}`)
  const hands = HANDS.map((what) => `hand|${what}`)
  const compared = COMPARED.map((what) => `compared|${what}`)
  const cells = [
    ...calls,
    ...rows,
    ...refusals,
    ...deeds.flatMap(outcomesOf),
    ...hands,
    ...compared,
  ]
  const untried = cells.filter((key) => !counts[key])
  const idle = deeds.filter((label) => !outcomesOf(label).some((key) => counts[key]))
  return { share: 1 - untried.length / cells.length, untried, idle }
}

const faultsFor = (service: Service): Fault[] =>
  FAULTS.filter((fault) => (FAULTS_OF[service][fault] ?? 0) > 0)
