// Stripe's side of webhooks: each event is signed and posted until it is accepted.
import type Stripe from 'stripe'
import type { Harness } from '../harness.ts'
import { sdkFor } from '../start.ts'
import type { Answer } from './world.ts'

export interface Event extends Pick<Stripe.Event, 'id' | 'created'> {
  readonly type: string
  readonly data: { readonly object: { readonly id: string } }
}

export interface Mail {
  /** Oldest first. */
  events(type?: string): Promise<Event[]>
  /** Once more, whatever became of it before. */
  post(event: Event): Promise<Answer>
  /** Posts what wasn't accepted yet, once each; whether all of it is accepted now. */
  deliver(order?: 'newest first'): Promise<boolean>
}

const EVENTS_MAX = 1000

export function openMail(harness: Harness, send: (init: RequestInit) => Promise<Answer>): Mail {
  const sdk = sdkFor(harness)
  const accepted = new Set<string>()

  async function events(type?: string): Promise<Event[]> {
    const query = `limit=${EVENTS_MAX}${type ? `&type=${type}` : ''}`
    const url = `${harness.stripeUrl}/__local/events?${query}`
    const answer = await harness.stripe.fetch(new Request(url))
    const found = (await answer.json()) as { events: (Event & { delivery?: object })[] }
    return found.events.map(({ delivery: _, ...event }) => event).reverse()
  }

  async function post(event: Event): Promise<Answer> {
    const payload = JSON.stringify(event)
    const signature = await sdk.webhooks.generateTestHeaderStringAsync({
      payload,
      secret: harness.settings.STRIPE_WEBHOOK_SECRET,
      timestamp: Math.floor(harness.clock.now() / 1000),
    })
    const answer = await send({ headers: { 'stripe-signature': signature }, body: payload })
    if (answer.status === 200) accepted.add(event.id)
    return answer
  }

  return {
    events,
    post,
    async deliver(order) {
      const owed = (await events()).filter(({ id }) => !accepted.has(id))
      if (order) owed.reverse()
      for (const event of owed) await post(event)
      return owed.every(({ id }) => accepted.has(id))
    },
  }
}
