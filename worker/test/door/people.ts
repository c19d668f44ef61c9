// People who have bought something, so that there is something to guess, page through and steal.
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { type Door, post } from './door.ts'

const PATIENCE_MS = 60_000

export async function order(
  door: Door,
  name: string,
  packageId = 'starter',
): Promise<PurchaseView> {
  const headers = { ...(await door.bearer(name)), 'idempotency-key': crypto.randomUUID() }
  const answer = await door.send('/api/tokens/purchase', post({ packageId }, headers))
  if (answer.status !== 201) throw new Error(`no order: ${await answer.text()}`)
  return (await answer.json()) as PurchaseView
}

/** Resolves to the purchase once its tokens are there and Stripe has nothing left to say. */
export async function buy(door: Door, name: string, packageId = 'starter'): Promise<PurchaseView> {
  const { purchaseId, checkoutUrl } = await order(door, name, packageId)
  await door.pay(checkoutUrl ?? '')
  await delivered(door)
  const path = `/api/tokens/purchases/${purchaseId}`
  const answer = await door.send(path, { headers: await door.bearer(name) })
  const found = (await answer.json()) as PurchaseView
  if (found.status !== 'credited') throw new Error(`paid, but ${found.status}`)
  return found
}

/** Lets go of what earlier tests left unpaid: nobody may have more than three open orders. */
export async function expireOpenOrders(door: Door): Promise<void> {
  const path = '/v1/checkout/sessions'
  const { data } = await door.askStripe<{ data: { id: string }[] }>(`${path}?status=open&limit=100`)
  for (const { id } of data) await door.askStripe(`${path}/${id}/expire`, { method: 'POST' })
  await delivered(door)
}

export const delivered = (door: Door): Promise<void> =>
  until('every event is delivered', async () => {
    const { events } = await door.controlStripe<Events>('events?limit=1000')
    return events.every(({ delivery }) => delivery?.state !== 'pending')
  })

interface Events {
  readonly events: readonly { readonly delivery?: { readonly state: string } }[]
}

export async function until(
  what: string,
  holds: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
