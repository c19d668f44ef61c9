// Two people release a payment that did not fit: what was ordered is granted, once, and only for
// money that is with us.
import { describe, expect, test } from 'vitest'
import { faultsOfOrder } from '../domain/reconcile-order.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { chainOf, writtenAt } from '../test/admins.ts'
import { sha256 } from '../test/movements.ts'
import { ADMIN2, BOB } from '../test/people.ts'
import { decidingOn, startReview, startTwice } from '../test/reviews.ts'
import { SAMPLES } from '../test/samples.ts'
import {
  COMPLETED,
  codeOf,
  eventOf,
  flagsOf,
  must,
  order,
  rowsOf,
  startPaid,
  walletOf,
} from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { handleEvent } from './receive-event.ts'
import { settleOrder } from './settle-order.ts'

const FLAG = 'fraudFlags/'

test('the snapshot is granted like any other, together with case, ruling and audit', async () => {
  const { harness, s, placed, sessionId, proposed, approve, now } = await startReview()
  const { id } = await proposed()
  harness.clock.advance(1_000)
  const { value } = must(await approve(id))
  expect(value).toMatchObject({ state: 'approved', decidedBy: ADMIN2, sessionId })
  expect(await walletOf(s)).toMatchObject({ available: 550, version: 1, open: [] })
  const credited = await now()
  expect(credited).toMatchObject({ status: 'credited', sessionId, looks: 1 })
  const [row] = await rowsOf(s)
  expect(row).toMatchObject({ id: `purchase_${sessionId}`, amount: 550, relatedId: placed.id })
  // What compares the books finds nothing unusual.
  expect(faultsOfOrder({ id: placed.id, value: credited }, row ?? null, sha256)).toEqual([])
  const documents = await harness.documents()
  const together = /^(?:transactions|balances|purchases|rulings|fraudFlags|auditLog\/admin2)/
  expect(writtenAt(documents, together).size).toBe(1)
  expect(documents[`${FLAG}order_${placed.id}_${sessionId}`]).toContain('"closed"')
  expect((await chainOf(s, ADMIN2)).map(({ action, target }) => [action, target])).toEqual([
    ['purchase.release', placed.id],
  ])
})

describe('Stripe is asked anew, and nothing is granted', () => {
  const bent: Record<string, object> = {
    'when nobody paid': { payment_status: 'unpaid' },
    'when it was not paid in dollars': { currency: 'eur' },
    'when it was paid in another environment': { livemode: true },
    'when it is of another order': { client_reference_id: `pur_${'c'.repeat(40)}` },
  }
  test.each(Object.entries(bent))('%s', async (_, change) => {
    const { harness, proposed, approve } = await startReview()
    const { id } = await proposed()
    const before = await harness.documents()
    const restore = harness.intercept('stripe', async (request, next) => {
      const answer = await next(request)
      if (!/checkout\/sessions\/cs_\w+\?/.test(request.url)) return answer
      return Response.json({ ...((await answer.json()) as object), ...change })
    })
    expect(codeOf(await approve(id))).toBe('PAYMENT_UNFIT')
    expect(await harness.documents()).toEqual(before)
    restore()
    expect(codeOf(await approve(id))).toBe('ok')
  })

  test('when all of the money went back', async () => {
    const { proposed, approve, refund, s, now } = await startReview()
    const { id } = await proposed()
    await refund()
    expect(codeOf(await approve(id))).toBe('PAYMENT_UNFIT')
    expect(await now()).toMatchObject({ status: 'mismatch' })
    expect(await rowsOf(s)).toEqual([])
  })

  test('while the bank asks for it', async () => {
    const { harness, proposed, approve } = await startReview()
    const { id } = await proposed()
    const [charge] = (await sdkFor(harness).charges.list()).data
    await harness.control(`charges/${charge?.id}/dispute`)
    expect(codeOf(await approve(id))).toBe('PURCHASE_DISPUTED')
  })

  test('while Stripe is away: the same key may be sent again', async () => {
    const { harness, s, proposed, approve } = await startReview()
    const { id } = await proposed()
    const restore = harness.intercept('stripe', () => new Response('{}', { status: 503 }))
    await expect(approve(id, ADMIN2, s, 'k')).rejects.toMatchObject({
      code: 'PAYMENTS_UNAVAILABLE',
    })
    restore()
    expect(must(await approve(id, ADMIN2, s, 'k')).replayed).toBe(false)
    expect(must(await approve(id, ADMIN2, s, 'k')).replayed).toBe(true)
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })
})

test('what went back before is taken in the same commit, as a second row', async () => {
  const { harness, s, proposed, approve, refund, now } = await startReview()
  await refund(333)
  const { id } = await proposed()
  must(await approve(id))
  expect((await rowsOf(s)).map(({ type, amount }) => [type, amount])).toEqual([
    ['refund', 183],
    ['purchase', 550],
  ])
  expect(await walletOf(s)).toMatchObject({ available: 367, version: 2 })
  await harness.webhooks()
  expect(await now()).toMatchObject({ paid: { chargedCents: 999, refundedCents: 333 } })
  expect(await walletOf(s)).toMatchObject({ available: 367, version: 2 })
})

describe('once', () => {
  test('two admins at the same moment grant it once', async () => {
    const { harness, s, proposed, approve } = await startReview()
    const { id } = await proposed()
    const both = await Promise.all([
      approve(id, ADMIN2, harness.isolate()),
      approve(id, BOB, harness.isolate()),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['PROPOSAL_DECIDED', 'ok'])
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
    const acted = [...(await chainOf(s, ADMIN2)), ...(await chainOf(s, BOB))]
    expect(acted.map(({ action }) => action)).toEqual(['purchase.release'])
  })

  test('two proposals of it grant it once', async () => {
    const { harness, s, proposed, approve } = await startReview()
    const one = await proposed()
    const two = await proposed({ reason: 'goodwill' })
    const both = await Promise.all([
      approve(one.id, ADMIN2, harness.isolate()),
      approve(two.id, BOB, harness.isolate()),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['PURCHASE_NOT_IN_REVIEW', 'ok'])
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })

  test('while events, the return page and the clock look at it too', async () => {
    const { harness, s, placed, sessionId, proposed, approve, now } = await startReview()
    const { id } = await proposed()
    const event = () => handleEvent(harness.isolate(), eventOf(COMPLETED, sessionId))
    const work = [event(), event(), settleOrder(harness.isolate(), placed.id)]
    const [approved] = await Promise.all([
      approve(id, ADMIN2, harness.isolate()),
      tick(harness.isolate(), EVERY_FIVE_MINUTES),
      ...work,
    ])
    expect(codeOf(approved)).toBe('ok')
    harness.clock.advance(5 * 60_000)
    await tick(s, EVERY_FIVE_MINUTES)
    await consume(s, harness.queue.take())
    await event()
    expect(await now()).toMatchObject({ status: 'credited', sessionId })
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
    expect(await flagsOf(harness)).toEqual(['another_session'])
  })

  // I6: that session's tokens were granted under another order's name.
  test('never for a session that granted something before', async () => {
    const { harness, s, sessionId, proposed, approve } = await startReview()
    const { id } = await proposed()
    const ref = { kind: 'row', id: `purchase_${sessionId}` } as const
    await s.store.atomically({ row: ref }, () => ({
      answer: null,
      changes: [{ ref, value: { ...SAMPLES.row, id: ref.id, userId: BOB } }],
    }))
    const before = await harness.documents()
    expect(codeOf(await approve(id))).toBe('PAYMENT_UNFIT')
    expect(await harness.documents()).toEqual(before)
  })
})

// Somebody who waits for a decision must not get room for a fourth order by it.
test('gives back no slot but its own, which was given back before', async () => {
  const { harness, s, proposed, approve } = await startReview()
  for (const key of ['a', 'b', 'c']) await order(harness, key)
  const before = (await walletOf(s))?.open
  expect(before).toHaveLength(3)
  must(await approve((await proposed()).id))
  expect((await walletOf(s))?.open).toEqual(before)
})

describe('of two payments for one order', () => {
  test('the named one is granted, and people still learn of the other', async () => {
    const { harness, s, placed, other, proposed, approve, now } = await startTwice()
    expect((await flagsOf(harness)).toSorted()).toEqual(['another_session', 'paid_later'])
    const { id } = await proposed({ sessionId: placed.sessionId })
    must(await approve(id))
    expect(await now()).toMatchObject({ status: 'credited', sessionId: placed.sessionId })
    expect((await rowsOf(s)).map(({ id: row }) => row)).toEqual([`purchase_${placed.sessionId}`])
    const documents = await harness.documents()
    expect(documents[`${FLAG}order_${placed.id}_${placed.sessionId}`]).toContain('"closed"')
    expect(documents[`${FLAG}order_${placed.id}_${other}`]).toContain('"open"')
  })
})

test('a payment that was misread by us is released for what it is', async () => {
  const { harness, s, input, session, placed } = await startPaid()
  await fulfilPurchase(s, { ...input, session: { ...session, subtotalCents: 1 } })
  const { proposed, approve, now } = decidingOn(harness, placed, placed.sessionId)
  must(await approve((await proposed()).id))
  expect(await now()).toMatchObject({ status: 'credited', cardFingerprint: expect.any(String) })
  expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
})
