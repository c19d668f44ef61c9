// What a run has tried and met, as numbers that add up over seeds and processes.
import { FAULTS, FAULTS_OF, type Fate, type Fault, type Service } from './faults.ts'

export type Counts = Record<string, number>
export type Report = ReturnType<typeof createReport>

/** Every call that the product makes here. */
const KINDS: Readonly<Record<string, Service>> = {
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
}
const ROW_TYPES = [
  ...['purchase', 'commit', 'win', 'loss', 'refund void', 'refund late', 'reversal'],
  ...['refund dispute', 'reinstate'],
]
/** Everything that use cases refuse here; doors and sign-in have tests of their own. */
const REFUSALS = [
  ...['IDEMPOTENCY_KEY_REUSED', 'PACKAGE_NOT_FOUND', 'PURCHASE_NOT_FOUND', 'PREDICTION_NOT_FOUND'],
  ...['PAYOUT_JOB_NOT_FOUND', 'CONFLICT_OF_INTEREST', 'ACCOUNT_CLOSING', 'PURCHASES_RESTRICTED'],
  ...['COMMITMENTS_RESTRICTED', 'SELF_EXCLUDED', 'PREDICTION_CLOSED', 'ODDS_CHANGED'],
  ...['PREDICTION_STATE', 'PREDICTION_NOT_LOCKED', 'ALREADY_RESOLVED', 'RESOLUTION_STALE'],
  ...['RESOLUTION_FINAL', 'PAYOUT_NOT_BLOCKED', 'CHANGED_TOO_SOON', 'PACKAGE_INACTIVE'],
  ...['OPEN_ORDERS_EXCEEDED', 'LIMIT_EXCEEDED', 'INSUFFICIENT_TOKENS', 'CHECKOUT_REFUSED'],
  ...['PACKAGE_OUT_OF_SYNC', 'PRICE_MISMATCH', 'REQUEST_INVALID'],
]

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

/** The cells that nothing has hit. */
export function zeroCells(counts: Counts): string[] {
  const calls = Object.entries(KINDS).flatMap(([kind, service]) =>
    faultsFor(service).map((fault) => `call|${kind}|${fault}`),
  )
  const rows = ROW_TYPES.map((type) => `row|${type}`)
  const refusals = REFUSALS.map((code) => `refusal|${code}`)
  return [...calls, ...rows, ...refusals].filter((key) => !counts[key])
}

const faultsFor = (service: Service): Fault[] =>
  FAULTS.filter((fault) => (FAULTS_OF[service][fault] ?? 0) > 0)

export function tableOf(counts: Counts): string {
  const columns = Object.keys(KINDS).map((kind) => kind.split('.').slice(-2).join('.'))
  const width = 12
  const head = ['', ...columns].map((name) => name.slice(-width).padStart(width + 1)).join('')
  const lines = ['ok' as Fate, ...FAULTS].map((fate) => {
    const cells = Object.entries(KINDS).map(([kind, service]) => {
      const possible = fate === 'ok' || (FAULTS_OF[service][fate] ?? 0) > 0
      return possible ? String(counts[`call|${kind}|${fate}`] ?? 0) : '-'
    })
    return [fate.slice(0, width), ...cells].map((cell) => cell.padStart(width + 1)).join('')
  })
  const list = (prefix: string, names: readonly string[]): string =>
    names.map((name) => `${name} ${counts[`${prefix}|${name}`] ?? 0}`).join(', ')
  return [
    'Calls and what became of them',
    head,
    ...lines,
    `Rows: ${list('row', ROW_TYPES)}`,
    `Refusals: ${list('refusal', REFUSALS)}`,
    `Operations: ${operationsOf(counts)}`,
  ].join('\n')
}

function operationsOf(counts: Counts): string {
  const sums = new Map<string, number>()
  for (const [key, by] of Object.entries(counts)) {
    const [kind, label = ''] = key.split('|')
    if (kind === 'operation') sums.set(label, (sums.get(label) ?? 0) + by)
  }
  const share = Math.round((100 * (counts.moved ?? 0)) / (counts.operations ?? 1))
  const each = [...sums].sort(([, a], [, b]) => b - a).map(([label, n]) => `${label} ${n}`)
  return `${counts.operations ?? 0}, ${share} % moved tokens; ${each.join(', ')}`
}
