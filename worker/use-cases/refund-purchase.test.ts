// An admin gives money back: never twice, never more than is left, never with other consequences
// than were shown, and whatever dies, the buyer's money and tokens end together.
import { describe, expect, test } from 'vitest'
import type { CommitTokens } from '../../shared/api/predictions.ts'
import type { RequestRefund } from '../../shared/api/refunds.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import type { Job, Services } from '../ports.ts'
import { chainOf } from '../test/admins.ts'
import { openTo, place } from '../test/betting.ts'
import { ADMIN, ALICE, BOB } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { codeOf, must, orderNow, walletOf } from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'

const DAY_MS = 86_400_000
type Wish = Omit<RequestRefund, 'dryRun'>

async function start() {
  const started = await startCredited()
  const { s, placed, harness } = started
  const wish: Wish = {
    purchaseId: placed.id,
    cents: usdCents(333),
    reason: 'requested_by_customer',
    text: 'Asked by mail.',
  }
  const quoted = async (more: Partial<Wish> = {}): Promise<Wish> => {
    const quote = must(await quoteRefund(s, { ...wish, ...more }))
    return { ...wish, ...more, quote: quote.quote }
  }
  const ask = (request: Wish, key = 'one', adminId = ADMIN, by: Services = s) =>
    refundPurchase(by, { adminId, key, request })
  const atStripe = async () => (await sdkFor(harness).refunds.list()).data
  return { ...started, wish, quoted, ask, atStripe }
}

test('the quote says what would be unspent, what owed, what stays committed', async () => {
  const { harness, s, wish } = await start()
  await openTo(s)
  await place(s, 'bet', { tokens: tokens(450) as CommitTokens['tokens'] })
  const before = await harness.documents()
  expect(must(await quoteRefund(s, { ...wish, cents: usdCents(999) }))).toEqual({
    quote: 'q0t550',
    looks: 0,
    refundableCents: 999,
    cents: 999,
    tokensTaken: 550,
    fromAvailable: 100,
    becomesOwed: 450,
    committed: 450,
    balanceAfter: 0,
    owedAfter: 450,
  })
  expect(await harness.documents()).toEqual(before)
})

test('what was quoted happens: money, tokens and audit, without any webhook', async () => {
  const { harness, s, placed, quoted, ask, atStripe } = await start()
  await harness.control('webhooks', { enabled: false })
  const { value, replayed } = must(await ask(await quoted()))
  expect(replayed).toBe(false)
  expect(value).toMatchObject({ state: 'sent', cents: 333, requestedBy: ADMIN, nextCheckAt: null })
  expect(await atStripe()).toMatchObject([
    { id: value.stripeRefundId, amount: 333, metadata: { refundId: value.id } },
  ])
  expect(await walletOf(s)).toMatchObject({ available: 367, version: 2 })
  expect(await orderNow(s, placed)).toMatchObject({ refunding: null, paid: { refundedCents: 333 } })
  expect((await chainOf(s)).map(({ action, target }) => [action, target])).toEqual([
    ['refund.request', placed.id],
  ])
})

test('the same key again is the same refund', async () => {
  const { s, quoted, ask, atStripe } = await start()
  const request = await quoted()
  const first = must(await ask(request))
  const again = must(await ask(request))
  expect(again).toEqual({ value: first.value, replayed: true })
  expect(codeOf(await ask({ ...request, cents: usdCents(1) }))).toBe('IDEMPOTENCY_KEY_REUSED')
  expect(await atStripe()).toHaveLength(1)
  expect(await walletOf(s)).toMatchObject({ version: 2 })
})

describe('is refused, and moves nothing,', () => {
  test('without a quote, or when it would do something else by now', async () => {
    const { harness, wish, quoted, ask, at, atStripe } = await start()
    expect(codeOf(await ask(wish))).toBe('REFUND_STALE')
    const request = await quoted()
    await at.refund(100)
    await harness.webhooks()
    expect(codeOf(await ask(request))).toBe('REFUND_STALE')
    expect(await atStripe()).toHaveLength(1)
  })

  test('when more is asked for than is left, heard of or not', async () => {
    const { wish, quoted, ask, at, s } = await start()
    const request = await quoted({ cents: usdCents(999) })
    await at.refund(100)
    expect(codeOf(await ask(request))).toBe('REFUND_EXCEEDS')
    expect(codeOf(await quoteRefund(s, { ...wish, cents: usdCents(900) }))).toBe('REFUND_EXCEEDS')
  })

  test('while the bank has the money', async () => {
    const { wish, quoted, ask, at, s } = await start()
    const request = await quoted()
    await at.dispute()
    expect(codeOf(await ask(request))).toBe('PURCHASE_DISPUTED')
    expect(codeOf(await quoteRefund(s, wish))).toBe('PURCHASE_DISPUTED')
  })

  // Who committed the tokens would have the money back and keep the bet.
  test('by the buyer, who happens to be an admin', async () => {
    const { quoted, ask, atStripe } = await start()
    expect(codeOf(await ask(await quoted(), 'one', ALICE))).toBe('CONFLICT_OF_INTEREST')
    expect(await atStripe()).toHaveLength(0)
  })

  test('for what was never granted', async () => {
    const { s, placed, wish } = await start()
    const ref = { kind: 'order', id: placed.id } as const
    await s.store.atomically({ order: ref }, ({ order }) => ({
      answer: null,
      changes: order ? [{ ref, value: { ...order, status: 'mismatch' } }] : [],
    }))
    expect(codeOf(await quoteRefund(s, wish))).toBe('PURCHASE_NOT_CREDITED')
  })
})

// Both looked at the same quote and clicked: the buyer must not get twice the money.
test('two admins at once: one refund, the other a clear refusal', async () => {
  const { harness, quoted, ask, atStripe } = await start()
  const request = await quoted()
  const answers = await Promise.all([
    ask(request, 'one', ADMIN, harness.isolate()),
    ask(request, 'two', BOB, harness.isolate()),
  ])
  const codes = answers.map(codeOf).sort()
  expect(['REFUND_STALE', 'REFUND_UNDER_WAY']).toContain(codes[0])
  expect(codes[1]).toBe('ok')
  expect(await atStripe()).toHaveLength(1)
})

describe('when Stripe does not answer', () => {
  async function startLost(applied: boolean) {
    const started = await start()
    const request = await started.quoted()
    const restore = started.harness.intercept('stripe', async (sent, next) => {
      if (sent.method !== 'POST' || !sent.url.includes('/v1/refunds')) return next(sent)
      if (applied) await next(sent)
      return new Response('{}', { status: 503 })
    })
    const { value } = must(await started.ask(request))
    restore()
    return { ...started, value, request }
  }

  test.each([false, true])('it is written down and goes on; applied: %s', async (applied) => {
    const { harness, s, placed, value, atStripe, quoted, ask } = await startLost(applied)
    expect(value.state).toBe('requested')
    expect(codeOf(await quoteRefund(s, { purchaseId: placed.id, cents: usdCents(1) }))).toBe(
      'REFUND_UNDER_WAY',
    )
    await consume(s, harness.queue.take())
    expect(await atStripe()).toHaveLength(1)
    expect(await walletOf(s)).toMatchObject({ available: 367, version: 2 })
    expect(await orderNow(s, placed)).toMatchObject({ refunding: null })
    expect(must(await ask(await quoted({ cents: usdCents(1) }), 'two')).value.state).toBe('sent')
  })

  test('and its message is lost too: the clock finds it', async () => {
    const { harness, s, atStripe } = await startLost(false)
    harness.queue.take()
    harness.clock.advance(2 * 60_000)
    await tick(s, EVERY_FIVE_MINUTES)
    await consume(s, harness.queue.take())
    expect(await atStripe()).toHaveLength(1)
    harness.clock.advance(5 * 60_000)
    await tick(s, EVERY_FIVE_MINUTES)
    const kinds = harness.queue.waiting().map((job) => (job as Job).kind)
    expect(kinds).not.toContain('refund')
  })

  // Stripe has forgotten the key by then: it would send the money again.
  test('for days: what was sent is looked for before it is sent again', async () => {
    const { harness, s, value, atStripe } = await startLost(true)
    harness.clock.advance(2 * DAY_MS)
    await consume(s, harness.queue.take())
    expect(await atStripe()).toHaveLength(1)
    const { refund } = await s.store.read({ refund: { kind: 'refund', id: value.id } })
    expect(refund).toMatchObject({ state: 'sent' })
  })
})

test('refused by Stripe it ends as refused, and what was unheard of is taken', async () => {
  const { harness, s, at, placed, quoted, ask } = await start()
  const request = await quoted({ cents: usdCents(900) })
  const restore = harness.intercept('stripe', async (sent, next) => {
    // Somebody at the dashboard is faster by a moment.
    if (sent.method === 'POST' && sent.url.includes('/v1/refunds')) {
      restore()
      await at.refund()
    }
    return next(sent)
  })
  expect(must(await ask(request)).value).toMatchObject({ state: 'refused', stripeRefundId: null })
  expect(await walletOf(s)).toMatchObject({ available: 0 })
  expect(await orderNow(s, placed)).toMatchObject({ refunding: null })
})

test('returned by the bank days later it has failed, and the buyer has the tokens', async () => {
  const { harness, s, at, quoted, ask } = await start()
  const { value } = must(await ask(await quoted()))
  await at.refundFails(value.stripeRefundId ?? '')
  await harness.webhooks()
  const { refund } = await s.store.read({ refund: { kind: 'refund', id: value.id } })
  expect(refund).toMatchObject({ state: 'failed' })
  expect(await walletOf(s)).toMatchObject({ available: 550 })
})
