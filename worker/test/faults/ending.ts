// What a buyer's purchases leave behind, without what differs from run to run: ids, times, keys.
import type Stripe from 'stripe'
import type { Order } from '../../domain/purchase.ts'
import type { Vault } from '../../ports.ts'
import { privatePlaceOf } from '../../use-cases/grant-purchase.ts'
import { sdkFor } from '../start.ts'
import { type Books, booksOf, type Documents } from './books.ts'
import { BUYER, type World } from './world.ts'

/** Everything there is, at one moment. */
export interface View {
  readonly books: Books
  readonly sessions: readonly Stripe.Checkout.Session[]
  readonly intents: readonly Stripe.PaymentIntent[]
}

/** Opens what is sealed, and knows what still waits in a queue. */
export interface Insight {
  readonly vault: Vault
  waiting(): number
}

const LISTED_MAX = { limit: 10_000 }

export async function viewOf(sdk: Stripe, documents: Documents): Promise<View> {
  const page = { limit: 100 }
  return {
    books: booksOf(documents),
    sessions: await sdk.checkout.sessions.list(page).autoPagingToArray(LISTED_MAX),
    intents: await sdk.paymentIntents.list(page).autoPagingToArray(LISTED_MAX),
  }
}

export const look = async ({ harness }: World): Promise<View> =>
  viewOf(sdkFor(harness), await harness.documents())

export const insightOf = ({ harness, consumers }: World): Insight => ({
  vault: harness.services.vault,
  waiting: consumers.waiting,
})

export async function endingOf(world: World, buyer = BUYER): Promise<unknown> {
  return endingIn(await look(world), insightOf(world), buyer)
}

export function endingIn(view: View, insight: Insight, buyer: string): unknown {
  const own = <T extends { readonly userId: string | null }>(all: readonly T[]): T[] =>
    all.filter(({ userId }) => userId === buyer)
  const { books } = view
  const orders = own(books.orders)
  const ids: readonly string[] = orders.map(({ id }) => id)
  const intents = view.intents.filter(({ metadata }) => ids.includes(metadata.purchaseId ?? ''))
  const ending = {
    wallets: own(books.wallets).map(({ headHash, lastUpdated, yieldUntil, ...wallet }) => ({
      ...wallet,
      holds: Object.values(wallet.holds).map(({ scope, endsAt }) => ({ scope, over: !!endsAt })),
      chained: headHash !== '',
      dated: lastUpdated > 0,
      // Midnight may come in between.
      day: { ...wallet.day, day: 'a day' },
    })),
    rows: own(books.rows).map(({ type, amount, balanceBefore, balanceAfter, ...row }) => {
      const { relatedId, metadata, postings, deltas, seq, after } = row
      const known = { type, amount, balanceBefore, balanceAfter, relatedId }
      return { ...known, metadata, postings, deltas, seq, after }
    }),
    orders: orders.map((order) => withoutTimes(order, books, insight.vault)),
    keys: own(books.dataKeys).length,
    flags: own(books.flags).length,
    deadLetters: books.deadLetters.length,
    waiting: insight.waiting(),
    sessions: view.sessions
      .filter((session) => session.metadata?.userId === buyer)
      .map(({ status, payment_status: payment }) => ({ status, payment })),
    paid: intents.filter(({ status }) => status === 'succeeded').length,
  }
  return JSON.parse(nameless(JSON.stringify(ending), buyer, ids))
}

function withoutTimes(order: Order, books: Books, vault: Vault): object {
  const { createdAt: _, expiresAt, creditedAt, nextCheckAt, requestHash, shard, ...more } = order
  // Whoever died at a look looks once more.
  const { looks: __, ...rest } = more
  const key = books.dataKeys.find(({ userId }) => userId === order.userId)
  const place = privatePlaceOf(order.id)
  return {
    ...rest,
    checkoutRequest: anonymous(rest.checkoutRequest),
    sessionId: order.sessionId && 'a session',
    checkoutUrl: order.checkoutUrl && 'a page',
    paymentIntentId: order.paymentIntentId && 'an intent',
    creditedAt: creditedAt && 'a time',
    nextCheckAt: nextCheckAt && 'a time',
    follow: Object.keys(rest.follow).length,
    stripePriceId: 'a price',
    cardFingerprint: order.cardFingerprint && 'a fingerprint',
    private:
      key && order.private
        ? anonymous(JSON.stringify(vault.open(key, place, order.private)))
        : null,
  }
}

const anonymous = (text: string): string =>
  text
    .replace(/"expires_at":\d+/, '"expires_at":0')
    .replace(/"snapshot":"\w+"/, '"snapshot":"a hash"')
    .replace(/price_\w+/, 'a price')
    .replace(/"receiptUrl":"[^"]+"/, '"receiptUrl":"a page"')

/** So that the endings of two buyers can be compared. */
function nameless(json: string, buyer: string, orders: readonly string[]): string {
  const text = json.replaceAll(new RegExp(`\\b${buyer}\\b`, 'g'), 'the buyer')
  return orders.reduce((known, id, at) => known.replaceAll(id, `order ${at + 1}`), text)
}
