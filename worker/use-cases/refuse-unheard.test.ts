// Refusing an order wants all of its money back, also what nobody was told of.
import { expect, test } from 'vitest'
import { openFlag } from '../domain/flag.ts'
import type { Change } from '../ports.ts'
import { ALICE } from '../test/people.ts'
import { payElsewhere, startReview } from '../test/reviews.ts'
import { codeOf } from '../test/shop.ts'

const REFUSE = { verdict: 'refuse', reason: 'wrong_payment' } as const

// Its webhook was lost, so there is no case of it yet: the buyer's money would stay with us unsaid.
test("the order's own page that was paid, and nobody heard, is asked about too", async () => {
  const { harness, placed, proposed, approve, refund } = await startReview('own page paid')
  await refund()
  const { id } = await proposed(REFUSE)
  const own = await approve(id)
  expect(own).toMatchObject({ failure: { code: 'PAYMENT_NOT_RETURNED' } })
  expect(own).toMatchObject({ failure: { detail: expect.stringContaining(placed.sessionId) } })
  await refund(undefined, placed.sessionId)
  expect(codeOf(await approve(id))).toBe('ok')
  expect(harness.recorder.errors()).toEqual(['purchase_mismatch'])
})

// A buyer with many cases is the last one whose older payment may be forgotten.
test('an older payment is not forgotten behind a hundred younger cases of its buyer', async () => {
  const { harness, s, placed, proposed, approve, refund } = await startReview()
  const older = await payElsewhere(harness, placed)
  await harness.webhooks()
  await refund()
  const { id } = await proposed(REFUSE)
  const others = Array.from({ length: 100 }, (_, n): Change => {
    const ref = { kind: 'flag', id: `dispute_du_${n}` } as const
    const createdAt = harness.clock.now() * 1000 + n
    const about = { userId: ALICE, reason: 'dispute', createdAt }
    return { ref, value: openFlag({ id: ref.id, ...about }) }
  })
  await s.store.atomically({}, () => ({ answer: null, changes: others }))
  const half = await approve(id)
  expect(half).toMatchObject({ failure: { code: 'PAYMENT_NOT_RETURNED' } })
  expect(half).toMatchObject({ failure: { detail: expect.stringContaining(older) } })
})
