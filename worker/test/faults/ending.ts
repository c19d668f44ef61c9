// What a purchase leaves behind, without what differs from run to run: ids of Stripe, times, keys.

import type { Order } from '../../domain/purchase.ts'
import { privatePlaceOf } from '../../use-cases/fulfil-purchase.ts'
import { sdkFor } from '../start.ts'
import { type Books, booksOf } from './books.ts'
import type { World } from './world.ts'

export async function endingOf(world: World): Promise<object> {
  const { harness } = world
  const books = booksOf(await harness.documents())
  return {
    wallets: books.wallets.map(({ headHash, lastUpdated, ...wallet }) => ({
      ...wallet,
      chained: headHash !== '',
      dated: lastUpdated > 0,
    })),
    rows: books.rows.map(({ type, amount, balanceBefore, balanceAfter, ...row }) => {
      const { relatedId, metadata, postings, deltas, seq, after } = row
      const known = { type, amount, balanceBefore, balanceAfter, relatedId }
      return { ...known, metadata, postings, deltas, seq, after }
    }),
    orders: books.orders.map((order) => orderWithoutTimes(order, books, world)),
    people: books.dataKeys.map(({ userId }) => userId),
    flags: books.flags.length,
    deadLetters: books.deadLetters.length,
    waiting: world.consumers.waiting(),
    stripe: await atStripe(world),
  }
}

function orderWithoutTimes(order: Order, books: Books, { harness }: World): object {
  const { createdAt: _, expiresAt, creditedAt, nextCheckAt, requestHash, ...rest } = order
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
    stripePriceId: 'a price',
    cardFingerprint: order.cardFingerprint && 'a fingerprint',
    private:
      key && order.private
        ? anonymous(JSON.stringify(harness.services.vault.open(key, place, order.private)))
        : null,
  }
}

const anonymous = (text: string): string =>
  text
    .replace(/"expires_at":\d+/, '"expires_at":0')
    .replace(/price_\w+/, 'a price')
    .replace(/"receiptUrl":"[^"]+"/, '"receiptUrl":"a page"')

async function atStripe({ harness }: World): Promise<object> {
  const sdk = sdkFor(harness)
  const sessions = (await sdk.checkout.sessions.list()).data
  const intents = (await sdk.paymentIntents.list()).data
  return {
    sessions: sessions.map(({ status, payment_status: payment }) => ({ status, payment })),
    paid: intents.filter(({ status }) => status === 'succeeded').length,
  }
}
