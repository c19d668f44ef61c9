// Money that goes back, in tests: what buyers, banks and the dashboard do at Stripe.
import type { Order } from '../domain/purchase.ts'
import type { Harness } from './harness.ts'
import { startPaid } from './shop.ts'
import { sdkFor } from './start.ts'

type Outcome = 'won' | 'lost' | 'warning_closed' | 'escalated' | 'taken_up_again'

/** A purchase that was paid, granted, and whose events were all told. */
export async function startCredited() {
  const paid = await startPaid()
  await paid.harness.webhooks()
  return { ...paid, at: reversing(paid.harness, await chargeOf(paid.harness, paid.placed)) }
}

/** Paid, and nobody here has heard of it yet. */
export async function startUnheard() {
  const paid = await startPaid()
  return { ...paid, at: reversing(paid.harness, await chargeOf(paid.harness, paid.placed)) }
}

async function chargeOf(harness: Harness, { sessionId }: Order): Promise<string> {
  const sdk = sdkFor(harness)
  const { payment_intent } = await sdk.checkout.sessions.retrieve(sessionId ?? '')
  const [charge] = (await sdk.charges.list({ payment_intent: `${payment_intent}` })).data
  if (!charge) throw new Error('nothing was charged')
  return charge.id
}

/** Happens at Stripe; nobody is told before `harness.webhooks()`. */
function reversing(harness: Harness, charge: string) {
  const sdk = sdkFor(harness)
  const control = async (path: string, body?: object): Promise<{ id: string }> => {
    const answer = await harness.control(path, body)
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as { id: string }
  }
  return {
    charge,
    refund: (amount?: number) => sdk.refunds.create({ charge, ...(amount && { amount }) }),
    refundFails: (id: string) => control(`refunds/${id}`, { status: 'failed' }),
    dispute: (terms: { amount?: number; inquiry?: boolean } = {}) =>
      control(`charges/${charge}/dispute`, terms),
    decide: (id: string, outcome: Outcome) => control(`disputes/${id}`, { outcome }),
    warn: () => control(`charges/${charge}/early_fraud_warning`),
  }
}
