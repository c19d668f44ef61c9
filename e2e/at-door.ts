// People as their own programs see the product: through the API, with a token of theirs.
import type { CommitTokens } from '../shared/api/predictions.ts'
import type { PurchaseView } from '../shared/api/tokens.ts'
import type { BalanceView } from '../shared/api/wallet.ts'
import type { Stage } from './stage.ts'
import { idTokenOf } from './states/people.ts'

const COMMIT = '/api/wallet/commit'
/** As a program sends it: nothing has checked it yet. */
type Bet = Readonly<Record<keyof CommitTokens, string | number>>

export type AtDoor = Awaited<ReturnType<typeof atDoor>>

export async function atDoor({ url, stack }: Stage, email: string) {
  const authorization = `Bearer ${await idTokenOf(stack, email)}`

  async function send(path: string, body?: object): Promise<Response> {
    const headers = { authorization, 'content-type': 'application/json' }
    if (!body) return fetch(`${url}${path}`, { headers })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const post = { method: 'POST', body: JSON.stringify(body) }
    return fetch(`${url}${path}`, { ...post, headers: { ...headers, ...key } })
  }

  async function ask<T>(path: string, body?: object): Promise<T> {
    const answer = await send(path, body)
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  const orders = (packageId: string) => ask<PurchaseView>('/api/tokens/purchase', { packageId })

  /** Ordered and paid; when the tokens come is another thing. */
  async function pays(packageId: string, card = '4242424242424242'): Promise<PurchaseView> {
    const order = await orders(packageId)
    const body = new URLSearchParams({ card_number: card })
    const paid = await fetch(order.checkoutUrl ?? '', { method: 'POST', body, redirect: 'manual' })
    if (paid.status !== 303) throw new Error(`not paid: ${paid.status}`)
    return order
  }

  return {
    ask,
    orders,
    pays,
    cancels: ({ purchaseId }: PurchaseView) =>
      ask<PurchaseView>(`/api/tokens/purchases/${purchaseId}/cancel`, {}),
    commits: (bet: Bet) => ask<object>(COMMIT, bet),
    /** Why it was. */
    async refused(bet: Bet): Promise<string> {
      const problem = (await (await send(COMMIT, bet)).json()) as { code: string }
      return problem.code
    },
    balance: () => ask<BalanceView>('/api/wallet/balance'),
  }
}
