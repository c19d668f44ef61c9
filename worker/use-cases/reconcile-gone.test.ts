// An order that somebody deleted before it was credited: its buyer may have paid for it, and
// nothing asks for it any more but what speaks of it.
import { expect, test } from 'vitest'
import { casesOf, fullCheck, week } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { startReview } from '../test/reviews.ts'
import { must, order, startPaid, walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { cancelPurchase } from './cancel-purchase.ts'

async function found(harness: Harness): Promise<{ now: string[]; inAWeek: string[] }> {
  harness.clock.advance(60_000)
  const now = await fullCheck(harness)
  await week(harness)
  return { now, inAWeek: (await casesOf(harness)).filter((id) => id.startsWith('recon_')) }
}

test('one that waits to be paid is missed by the slot that it takes', async () => {
  const harness = startHarness()
  const { id } = await order(harness)
  await byHand(harness, 'DELETE', `purchases/${id}`)
  const { now, inAWeek } = await found(harness)
  expect(now).toEqual([`order_missing ${id}`])
  expect(inAWeek).toEqual([`recon_order_missing_${id}`])
})

test("one that is somebody else's now is missed as well", async () => {
  const harness = startHarness()
  const { id } = await order(harness)
  await byHand(harness, 'PATCH', `purchases/${id}`, { userId: text('mallory') })
  expect(await fullCheck(harness)).toContain(`order_missing ${id}`)
})

test('one in review is missed by the case that waits for it', async () => {
  const { harness, placed } = await startReview()
  expect((await walletOf(harness.services, ALICE))?.openOrders).toEqual({})
  await byHand(harness, 'DELETE', `purchases/${placed.id}`)
  const { now, inAWeek } = await found(harness)
  expect(now).toEqual([`order_missing ${placed.id}`])
  expect(inAWeek).toContain(`recon_order_missing_${placed.id}`)
})

test('a slot that nothing can have taken is named, and ends no night', async () => {
  const harness = startHarness()
  await order(harness)
  const fields = { mapValue: { fields: { 'a/b': { integerValue: '1' } } } }
  await byHand(harness, 'PATCH', `balances/${ALICE}`, { openOrders: fields })
  const { now } = await found(harness)
  expect(now).toEqual(['order_missing a/b'])
  const { night } = await harness.services.store.read({ night: { kind: 'night', id: 'night' } })
  expect(night?.finishedAt).not.toBeNull()
})

test('one that waits, was cancelled, is in review or released is missed by nothing', async () => {
  const waiting = startHarness()
  await order(waiting)
  const other = await order(waiting, 'key-2')
  must(await cancelPurchase(waiting.services, other.id, ALICE))
  expect(await fullCheck(waiting)).toEqual([])
  const review = await startReview()
  expect(await fullCheck(review.harness)).toEqual([])
  must(await review.approve((await review.proposed()).id))
  expect(await fullCheck(review.harness)).toEqual([])
  const { harness } = await startPaid()
  await harness.webhooks()
  expect(await fullCheck(harness)).toEqual([])
})
