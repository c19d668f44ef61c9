// What admins decided and what followed from it: tokens out of the house that nobody decided, and a
// payout that somebody made away with, are found, or nobody is ever paid.
import { describe, expect, test } from 'vitest'
import { adjustedIdOf } from '../test/adjusted.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { casesOf, fullCheck, startBooks, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, JOB, lockRain, resolveRain } from '../test/payouts.ts'
import { startReview } from '../test/reviews.ts'
import { COMPLETED, eventOf, must, order, startPaid } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { handleEvent } from './receive-event.ts'

async function found(harness: Harness): Promise<{ now: string[]; inAWeek: string[] }> {
  const now = await fullCheck(harness)
  await week(harness)
  return { now, inAWeek: (await casesOf(harness)).filter((id) => id.startsWith('recon_')) }
}

async function startResolving(): Promise<Harness> {
  const harness = startHarness()
  await openTo(harness.services)
  await endow(harness.services, ALICE, 1_000)
  must(await place(harness.services, 'a'))
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  must(await resolveRain(harness.services, 'yes'))
  return harness
}

test('a payout that is gone before it was done is missed by its prediction', async () => {
  const harness = await startResolving()
  await byHand(harness, 'DELETE', `payoutJobs/${JOB}`)
  await drainQueue(harness)
  const { now, inAWeek } = await found(harness)
  expect([now, inAWeek]).toEqual([['payout_missing prd-rain'], ['recon_payout_missing_prd-rain']])
})

test('one that is over, in a state that there is not, is named', async () => {
  const harness = await startBooks()
  await byHand(harness, 'PATCH', `payoutJobs/${JOB}`, { state: text('donex') })
  const { now, inAWeek } = await found(harness)
  expect(now).toEqual([`payout_unreadable ${JOB}`])
  expect(inAWeek).toEqual([`recon_payout_unreadable_${JOB}`])
})

test('a prediction that says another outcome than is paid for is named', async () => {
  const harness = await startResolving()
  await byHand(harness, 'PATCH', 'predictions/prd-rain', { outcome: text('no') })
  expect(await fullCheck(harness)).toEqual(['payout_missing prd-rain'])
})

const ADJUSTMENT = adjustedIdOf(ALICE, 0)
test.each([
  ['that nobody decided', 'DELETE', undefined, `row_without_adjustment adjust_${ADJUSTMENT}`],
  ['of more than was decided', 'PATCH', { tokens: integer(999) }, `adjustment_row ${ADJUSTMENT}`],
  ['that was rejected', 'PATCH', { state: text('rejected') }, `adjustment_row ${ADJUSTMENT}`],
  [
    'that one person decided',
    'PATCH',
    { decidedBy: text('giver') },
    `adjustment_row ${ADJUSTMENT}`,
  ],
  [
    'that the other one did not',
    'PATCH',
    { decidedBy: text('admin') },
    `adjustment_undecided ${ADJUSTMENT}`,
  ],
  ['of no direction', 'PATCH', { direction: text('up') }, `adjustment_unreadable ${ADJUSTMENT}`],
] as const)('an adjustment %s is named', async (_, method, fields, named) => {
  const harness = startHarness()
  await endow(harness.services, ALICE, 1_000)
  await byHand(harness, method, `adjustments/${ADJUSTMENT}`, fields)
  expect(await fullCheck(harness)).toContain(named)
})

test('a week of nights finds it as well, from the row and from what was decided', async () => {
  const harness = await startBooks()
  const made = adjustmentIn(await harness.documents())
  await byHand(harness, 'PATCH', `adjustments/${made}`, { tokens: integer(9) })
  const { inAWeek } = await found(harness)
  expect(inAWeek).toEqual([`recon_adjustment_row_${made}`])
})

test('what was decided, and that now says it never was, is named', async () => {
  const harness = await startBooks()
  const nothing = { nullValue: null }
  const fields = { state: text('proposed'), decidedBy: nothing, decidedAt: nothing }
  const made = adjustmentIn(await harness.documents())
  await byHand(harness, 'PATCH', `adjustments/${made}`, fields)
  expect(await fullCheck(harness)).toEqual([`adjustment_row ${made}`])
})

function adjustmentIn(documents: Readonly<Record<string, string>>): string {
  const made = Object.keys(documents).find((path) => path.startsWith('adjustments/'))
  return made?.slice('adjustments/'.length) ?? ''
}

// No other refund of it, and no ruling, could ever come.
test('an order that waits for a refund that is over is named', async () => {
  const harness = startHarness()
  const placed = await order(harness)
  const refunding = `rfd_${'a'.repeat(40)}`
  await byHand(harness, 'PATCH', `purchases/${placed.id}`, { refunding: text(refunding) })
  const { now, inAWeek } = await found(harness)
  expect(now).toEqual([`order_refunding ${placed.id}`])
  expect(inAWeek).toContain(`recon_order_refunding_${placed.id}`)
})

// Its buyer has neither tokens nor money, and a refused order is looked at by nobody else.
describe('an order that says it was refused', () => {
  const REFUSE = { verdict: 'refuse', reason: 'wrong_payment' } as const
  async function startRefused() {
    const review = await startReview()
    await review.refund()
    const { id } = await review.proposed(REFUSE)
    must(await review.approve(id))
    return { ...review, path: `rulings/${id}` }
  }

  test('for its own payment, by a hand, is named now and within a week', async () => {
    const { harness, s, placed, session } = await startPaid()
    const paid = { paymentIntentId: text(`${session.intent?.id}`), status: text('refused') }
    const nothingDue = { nextCheckAt: { nullValue: null } }
    await byHand(harness, 'PATCH', `purchases/${placed.id}`, { ...paid, ...nothingDue })
    await handleEvent(s, eventOf(COMPLETED, placed.sessionId))
    const { now, inAWeek } = await found(harness)
    expect(now).toEqual([`order_unruled ${placed.id}`])
    expect(inAWeek).toContain(`recon_order_unruled_${placed.id}`)
  })

  test('is in order when two people refused it', async () => {
    const { harness } = await startRefused()
    expect(await fullCheck(harness)).toEqual([])
  })

  test.each([
    ['was never decided', { state: text('proposed') }],
    ['released it', { verdict: text('release') }],
    ['was about another payment', { paymentIntentId: text('pi_other') }],
    ['was about another session', { sessionId: text('cs_other') }],
    ['one person made', { decidedBy: text('admin') }],
    ['its buyer approved', { decidedBy: text('alice') }],
  ])('is named when its ruling %s', async (_, fields) => {
    const { harness, placed, path } = await startRefused()
    await byHand(harness, 'PATCH', path, fields)
    expect(await fullCheck(harness)).toEqual([`order_unruled ${placed.id}`])
  })
})
