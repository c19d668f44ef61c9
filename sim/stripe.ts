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
  /** Refunds that it has said to have failed, to whoever asked. */
  readonly returned = new Set<string>()
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
    const text = await response.text()
    if (asked.url.includes('/v1/refunds?'))
      this.#note(JSON.parse(text) as Partial<Page<StripeRefund>>)
    return { status: response.status, headers: response.headers, text }
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

  /** Somebody pays for an order by a session of their own making; null: that can't be. */
  async payElsewhere(purchaseId: string, cents: number, card: string): Promise<Paid | null> {
    const meant = { 'metadata[purchaseId]': purchaseId, client_reference_id: purchaseId }
    const line = 'line_items[0]'
    const terms = {
      ...{ mode: 'payment', success_url: 'http://localhost:8787', ...meant },
      'payment_intent_data[metadata][purchaseId]': purchaseId,
      [`${line}[quantity]`]: '1',
      [`${line}[price_data][currency]`]: 'usd',
      [`${line}[price_data][unit_amount]`]: `${cents}`,
      [`${line}[price_data][product_data][name]`]: 'tokens',
    }
    const made = await this.ask(request('/v1/checkout/sessions', new URLSearchParams(terms)))
    if (made.status !== 200) return null
    const { id, url } = JSON.parse(made.text) as { id: string; url: string }
    await this.pay(url, card)
    const paid = await this.#read<StripeSession>(`/v1/checkout/sessions/${id}`)
    return paid.payment_status === 'paid'
      ? { sessionId: id, intentId: `${paid.payment_intent}` }
      : null
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

  /** All of a kind that there ever were, newest first. */
  async all<T extends { readonly id: string }>(path: string): Promise<T[]> {
    const found: T[] = []
    for (let more = true; more; ) {
      const after = found.at(-1)
      const query = `limit=100${after ? `&starting_after=${after.id}` : ''}`
      const page = await this.#read<Page<T>>(`${path}?${query}`)
      found.push(...page.data)
      more = page.has_more
    }
    return found
  }

  sessions(): Promise<StripeSession[]> {
    return this.all('/v1/checkout/sessions')
  }

  refunds(): Promise<StripeRefund[]> {
    return this.all('/v1/refunds')
  }

  disputes(): Promise<StripeDispute[]> {
    return this.all('/v1/disputes')
  }

  payments(): Promise<StripePayment[]> {
    return this.all('/v1/payment_intents')
  }

  /** Somebody at the dashboard sends money back. */
  refundByHand(intentId: string, cents: number): Promise<StripeReply> {
    const terms = { payment_intent: intentId, amount: `${cents}` }
    return this.ask(request('/v1/refunds', new URLSearchParams(terms)))
  }

  /** The bank says what became of a refund, perhaps days later. */
  endRefund(id: string, status: 'failed' | 'succeeded'): Promise<StripeReply> {
    return this.ask(request(`/__local/refunds/${id}`, JSON.stringify({ status })))
  }

  dispute(chargeId: string, terms: DisputeTerms): Promise<StripeReply> {
    return this.ask(request(`/__local/charges/${chargeId}/dispute`, JSON.stringify(terms)))
  }

  decide(disputeId: string, outcome: DisputeOutcome): Promise<StripeReply> {
    return this.ask(request(`/__local/disputes/${disputeId}`, JSON.stringify({ outcome })))
  }

  warnOfFraud(chargeId: string): Promise<StripeReply> {
    return this.ask(request(`/__local/charges/${chargeId}/early_fraud_warning`, '{}'))
  }

  /** What has happened since the last look. */
  async events(): Promise<PaymentEvent[]> {
    const few = await this.#newest(NEWS_FEW)
    const isAll = few.length < NEWS_FEW || few.some(({ id }) => this.#told.has(id))
    const events = isAll ? few : await this.#newest(NEWS_MAX)
    const news = events.filter(({ id }) => !this.#told.has(id)).reverse()
    for (const { id } of news) this.#told.add(id)
    return news.map(eventOf)
  }

  close(): void {
    this.#standIn.close()
  }

  /** The list of a payment's refunds, as the product may have read it. */
  #note({ data = [] }: Partial<Page<StripeRefund>>): void {
    for (const { id, status } of data) if (UNMADE.has(status)) this.returned.add(id)
  }

  async #newest(limit: number): Promise<StripeEvent[]> {
    const path = `/__local/events?limit=${limit}`
    return (await this.#read<{ events: StripeEvent[] }>(path)).events
  }

  async #read<T>(path: string): Promise<T> {
    const headers = { authorization: `Bearer ${STRIPE_KEY}` }
    const { text } = await this.ask(new Request(`${PUBLIC_URL}${path}`, { headers }))
    return JSON.parse(text) as T
  }
}

interface Page<T> {
  readonly data: readonly T[]
  readonly has_more: boolean
}
interface Paid {
  readonly sessionId: string
  readonly intentId: string
}
export interface StripeSession {
  readonly id: string
  readonly payment_status: string
  readonly payment_intent: string | null
}
export const UNMADE: ReadonlySet<string> = new Set(['failed', 'canceled'])
export interface StripeRefund {
  readonly id: string
  readonly amount: number
  readonly status: string
  /** Seconds since 1970. */
  readonly created: number
  readonly payment_intent: string
  readonly metadata: { readonly refundId?: string }
}
export interface StripeDispute {
  readonly id: string
  readonly status: string
  readonly payment_intent: string
  readonly balance_transactions: readonly { readonly amount: number }[]
}
export interface StripePayment {
  readonly id: string
  readonly amount_received: number
  readonly latest_charge: string | null
}
export interface DisputeTerms {
  readonly amount?: number
  readonly inquiry?: boolean
  readonly prevented?: boolean
}
export type DisputeOutcome = 'won' | 'lost' | 'warning_closed' | 'escalated'

function request(path: string, body: BodyInit): Request {
  const headers = { authorization: `Bearer ${STRIPE_KEY}` }
  return new Request(`${PUBLIC_URL}${path}`, { method: 'POST', body, headers })
}

/** More rarely happens between two looks, and much more never does. */
const NEWS_FEW = 40
const NEWS_MAX = 1000

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
