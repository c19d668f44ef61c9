// For the tests of this folder: the stand-in behind a real socket, the official SDK in front of it,
// and an endpoint that verifies each webhook as the product does.
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { createStripe, type LocalStripe, type StripeOptions } from './index.ts'

export const SECRET = 'whsec_test_secret'
export const START = Date.UTC(2026, 10, 20, 12)

export interface Clock {
  now: number
}

export interface TestStack {
  url: string
  local: LocalStripe
  sdk: Stripe
  clock: Clock
  /** Verified events in the order they arrived. */
  received: Stripe.Event[]
  /** The next answers of the endpoint; 200 when there are none. */
  answers: number[]
  /** Waits for what is due, then names the types received since the last call. */
  events(): Promise<string[]>
  /** Names the types of what happened since the last call, in that order, whatever arrived. */
  happened(): Promise<string[]>
  /** Every event of one type, in order. */
  only(type: string): Stripe.Event[]
  control(path: string, body?: object): Promise<Response>
  close(): Promise<void>
}

export async function startStack(options: Partial<StripeOptions> = {}): Promise<TestStack> {
  const clock: Clock = { now: START }
  const received: Stripe.Event[] = []
  const answers: number[] = []
  let seen = 0
  let served: Served | undefined
  const endpoint = await serve(async (request) => {
    const event = await verify(request)
    const status = answers.shift() ?? 200
    if (status < 300) received.push(event)
    return new Response(null, { status })
  })
  const local = createStripe({
    file: ':memory:',
    publicUrl: () => served?.url ?? '',
    webhook: { url: `${endpoint.url}/hook`, secret: SECRET },
    now: () => clock.now,
    timers: false,
    ...options,
  })
  served = await serve(local.fetch)
  const { url, port } = served
  const close = async () => {
    await Promise.all([served?.close(), endpoint.close()])
    local.close()
  }
  onTestFinished(close)
  return {
    url,
    local,
    sdk: sdkFor(port),
    clock,
    received,
    answers,
    async events() {
      await local.flushWebhooks()
      const types = received.slice(seen).map((event) => event.type)
      seen = received.length
      return types
    },
    happened: newsFrom(url),
    only: (type) => received.filter((event) => event.type === type),
    control: (path, body = {}) =>
      fetch(`${url}/__local/${path}`, { method: 'POST', body: JSON.stringify(body) }),
    close,
  }
}

function newsFrom(url: string): TestStack['happened'] {
  let known = 0
  return async () => {
    const answer = await fetch(`${url}/__local/events?limit=1000`)
    const { events } = (await answer.json()) as { events: { type: string }[] }
    const types = events.map(({ type }) => type).reverse()
    const news = types.slice(known)
    known = types.length
    return news
  }
}

export function sdkFor(port: number, key = 'sk_test_local'): Stripe {
  const where = { host: '127.0.0.1', port, protocol: 'http' } as const
  return new Stripe(key, { ...where, maxNetworkRetries: 0, telemetry: false })
}

const verifier = new Stripe('sk_test_unused')

async function verify(request: Request): Promise<Stripe.Event> {
  const signature = request.headers.get('stripe-signature') ?? ''
  const body = await request.text()
  const at = Number(/t=(\d+)/.exec(signature)?.[1])
  return verifier.webhooks.constructEventAsync(body, signature, SECRET, 300, undefined, at * 1000)
}

export async function newPrice(sdk: Stripe, cents = 999): Promise<Stripe.Price> {
  const product_data = { name: 'Starter <pack>' }
  return sdk.prices.create({ currency: 'usd', unit_amount: cents, product_data })
}

export async function newSession(
  { sdk }: Pick<TestStack, 'sdk'>,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const price = await newPrice(sdk)
  return sdk.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 1 }],
    client_reference_id: 'pur_1',
    success_url: 'http://shop.test/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/back',
    payment_intent_data: { metadata: { purchaseId: 'pur_1' } },
    ...more,
  })
}

export function submit(url: string | null, form: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(form)
  return fetch(url ?? '', { method: 'POST', body, redirect: 'manual' })
}

/** Pays a fresh session with this card and answers what the API then says about it. */
export async function paidWith(stack: TestStack, card_number: string) {
  const created = await newSession(stack)
  const response = await submit(created.url, { card_number })
  const session = await stack.sdk.checkout.sessions.retrieve(created.id, {
    expand: ['payment_intent.latest_charge'],
  })
  const intent = session.payment_intent
  if (intent === null || typeof intent === 'string') throw new Error('nothing was attempted')
  const charge = intent.latest_charge
  if (charge === null || typeof charge === 'string') throw new Error('nothing was charged')
  return { created, response, session, intent, charge }
}
