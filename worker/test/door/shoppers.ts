// Buyers at the public door while Stripe is at its worst: what each of them does, as a person with
// an impatient finger does it.
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { type Door, type HeaderFields, post } from './door.ts'

/** How a purchase goes; `paid` says whether Stripe keeps the money in the end. */
export interface Way {
  readonly name: string
  readonly paid: boolean
  /** From the payment page on. */
  go(shopper: Shopper, purchase: PurchaseView): Promise<void>
}

export interface Bought {
  readonly userId: string
  readonly purchaseId: string
  readonly tokens: number
  readonly way: Way
}

const PAYS = '4242424242424242'
const DECLINED = '4000000000000002'
const BROKE = '4000000000009995'
const BANK = { good: 'bank_delayed_success', bad: 'bank_delayed_failure' } as const
const TRIES_MAX = 400
const PAUSE_MS = 250

const leave = async (): Promise<void> => {}

/** In turn, so that every person meets another mixture. */
export const WAYS: readonly Way[] = [
  { name: 'pays', paid: true, go: (s, p) => s.pay(p, PAYS, 303) },
  {
    name: 'pays and comes back to the page',
    paid: true,
    async go(s, p) {
      await s.pay(p, PAYS, 303)
      await Promise.all([s.ask(p, 'confirm'), s.ask(p, 'confirm')])
    },
  },
  {
    name: 'is declined twice, then pays',
    paid: true,
    async go(s, p) {
      await s.pay(p, DECLINED, 402)
      await s.pay(p, BROKE, 402)
      await s.pay(p, PAYS, 303)
    },
  },
  { name: 'leaves', paid: false, go: leave },
  {
    name: 'pays by a bank that keeps its word',
    paid: true,
    go: (s, p) => s.pay(p, BANK.good, 303),
  },
  { name: 'is declined and leaves', paid: false, go: (s, p) => s.pay(p, DECLINED, 402) },
  {
    name: 'pays, and asks to cancel all the same',
    paid: true,
    async go(s, p) {
      await s.pay(p, PAYS, 303)
      await s.ask(p, 'cancel')
    },
  },
  { name: 'pays by a bank that does not', paid: false, go: (s, p) => s.pay(p, BANK.bad, 303) },
  {
    name: 'goes back and cancels',
    paid: false,
    async go(s, p) {
      await s.goBack(p)
      await s.ask(p, 'cancel')
    },
  },
  { name: 'pays at once', paid: true, go: (s, p) => s.pay(p, PAYS, 303) },
]

export interface Shopper {
  readonly userId: string
  start(key: string, packageId: string): Promise<PurchaseView>
  pay(purchase: PurchaseView, card: string, status: number): Promise<void>
  goBack(purchase: PurchaseView): Promise<void>
  /** Asks until an answer that is final. */
  ask(purchase: PurchaseView, what: 'confirm' | 'cancel'): Promise<PurchaseView>
  tokens(): Promise<number>
}

/** Somebody with an account. */
export async function shopper(door: Door, userId: string): Promise<Shopper> {
  const headers: HeaderFields = await door.bearer(userId)

  /** 503 says that the same request may be sent again. */
  async function insist(path: string, init: RequestInit, status: number): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const answer = await door.send(path, init)
      if (answer.status === status) return answer
      const text = await answer.text()
      if (answer.status !== 503 || tries === TRIES_MAX) throw new Error(`${path}: ${text}`)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  return {
    userId,
    async start(key, packageId) {
      const init = post({ packageId }, { ...headers, 'idempotency-key': key })
      const answer = await insist('/api/tokens/purchase', init, 201)
      return (await answer.json()) as PurchaseView
    },
    async pay({ checkoutUrl }, card, status) {
      const answer = await door.pay(checkoutUrl ?? '', card)
      await answer.body?.cancel()
      if (answer.status !== status) throw new Error(`the payment page answered ${answer.status}`)
    },
    async goBack({ checkoutUrl }) {
      const body = new URLSearchParams({ action: 'cancel' })
      const answer = await fetch(checkoutUrl ?? '', { method: 'POST', redirect: 'manual', body })
      await answer.body?.cancel()
    },
    async ask({ purchaseId }, what) {
      const path = `/api/tokens/purchases/${purchaseId}/${what}`
      return (await insist(path, { method: 'POST', headers }, 200)).json() as Promise<PurchaseView>
    },
    async tokens() {
      const answer = await insist('/api/wallet/balance', { headers }, 200)
      return ((await answer.json()) as { availableTokens: number }).availableTokens
    },
  }
}
