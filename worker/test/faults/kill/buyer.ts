// A buyer who keeps asking while the Worker is gone, and Stripe doing the same.
import type { PurchaseView } from '../../../../shared/api/tokens.ts'
import type { Town } from './town.ts'

export interface Buyer {
  readonly userId: string
  readonly token: string
}

const PACKAGE_ID = 'popular'
const PAUSE_MS = 40
const WAIT_MS_MAX = 100_000
const JSON_BODY = { 'content-type': 'application/json' }

export async function signUp(town: Town, name: string): Promise<Buyer> {
  const path = 'identitytoolkit.googleapis.com/v1/accounts:signUp?key=x'
  const url = `${town.services.identity?.url}/${path}`
  const account = { email: `${name}@kai.test`, password: 'password', returnSecureToken: true }
  const init = { method: 'POST', headers: JSON_BODY, body: JSON.stringify(account) }
  const { localId, idToken } = (await (await fetch(url, init)).json()) as Record<string, string>
  if (!localId || !idToken) throw new Error(`${name} cannot sign up`)
  return { userId: localId, token: idToken }
}

/** Asks again until `look` finds something. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + WAIT_MS_MAX
  while (performance.now() < end) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error(`${what}: still not after ${WAIT_MS_MAX} ms`)
}

async function ask(town: Town, { token }: Buyer, path: string, body?: object) {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'one', ...JSON_BODY }
  const init = { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) }
  return until(path, async () => {
    const answer = await fetch(`${town.url()}${path}`, init).catch(() => undefined)
    if (answer?.ok) return (await answer.json()) as PurchaseView
    if (answer && answer.status < 500) throw new Error(await answer.text())
    return undefined
  })
}

export const start = (town: Town, buyer: Buyer): Promise<PurchaseView> =>
  ask(town, buyer, '/api/tokens/purchase', { packageId: PACKAGE_ID })

export const confirm = (town: Town, buyer: Buyer, { purchaseId }: PurchaseView) =>
  ask(town, buyer, `/api/tokens/purchases/${purchaseId}/confirm`)

/** In process: the payment page is Stripe's, not ours. */
export async function pay({ stripe }: Town, { checkoutUrl }: PurchaseView): Promise<void> {
  const body = new URLSearchParams({ card_number: '4242424242424242' })
  const answer = await stripe.fetch(new Request(checkoutUrl ?? '', { method: 'POST', body }))
  if (answer.status !== 303) throw new Error(`the payment answers ${answer.status}`)
}

export async function control({ stripe, services }: Town, path: string, body?: object) {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const answer = await stripe.fetch(new Request(`${services.stripe?.url}/__local/${path}`, init))
  return answer.json()
}

/** Until Stripe owes no delivery any more. */
export async function webhooks(town: Town): Promise<void> {
  await until('webhooks', async () => {
    const { events } = (await control(town, 'events?limit=1000')) as {
      events: { delivery?: { state: string } }[]
    }
    return events.every(({ delivery }) => delivery?.state !== 'pending') || undefined
  })
}
