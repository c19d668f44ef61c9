// One user who signs up, buys, pays, and waits for the tokens, trying again as a good client does.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'

export interface Sites {
  readonly app: string
  readonly identity: string
}

export interface Bought {
  readonly userId: string
  readonly purchaseId: string
  readonly tokens: number
  readonly priceUsdCents: number
  /** Answers 429 and 503 that this user was sent. */
  readonly refusals: number
  /** Until the payment page was known, and from the payment to the tokens. */
  readonly startedMs: number
  readonly creditedMs: number
}

const PACKAGE_ID = 'popular'
const TRY_MS_MAX = 90_000
const PAUSE_MS = 400
const POLL_MS = 250
const JSON_BODY = { 'content-type': 'application/json' }

/** Throws when a step isn't done in time. */
export async function buyOnce(sites: Sites, name: string): Promise<Bought> {
  const { localId: userId, idToken } = await signUp(sites, name)
  const headers = { authorization: `Bearer ${idToken}`, ...JSON_BODY }
  const refusals = { count: 0 }
  const began = performance.now()
  const purchase = (await insist(refusals, 201, () =>
    fetch(`${sites.app}/api/tokens/purchase`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': `load-${name}` },
      body: JSON.stringify({ packageId: PACKAGE_ID }),
    }),
  ).then((answer) => answer.json())) as PurchaseView
  const startedMs = performance.now() - began
  await insist(refusals, 303, () => pay(purchase))
  const paid = performance.now()
  const tokens = await waitForTokens(sites, headers, refusals)
  const creditedMs = performance.now() - paid
  const { purchaseId, priceUsdCents } = purchase
  const counts = { refusals: refusals.count, startedMs, creditedMs }
  return { userId, purchaseId, tokens, priceUsdCents, ...counts }
}

async function signUp(sites: Sites, name: string): Promise<{ localId: string; idToken: string }> {
  const url = `${sites.identity}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=load`
  const account = { email: `${name}@kai.test`, password: 'password', returnSecureToken: true }
  const answer = await fetch(url, {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify(account),
  })
  if (!answer.ok) throw new Error(`${name} can't sign up: ${await answer.text()}`)
  return (await answer.json()) as { localId: string; idToken: string }
}

function pay({ checkoutUrl }: PurchaseView): Promise<Response> {
  const body = new URLSearchParams({ card_number: '4242424242424242' })
  return fetch(checkoutUrl ?? '', { method: 'POST', body, redirect: 'manual' })
}

/** Sends the same request again while the answer says that this can help. */
async function insist(
  refusals: { count: number },
  status: number,
  send: () => Promise<Response>,
): Promise<Response> {
  const end = performance.now() + TRY_MS_MAX
  for (;;) {
    const answer = await send()
    if (answer.status === status) return answer
    const text = await answer.text()
    if (answer.status !== 429 && answer.status !== 503) throw new Error(text)
    refusals.count += 1
    if (performance.now() > end) throw new Error(`still refused: ${text}`)
    const seconds = Number(answer.headers.get('retry-after'))
    await pause(seconds > 0 ? seconds * 1000 : PAUSE_MS)
  }
}

async function waitForTokens(
  sites: Sites,
  headers: Record<string, string>,
  refusals: { count: number },
): Promise<number> {
  const end = performance.now() + TRY_MS_MAX
  while (performance.now() < end) {
    const answer = await insist(refusals, 200, () =>
      fetch(`${sites.app}/api/wallet/balance`, { headers }),
    )
    const { availableTokens } = (await answer.json()) as BalanceView
    if (availableTokens > 0) return availableTokens
    await pause(POLL_MS)
  }
  throw new Error('paid, and no tokens came')
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
