// What can become of a payment at Stripe, step by step, and the events that can be told of it.

import type { World } from '../faults/world.ts'
import { sdkFor } from '../start.ts'

/** Ids at Stripe, of what exists by then. */
export type Objects = Partial<Record<Thing, string>>
type Thing =
  | 'session'
  | 'intent'
  | 'charge'
  | 'refund'
  | 'dispute'
  | 'warning'
  | 'price'
  | 'product'
type Step = (world: World, objects: Objects) => Promise<void>

const control = async (world: World, path: string, body: object = {}): Promise<string> => {
  const answer = await world.harness.control(path, body)
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

const refund =
  (amount: number): Step =>
  async (world, objects) => {
    const made = await sdkFor(world.harness).refunds.create({
      charge: objects.charge ?? '',
      amount,
    })
    objects.refund = made.id
  }
const refundFails: Step = async (world, { refund: id }) => {
  await control(world, `refunds/${id}`, { status: 'failed' })
}
const dispute =
  (terms: object = {}): Step =>
  async (world, objects) => {
    objects.dispute = await control(world, `charges/${objects.charge}/dispute`, terms)
  }
const decided =
  (outcome: 'won' | 'lost' | 'warning_closed' | 'escalated' | 'taken_up_again'): Step =>
  async (world, { dispute: id }) => {
    await control(world, `disputes/${id}`, { outcome })
  }
const warned: Step = async (world, objects) => {
  objects.warning = await control(world, `charges/${objects.charge}/early_fraud_warning`)
}

/** What should be left of the purchase, by the rules alone: tokens, and what is forbidden. */
export interface Scenario {
  readonly steps: readonly Step[]
  readonly taken: number
  readonly restriction: 'none' | 'purchases'
  /** Those that wait for people in the end. */
  readonly cases: readonly string[]
}
const THIRD = 183
const QUIET = { restriction: 'none', cases: [] } as const
const WARNED = { restriction: 'purchases', cases: ['fraud_warning'] } as const
const DISPUTED = { taken: 550, restriction: 'purchases', cases: ['dispute'] } as const

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  everything: {
    steps: [refund(333), refund(200), refundFails, dispute(), decided('won'), warned],
    taken: THIRD,
    ...WARNED,
  },
  'part refunded': { steps: [refund(333)], taken: THIRD, ...QUIET },
  'refund failed': { steps: [refund(999), refundFails], taken: 0, ...QUIET },
  disputed: { steps: [dispute()], ...DISPUTED },
  'refunded, disputed and won': {
    steps: [refund(333), dispute(), decided('won')],
    taken: THIRD,
    ...QUIET,
  },
  'disputed and lost': { steps: [dispute(), decided('lost')], ...DISPUTED },
  'won, then lost after all': {
    steps: [dispute(), decided('won'), decided('taken_up_again')],
    ...DISPUTED,
  },
  'asked about': {
    steps: [dispute({ inquiry: true }), decided('warning_closed')],
    taken: 0,
    ...QUIET,
  },
  'asked about, then disputed': {
    steps: [dispute({ inquiry: true }), decided('escalated')],
    ...DISPUTED,
  },
  'warned of': { steps: [warned], taken: 0, ...WARNED },
}

/** Each event type of money-rules 5, and what it is about. */
export const EVENTS: Readonly<Record<string, Thing>> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'charge.refunded': 'charge',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'radar.early_fraud_warning.created': 'warning',
  'payment_intent.payment_failed': 'intent',
  'price.updated': 'price',
  'price.deleted': 'price',
  'product.updated': 'product',
  'product.deleted': 'product',
  'payment_intent.succeeded': 'intent',
  'charge.succeeded': 'charge',
}
