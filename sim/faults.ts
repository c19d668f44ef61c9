// What can become of one call. Drawn from the call's own stream of chance, so that a call meets the
// same fate however the others are ordered around it.
import type { Chance } from './chance.ts'

export const SERVICES = ['firestore', 'stripe', 'queue', 'noticeboard', 'archive'] as const
export type Service = (typeof SERVICES)[number]

/** The service's words for a refusal, and what else can go wrong. */
export const FATES = {
  ok: 'carried out and answered',
  ABORTED: 'refused before anything happened',
  RESOURCE_EXHAUSTED: 'refused before anything happened',
  UNAVAILABLE: 'refused before anything happened',
  INTERNAL: 'refused before anything happened',
  DEADLINE_EXCEEDED: 'refused before anything happened',
  denied: 'carried out, and answered with an error of the server',
  cut: 'carried out, and the connection lost before the answer',
  silent: 'carried out, and nothing heard of it until the timeout',
  gone: 'never arrives; the caller waits until the timeout',
  late: 'carried out some time after the caller gave up',
  garbage: 'carried out, and answered with something unreadable',
  crashBefore: 'the isolate dies at this call, which never arrives',
  crashAfter: 'the isolate dies once this call was carried out',
} as const
export type Fate = keyof typeof FATES
export type Fault = Exclude<Fate, 'ok'>
export const FAULTS = (Object.keys(FATES) as Fate[]).filter((fate): fate is Fault => fate !== 'ok')

const HTTP_FAULTS: Readonly<Record<Fault, number>> = {
  ABORTED: 2,
  RESOURCE_EXHAUSTED: 1,
  UNAVAILABLE: 2,
  INTERNAL: 1,
  DEADLINE_EXCEEDED: 1,
  denied: 3,
  cut: 3,
  silent: 2,
  gone: 1,
  late: 3,
  garbage: 2,
  crashBefore: 0.3,
  crashAfter: 0.4,
}
/** A binding of the platform, and a cache, have fewer ways to fail. */
const FEW: Partial<Record<Fault, number>> = {
  UNAVAILABLE: 3,
  cut: 3,
  late: 2,
  crashBefore: 0.3,
  crashAfter: 0.4,
}
export const FAULTS_OF: Readonly<Record<Service, Partial<Record<Fault, number>>>> = {
  firestore: HTTP_FAULTS,
  stripe: HTTP_FAULTS,
  queue: FEW,
  noticeboard: FEW,
  archive: FEW,
}

/** Calls that everybody makes kill less often, or nobody would get anything done. */
const FREQUENT: ReadonlySet<string> = new Set([
  ...['firestore.commit', 'firestore.batchGet', 'noticeboard.get', 'noticeboard.put'],
])
const FEW_CRASHES = { crashBefore: 0.05, crashAfter: 0.1 }
const MANY_CRASHES = { crashBefore: 1.5, crashAfter: 1.5 }

/** Calls that are rare meet faults more often, or some of these would never be tried. */
const RARE: Readonly<Record<string, number>> = {
  'firestore.runQuery': 2,
  'firestore.runAggregationQuery': 5,
  'stripe.checkout.sessions.create': 6,
  'stripe.checkout.sessions.retrieve': 2,
  'stripe.checkout.sessions.list': 20,
  'stripe.checkout.sessions.expire': 10,
  'stripe.paymentIntents.retrieve': 10,
  'stripe.prices.retrieve': 2,
  'stripe.refunds.create': 6,
  'stripe.refunds.list': 2,
  'stripe.disputes.list': 2,
  'stripe.charges.retrieve': 6,
  'stripe.refunds.retrieve': 6,
  'stripe.disputes.retrieve': 6,
  'stripe.radar.earlyFraudWarnings.retrieve': 20,
  'queue.sendBatch': 3,
  'archive.put': 6,
}
const RATE_MAX = 0.7

export interface FaultPlan {
  /** Share of calls that meet one; 0 once the world is healed. */
  rate: number
  /** Left out while shrinking. */
  readonly without: ReadonlySet<Fault>
  /** Refuses everything for a while. */
  down: Service | null
}

export function fateOf(plan: FaultPlan, service: Service, kind: string, chance: Chance): Fate {
  if (plan.down === service && plan.rate > 0) return 'UNAVAILABLE'
  const rate = Math.min(RATE_MAX, plan.rate * (RARE[kind] ?? 1))
  const strikes = chance.fraction() < rate
  const crashes = FREQUENT.has(kind) ? FEW_CRASHES : (RARE[kind] ?? 0) > 5 ? MANY_CRASHES : {}
  const fault = chance.weighted({ ...FAULTS_OF[service], ...crashes } as Record<Fault, number>)
  return strikes && !plan.without.has(fault) ? fault : 'ok'
}
