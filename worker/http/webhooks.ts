// Stripe's events: the raw text is verified before anything parses it, and 200 means that the work
// is done or durably queued.
import type * as z from 'zod'
import type { WebhookAnswer } from '../../shared/api/tokens.ts'
import { Outage } from '../../shared/failure.ts'
import type { PaymentEvent } from '../ports.ts'
import { receiveEvent } from '../use-cases/receive-event.ts'
import type { AppContext } from './app-env.ts'
import { EVENT_BYTES_MAX, readText } from './body.ts'
import type { HandlersOf } from './mount.ts'
import { problem, refused } from './problem.ts'

export const webhookHandlers: HandlersOf<'stripeWebhook'> = {
  stripeWebhook: async (c) => {
    const { payments, clock } = c.var.services
    const raw = await readText(c, EVENT_BYTES_MAX)
    if (!raw.ok) return refused(c, raw.failure)
    const signature = c.req.header('stripe-signature') ?? ''
    const event = await payments.verifyEvent(raw.value, signature, clock.now())
    if (!event) return problem(c, 'SIGNATURE_INVALID')
    return answer(c, event)
  },
}

/** An outage here means neither done nor queued: 500, and Stripe sends the event again. */
async function answer(c: AppContext, event: PaymentEvent): Promise<Response> {
  try {
    const outcome = await receiveEvent(c.var.services, event)
    const answer: z.infer<typeof WebhookAnswer> = { received: true, outcome }
    return c.json(answer, 200)
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    c.var.log.error('webhook_lost', { eventId: event.id, type: event.type, error })
    return problem(c, 'INTERNAL')
  }
}
