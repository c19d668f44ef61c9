// The local stand-in of Stripe, its buyers, and the events it tells of.

import { matchRoute } from '../local/stripe/api.ts'
import { createStripe, type LocalStripe } from '../local/stripe/index.ts'
import type { PaymentEvent } from '../worker/ports.ts'
import { chanceOf } from './chance.ts'

export interface StripeReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}
const PUBLIC_URL = 'http://127.0.0.1:9'
export const STRIPE_KEY = 'sk_test_simulated'

export class Stripe {
  readonly #told = new Set<string>()
  readonly #standIn: LocalStripe

  constructor(seed: number, nowMs: () => number) {
    this.#standIn = createStripe({
      file: ':memory:',
      publicUrl: PUBLIC_URL,
      now: () => Math.floor(nowMs()),
      random: chanceOf(seed, 'stripe').fraction,
      // Nothing is delivered from here: the mail of the simulated world does that.
      timers: false,
    })
  }

  async ask(asked: Request): Promise<StripeReply> {
    const response = await this.#standIn.fetch(asked)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** A price on sale; its id. */
  async price(cents: number): Promise<string> {
    const terms = { currency: 'usd', unit_amount: `${cents}`, 'product_data[name]': 'tokens' }
    const { text } = await this.ask(request('/v1/prices', new URLSearchParams(terms)))
    return (JSON.parse(text) as { id: string }).id
  }

  setPrice(id: string, active: boolean): Promise<StripeReply> {
    return this.ask(request(`/v1/prices/${id}`, new URLSearchParams({ active: `${active}` })))
  }

  /** The buyer fills in the form of the payment page. */
  pay(checkoutUrl: string, card: string): Promise<StripeReply> {
    const body = new URLSearchParams({ card_number: card })
    return this.ask(new Request(checkoutUrl, { method: 'POST', body }))
  }

  /** The bank settles a debit as it must. */
  settle(sessionId: string): Promise<StripeReply> {
    return this.ask(request(`/__local/sessions/${sessionId}/settle`, '{}'))
  }

  /** The bank decides the newest dispute; whoever wins may buy again. */
  async decideDispute(outcome: 'won' | 'lost'): Promise<void> {
    const headers = { authorization: `Bearer ${STRIPE_KEY}` }
    const { text } = await this.ask(new Request(`${PUBLIC_URL}/v1/disputes?limit=1`, { headers }))
    const [dispute] = (JSON.parse(text) as { data: { id: string }[] }).data
    if (dispute) {
      await this.ask(request(`/__local/disputes/${dispute.id}`, JSON.stringify({ outcome })))
    }
  }

  /** What has happened since the last look. */
  async events(): Promise<PaymentEvent[]> {
    const { text } = await this.ask(new Request(`${PUBLIC_URL}/__local/events?limit=${NEWS_MAX}`))
    const { events } = JSON.parse(text) as { events: StripeEvent[] }
    const news = events.filter(({ id }) => !this.#told.has(id)).reverse()
    for (const { id } of news) this.#told.add(id)
    return news.map(eventOf)
  }

  close(): void {
    this.#standIn.close()
  }
}

function request(path: string, body: BodyInit): Request {
  const headers = { authorization: `Bearer ${STRIPE_KEY}` }
  return new Request(`${PUBLIC_URL}${path}`, { method: 'POST', body, headers })
}

/** More never happens between two looks. */
const NEWS_MAX = 60

interface StripeEvent {
  readonly id: string
  readonly type: string
  /** Seconds since 1970. */
  readonly created: number
  readonly data: { readonly object: { readonly id: string } }
}

function eventOf({ id, type, created, data }: StripeEvent): PaymentEvent {
  return { id, type, objectId: data.object.id, createdAt: created * 1_000_000 }
}

export function stripeCallOf(method: string, url: string): string {
  return matchRoute(method, new URL(url).pathname)?.route.name ?? 'unknown'
}
