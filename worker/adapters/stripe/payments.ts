// Stripe behind the payments port: Checkout only, so that no card number ever reaches us.
import Stripe from 'stripe'
import { Outage } from '../../../shared/failure.ts'
import type { Order } from '../../domain/purchase.ts'
import type { CheckoutSession, Payments } from '../../ports.ts'
import { away, type Call, genuine, isFinalRefusal, orNull } from './calls.ts'
import { createdIn } from './created.ts'
import { type Patience, patiently } from './patience.ts'
import { reversalsOf } from './reversals.ts'
import { toPrice, toSession } from './shapes.ts'
import { verifyEvent } from './webhook.ts'

export interface PaymentsOptions {
  readonly secretKey: string
  readonly webhookSecrets: readonly string[]
  readonly livemode: boolean
  /** Another origin than Stripe's, on a laptop. */
  readonly apiBase?: string | undefined
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  readonly patience: Patience
}

const EXPAND = ['payment_intent.latest_charge']
const SESSION_PAGE = 100
/** A batch of five lost orders must fit into the platform's 50 calls an invocation. */
const SESSION_PAGES_MAX = 5
/** Clocks differ: the window in which a lost session is looked for starts a bit early. */
const CLOCK_SKEW_SECONDS = 120
const CREATION_SECONDS = 10 * 60

export function createPayments(options: PaymentsOptions): Payments {
  const stripe = connect(options)
  const call: Call = (request) => patiently(options.patience, () => genuine(request()))

  return {
    livemode: options.livemode,

    async price(priceId) {
      const price = await orNull(() => call(() => stripe.prices.retrieve(priceId)))
      return price && toPrice(price)
    },

    ...checkoutOf(stripe, call),

    ...reversalsOf(stripe, call),

    created: (kind, window) => createdIn(stripe, call, kind, window),

    verifyEvent: (raw, signature, now) =>
      verifyEvent(stripe, options.webhookSecrets, options.livemode, { raw, signature, now }),

    async healthy() {
      try {
        await genuine(stripe.prices.list({ limit: 1 }))
        return true
      } catch {
        return false
      }
    },
  }
}

type Checkout = Pick<
  Payments,
  'draftCheckout' | 'openCheckout' | 'session' | 'findSession' | 'expire'
>

function checkoutOf(stripe: Stripe, call: Call): Checkout {
  const { sessions } = stripe.checkout
  return {
    draftCheckout: (...asked) => JSON.stringify(checkoutParams(...asked)),

    async openCheckout(order) {
      const params = JSON.parse(order.checkoutRequest) as Stripe.Checkout.SessionCreateParams
      try {
        const create = () => sessions.create(params, { idempotencyKey: order.id })
        return toSession(await call(create))
      } catch (error) {
        if (isFinalRefusal(error)) return 'refused'
        throw away(error)
      }
    },

    async session(id) {
      const session = await orNull(() => call(() => sessions.retrieve(id, { expand: EXPAND })))
      return session && toSession(session)
    },

    findSession: (order) => findSession(stripe, call, order),

    async expire(id) {
      try {
        await call(() => sessions.expire(id))
      } catch (error) {
        // Paid or expired meanwhile: whoever asks for the session next sees it.
        if (!isFinalRefusal(error)) throw away(error)
      }
    },
  }
}

function connect({ secretKey, apiBase, timeoutMs, fetch }: PaymentsOptions): Stripe {
  const base = apiBase === undefined ? null : new URL(apiBase)
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(fetch),
    timeout: timeoutMs,
    // `patience` retries, with one bound for all causes; the library alone would not retry 429.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      port: base.port,
      protocol: base.protocol === 'https:' ? 'https' : 'http',
    }),
  })
}

function checkoutParams(
  order: Order,
  returnTo: string,
  snapshot: string,
): Stripe.Checkout.SessionCreateParams {
  const page = `${returnTo}/wallet/purchases/${order.id}`
  return {
    mode: 'payment',
    // Whoever pays, pays what the package says: no conversion to another currency.
    currency: 'usd',
    adaptive_pricing: { enabled: false },
    client_reference_id: order.id,
    line_items: [{ price: order.stripePriceId, quantity: 1 }],
    metadata: { purchaseId: order.id, userId: order.userId, snapshot },
    payment_intent_data: { metadata: { purchaseId: order.id } },
    success_url: `${page}?result=paid`,
    cancel_url: `${page}?result=cancelled`,
    expires_at: Math.floor(order.expiresAt / 1_000_000),
  }
}

async function findSession(
  stripe: Stripe,
  call: Call,
  order: Order,
): Promise<CheckoutSession | null> {
  const created = Math.floor(order.createdAt / 1_000_000)
  const window = { gte: created - CLOCK_SKEW_SECONDS, lte: created + CREATION_SECONDS }
  let after: string | undefined
  for (let pages = 0; pages < SESSION_PAGES_MAX; pages += 1) {
    const page = await call(() =>
      stripe.checkout.sessions.list({
        created: window,
        limit: SESSION_PAGE,
        ...(after !== undefined && { starting_after: after }),
      }),
    ).catch((error: unknown) => {
      throw away(error)
    })
    const found = page.data.find(({ client_reference_id }) => client_reference_id === order.id)
    if (found) return toSession(found)
    after = page.data.at(-1)?.id
    if (!page.has_more || after === undefined) return null
  }
  // Not seen is not the same as not there: failing the order now could lose a payment.
  throw new Outage('PAYMENTS_UNAVAILABLE', 'too many sessions to look through')
}
