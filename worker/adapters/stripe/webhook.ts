// Whether a webhook's raw body is Stripe's own, recent, and of our environment.
import Stripe from 'stripe'
import type { PaymentEvent } from '../../ports.ts'

const PAST_SECONDS_MAX = 300
// The library accepts any time in the future.
const FUTURE_SECONDS_MAX = 60

export interface Delivery {
  readonly raw: string
  readonly signature: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Null unless one of the secrets (two during a rotation) verifies it. */
export async function verifyEvent(
  stripe: Stripe,
  secrets: readonly string[],
  livemode: boolean,
  delivery: Delivery,
): Promise<PaymentEvent | null> {
  if (isFromTheFuture(delivery)) return null
  for (const secret of secrets) {
    const event = await construct(stripe, secret, delivery)
    if (event) return event.livemode === livemode ? toEvent(event) : null
  }
  return null
}

async function construct(stripe: Stripe, secret: string, { raw, signature, now }: Delivery) {
  const crypto = Stripe.createSubtleCryptoProvider()
  try {
    return await stripe.webhooks.constructEventAsync(
      raw,
      signature,
      secret,
      PAST_SECONDS_MAX,
      crypto,
      now,
    )
  } catch {
    return null
  }
}

function isFromTheFuture({ signature, now }: Delivery): boolean {
  const stamps = [...signature.matchAll(/(?:^|,)t=(\d+)/g)].map(([, seconds]) => Number(seconds))
  return stamps.some((seconds) => seconds - now / 1000 > FUTURE_SECONDS_MAX)
}

function toEvent(event: Stripe.Event): PaymentEvent {
  const object = event.data?.object as { id?: unknown } | undefined
  const { id, type, created } = event
  // Some objects have no id (a balance); nothing of ours acts on them.
  const objectId = typeof object?.id === 'string' ? object.id : ''
  return { id, type, objectId, createdAt: created * 1_000_000 }
}
