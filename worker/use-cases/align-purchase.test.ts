// Money that went back takes its tokens along, once and exactly: too few is a gift to thieves, too
// many robs a buyer.
import { describe, expect, test } from 'vitest'
import type { CommitTokens } from '../../shared/api/predictions.ts'
import { tokens } from '../../shared/tokens.ts'
import { restrictionAt } from '../domain/holds.ts'
import type { Order } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { ALICE } from '../test/people.ts'
import { startCredited, startUnheard } from '../test/reversals.ts'
import { flagsOf, orderNow, rowsOf, walletOf } from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'
import { alignPurchase } from './align-purchase.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'

async function restriction(s: Services) {
  return restrictionAt((await walletOf(s))?.holds ?? {}, s.clock.now() * 1000)
}

async function commit(s: Services, amount: number) {
  await openTo(s)
  const done = await place(s, 'bet', { tokens: tokens(amount) as CommitTokens['tokens'] })
  expect(done.ok).toBe(true)
}

/** As if something else had come before. */
async function change({ store }: Services, { id }: Order, changes: Partial<Order>): Promise<void> {
  const ref = { kind: 'order', id } as const
  await store.atomically({ order: ref }, ({ order }) => ({
    answer: null,
    changes: order ? [{ ref, value: { ...order, ...changes } }] : [],
  }))
}

describe('a refund', () => {
  test('takes its part of tokens and bonus, once, however often it is told', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.refund(333)
    await harness.webhooks()
    await alignPurchase(s, { purchaseId: placed.id })
    expect(await walletOf(s)).toMatchObject({ available: 367, owed: 0, version: 2 })
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'credited',
      paid: { chargedCents: 999, refundedCents: 333, withdrawnCents: 0 },
      taken: { tokens: 167, bonus: 16 },
      reversals: 1,
      dispute: 'none',
    })
    const [row] = await rowsOf(s)
    expect(row).toMatchObject({
      id: `reversal_${placed.id}_1`,
      type: 'refund',
      amount: 183,
      relatedId: placed.id,
      metadata: { cause: 'card_refund', packageName: 'Starter', bonusTokens: 16 },
      deltas: { dStripe: 167, dPromo: 16, dAvailable: -183 },
    })
  })

  // Else its buyer would have both, and nobody would ever know.
  test('of a payment whose metadata somebody cleared takes its tokens, too', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { paymentIntentId } = await orderNow(s, placed)
    const metadata = { purchaseId: '' }
    await sdkFor(harness).paymentIntents.update(paymentIntentId ?? '', { metadata })
    await at.refund()
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0 })
  })

  test('of tokens that are committed is owed, and the commitment stays', async () => {
    const { harness, s, at } = await startCredited()
    await commit(s, 400)
    await at.refund()
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 0, committed: 400, owed: 400 })
  })

  test('that fails at the bank gives the tokens back', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { id } = await at.refund()
    await harness.webhooks()
    await at.refundFails(id)
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550, owed: 0 })
    expect((await rowsOf(s)).map(({ type }) => type)).toEqual(['reinstate', 'refund', 'purchase'])
    expect(await orderNow(s, placed)).toMatchObject({ taken: { tokens: 0, bonus: 0 } })
  })

  test('told before the purchase is taken back in the commit that grants it', async () => {
    const { harness, s, placed, at, input } = await startUnheard()
    await at.refund(333)
    await alignPurchase(s, { purchaseId: placed.id })
    expect(await rowsOf(s)).toEqual([])
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'pending',
      paid: { refundedCents: 333 },
      taken: { tokens: 0 },
    })
    await fulfilPurchase(s, input)
    expect(await walletOf(s)).toMatchObject({ available: 367, version: 2 })
    const documents = await harness.documents()
    const born = Object.entries(documents).flatMap(([path, text]) =>
      path.startsWith('transactions/') ? [JSON.parse(text).createTime] : [],
    )
    expect(born).toHaveLength(2)
    expect(new Set(born).size).toBe(1)
    expect((await rowsOf(s)).map(({ type, amount }) => [type, amount])).toEqual([
      ['refund', 183],
      ['purchase', 550],
    ])
  })

  // Paid twice, refunded once: the buyer keeps what the first payment bought.
  test('of another payment takes no tokens', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.refund()
    await change(s, placed, { paymentIntentId: 'pi_of_the_first' })
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
    expect(await orderNow(s, placed)).toMatchObject({ paid: { refundedCents: 0 } })
  })

  test('of a payment that people look into is known to them, and moves nothing', async () => {
    const { harness, s, placed, at } = await startUnheard()
    await change(s, placed, { status: 'mismatch' })
    await at.refund()
    await harness.webhooks()
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'mismatch',
      paid: { refundedCents: 999 },
      taken: { tokens: 0 },
    })
    expect(await rowsOf(s)).toEqual([])
  })
})

describe('a dispute', () => {
  test('takes what the bank withdrew, stops purchases and is a case', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.dispute({ amount: 500 })
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 275 })
    expect(await restriction(s)).toBe('purchases')
    expect(await flagsOf(harness)).toEqual(['dispute'])
    expect(await orderNow(s, placed)).toMatchObject({ dispute: 'open' })
    const [row] = await rowsOf(s)
    expect(row).toMatchObject({ type: 'refund', metadata: { cause: 'dispute' } })
  })

  test('that is won gives back all but what was refunded, and lifts what it put', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.refund(333)
    const { id } = await at.dispute()
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0 })
    await at.decide(id, 'won')
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 367, owed: 0 })
    expect(await restriction(s)).toBe('none')
    expect(await orderNow(s, placed)).toMatchObject({ dispute: 'won' })
    const { flag } = await s.store.read({ flag: { kind: 'flag', id: `dispute_${id}` } })
    expect(flag).toMatchObject({ state: 'closed', closed: { by: 'system', reason: 'won' } })
  })

  test('that is lost leaves tokens, restriction and case as they are', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { id } = await at.dispute()
    await at.decide(id, 'lost')
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0 })
    expect(await restriction(s)).toBe('purchases')
    expect(await orderNow(s, placed)).toMatchObject({ dispute: 'lost' })
    const { flag } = await s.store.read({ flag: { kind: 'flag', id: `dispute_${id}` } })
    expect(flag).toMatchObject({ state: 'open', purchaseId: placed.id, userId: ALICE })
  })

  test('that is only a question is a case and no more, until it is escalated', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { id } = await at.dispute({ inquiry: true })
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550 })
    expect(await restriction(s)).toBe('none')
    expect(await flagsOf(harness)).toEqual(['inquiry'])
    expect(await orderNow(s, placed)).toMatchObject({ dispute: 'inquiry' })
    await at.decide(id, 'escalated')
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 0 })
    expect(await restriction(s)).toBe('purchases')
    expect(await flagsOf(harness)).toEqual(['dispute'])
  })

  // A person looked at it and let the buyer go on: the next event must not undo that.
  test('told again does not put back a hold that a person lifted', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { id } = await at.dispute()
    await harness.webhooks()
    await endow(s, ALICE, 1, {
      holds: { [`dispute_${id}`]: { scope: 'purchases', at: 1, endsAt: 2 } },
    })
    await at.decide(id, 'lost')
    await harness.webhooks()
    await alignPurchase(s, { purchaseId: placed.id })
    expect(await restriction(s)).toBe('none')
  })
})

test('a warning of fraud stops purchases, is a case, and takes nothing', async () => {
  const { harness, s, at } = await startCredited()
  await at.warn()
  await harness.webhooks()
  await harness.webhooks()
  expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  expect(await restriction(s)).toBe('purchases')
  expect(await flagsOf(harness)).toEqual(['fraud_warning'])
})
