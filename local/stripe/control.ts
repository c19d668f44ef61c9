// `/__local/`: what a test or a developer does that the real API leaves to banks, cards and time.
import * as z from 'zod'
import {
  decide,
  escalate,
  existingDispute,
  openDispute,
  takeUpAgain,
  warnOfFraud,
} from './disputes.ts'
import { errorResponse, invalid, missing, StripeFault } from './errors.ts'
import type { DeliveryState } from './events.ts'
import { type Hostility, hostileTerms } from './hostile.ts'
import { settle } from './payment.ts'
import { existingCharge } from './payment-intents.ts'
import { deletePrice } from './prices.ts'
import { completeRefund, existingRefund, failRefund } from './refunds.ts'
import { existingSession } from './sessions.ts'
import type { Context, EventRow } from './types.ts'
import type { Delivered, Webhooks } from './webhooks.ts'

const EVENTS_SHOWN_MAX = 1000
const REDELIVERIES_MAX = 1000

const Settle = z.strictObject({ outcome: z.enum(['success', 'failure']).optional() })
const Dispute = z.strictObject({
  amount: z.int().min(1).optional(),
  reason: z.string().optional(),
  inquiry: z.boolean().optional(),
  prevented: z.boolean().optional(),
})
const Decision = z.strictObject({
  outcome: z.enum(['won', 'lost', 'warning_closed', 'escalated', 'taken_up_again']),
})
const RefundOutcome = z.strictObject({ status: z.enum(['failed', 'succeeded']) })
const Redeliver = z.strictObject({
  times: z.int().min(1).max(REDELIVERIES_MAX).default(1),
  concurrency: z.int().min(1).max(100).default(1),
})
const WebhookChange = z.strictObject({
  enabled: z.boolean().optional(),
  url: z.url().optional(),
  secret: z.string().min(1).optional(),
})

export interface ControlOptions {
  webhooks: Webhooks
  hostility: Hostility
  counters: Map<string, number>
  tick(): void
}

interface Control {
  context: Context
  options: ControlOptions
  id: string
  url: URL
  body: unknown
}

/** Method and path, and what it does; `GET /__local/` lists them. */
const CONTROLS: Record<string, (control: Control) => object | Promise<object>> = {
  'GET /__local/counters': ({ options }) => ({ calls: Object.fromEntries(options.counters) }),
  'DELETE /__local/counters': ({ options }) => {
    options.counters.clear()
    return { calls: {} }
  },
  'GET /__local/events': listEvents,
  'POST /__local/events/:id/redeliver': redeliver,
  'GET /__local/deliveries': countDeliveries,
  'POST /__local/webhooks': changeWebhooks,
  'GET /__local/hostile': ({ options }) => ({ hostile: options.hostility.terms }),
  'POST /__local/hostile': ({ options, body }) => {
    options.hostility.terms = hostileTerms(body)
    return { hostile: options.hostility.terms }
  },
  'DELETE /__local/hostile': makePeace,
  'POST /__local/tick': ({ options }) => {
    options.tick()
    return { ticked: true }
  },
  'POST /__local/sessions/:id/settle': ({ context, id, body }) => {
    const { outcome } = Settle.parse(body)
    existingSession(context, id)
    const settled = context.store.atomically(() => settle(context, id, outcome))
    if (!settled) throw invalid('This session has no payment that is still processing.')
    return existingSession(context, id)
  },
  'POST /__local/charges/:id/dispute': ({ context, id, body }) => {
    const terms = Dispute.parse(body)
    return inStep(context, () => openDispute(context, existingCharge(context, id), terms))
  },
  'POST /__local/charges/:id/early_fraud_warning': ({ context, id }) =>
    inStep(context, () => warnOfFraud(context, existingCharge(context, id))),
  'POST /__local/disputes/:id': ({ context, id, body }) => {
    const { outcome } = Decision.parse(body)
    return inStep(context, () => {
      const dispute = existingDispute(context, id)
      if (outcome === 'taken_up_again') return takeUpAgain(context, dispute)
      return outcome === 'escalated'
        ? escalate(context, dispute)
        : decide(context, dispute, outcome)
    })
  },
  'POST /__local/refunds/:id': ({ context, id, body }) => {
    const change = RefundOutcome.parse(body).status === 'failed' ? failRefund : completeRefund
    return inStep(context, () => change(context, existingRefund(context, id)))
  },
  'POST /__local/prices/:id/delete': ({ context, id }) =>
    inStep(context, () => deletePrice(context, id)),
}

export async function control(
  context: Context,
  request: Request,
  options: ControlOptions,
): Promise<Response> {
  const url = new URL(request.url)
  const [, , area, id = '', action] = url.pathname.split('/')
  const pattern = id === '' ? area : [area, ':id', action].filter(Boolean).join('/')
  const name = `${request.method} /__local/${pattern}`
  if (name === 'GET /__local/') return Response.json({ controls: Object.keys(CONTROLS) })
  try {
    const run = CONTROLS[name]
    if (!run) throw missing('local control', name)
    const text = request.method === 'POST' ? await request.text() : ''
    const body: unknown = text === '' ? {} : JSON.parse(text)
    return Response.json(await run({ context, options, id, url, body }))
  } catch (error) {
    return errorResponse(refusal(error), {})
  }
}

function refusal(error: unknown): StripeFault {
  if (error instanceof StripeFault) return error
  if (error instanceof z.ZodError) return invalid(z.prettifyError(error))
  if (error instanceof SyntaxError) return invalid('The body is not JSON.')
  throw error
}

function inStep<T>({ store }: Context, work: () => T): T {
  return store.atomically(work)
}

interface DeliveryRow {
  state: string
  attempts: number
  next_at: number
  status: number | null
  error: string | null
}

function listEvents({ context, url }: Control): object {
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 100) || 100, EVENTS_SHOWN_MAX)
  const type = url.searchParams.get('type')
  const where: Record<string, string> = type ? { '$.type': type } : {}
  const { rows } = context.store.list('event', { limit, where })
  return { events: rows.map((event) => ({ ...event, delivery: deliveryOf(context, event) })) }
}

function deliveryOf({ store }: Context, event: EventRow): object | undefined {
  const row = store.one<DeliveryRow & object>(
    'select state, attempts, next_at, status, error from deliveries where event = ?',
    event.id,
  )
  if (!row) return undefined
  const { next_at: nextAt, ...rest } = row
  return { ...rest, nextAt: row.state === 'pending' ? nextAt : null }
}

/** How many events are in each state, and how many attempts that took. */
function countDeliveries({ context }: Control): object {
  const counts = { pending: 0, delivered: 0, failed: 0, lost: 0, none: 0, attempts: 0 }
  const rows = context.store.all<{ state: DeliveryState; count: number; attempts: number }>(
    'select state, count(*) as count, sum(attempts) as attempts from deliveries group by state',
  )
  for (const { state, count, attempts } of rows) {
    counts[state] = count
    counts.attempts += attempts
  }
  return counts
}

async function redeliver({ context, options, id, body }: Control): Promise<object> {
  const { times, concurrency } = Redeliver.parse(body)
  const event = context.store.get('event', id)
  if (!event) throw missing('event', id)
  const deliveries: Delivered[] = []
  let left = times
  const lane = async () => {
    while (left > 0) {
      left -= 1
      deliveries.push(await options.webhooks.send(event))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  const accepted = deliveries.some(({ status }) => status !== null && status < 300)
  if (accepted) {
    context.store.run(`update deliveries set state = 'delivered' where event = ?`, id)
  }
  return { deliveries }
}

/** What was held back or lost on its way goes out at once; what was lost for good stays lost. */
function makePeace({ options }: Control): object {
  options.hostility.terms = null
  options.webhooks.hurry()
  return { hostile: null }
}

/** `enabled: false` loses every webhook from now on: the events exist, nobody is told. */
function changeWebhooks({ context, options, body }: Control): object {
  const { enabled, url, secret } = WebhookChange.parse(body)
  if (url && secret) options.webhooks.setTarget({ url, secret })
  else if (url || secret) throw invalid('Give both url and secret, or neither.')
  if (enabled !== undefined) {
    const statement = 'insert or replace into settings values (?, ?)'
    context.store.run(statement, 'webhooks_enabled', String(enabled))
  }
  return { enabled: enabled ?? true }
}
