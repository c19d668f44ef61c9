// Releasing, refusing and refunding one order at once: its buyer gets tokens or money, never both.
import { expect, test } from 'vitest'
import { ADMIN2, BOB } from '../test/people.ts'
import { startReview } from '../test/reviews.ts'
import { codeOf, must, rowsOf, walletOf } from '../test/shop.ts'

const REFUSE = { verdict: 'refuse', reason: 'wrong_payment' } as const

// Each saw something else of Stripe: money gone and money there can't both be decided.
test('released and refused at once, with the refund in between, it is one of the two', async () => {
  const { harness, s, proposed, approve, refund, now } = await startReview()
  const [release, refuse] = [await proposed(), await proposed(REFUSE)]
  let refunding: Promise<unknown> | undefined
  const restore = harness.intercept('firestore', async (request, next) => {
    // The release has asked Stripe by now, and is about to be written.
    if (request.url.endsWith(':commit')) {
      refunding ??= refund().then(() => approve(refuse.id, BOB, harness.isolate()))
      restore()
      await refunding
    }
    return next(request)
  })
  const released = await approve(release.id, ADMIN2, harness.isolate())
  const refused = (await refunding) as Awaited<ReturnType<typeof approve>>
  expect([released, refused].map(codeOf)).toEqual(['PURCHASE_NOT_IN_REVIEW', 'ok'])
  expect(await now()).toMatchObject({ status: 'refused' })
  expect(await rowsOf(s)).toEqual([])
})

// What Stripe said before the refund must not be written after it.
test('a refund that is heard of while the release asks keeps it from being released', async () => {
  const { harness, s, proposed, approve, refund, now } = await startReview()
  const { id } = await proposed()
  const restore = harness.intercept('firestore', async (request, next) => {
    if (request.url.endsWith(':commit')) {
      restore()
      await refund()
      await harness.webhooks()
    }
    return next(request)
  })
  expect(codeOf(await approve(id, ADMIN2, harness.isolate()))).toBe('PAYMENT_UNFIT')
  expect(await now()).toMatchObject({ status: 'mismatch' })
  expect(await rowsOf(s)).toEqual([])
})

// The release was faster: what was refunded meanwhile is taken back, as of any purchase.
test('a refund that arrives after the release takes its tokens', async () => {
  const { harness, s, proposed, approve, refund, now } = await startReview()
  const [release, refuse] = [await proposed(), await proposed(REFUSE)]
  must(await approve(release.id))
  await refund()
  expect(codeOf(await approve(refuse.id))).toBe('PURCHASE_NOT_IN_REVIEW')
  await harness.webhooks()
  expect(await now()).toMatchObject({ status: 'credited', taken: { tokens: 500, bonus: 50 } })
  expect(await walletOf(s)).toMatchObject({ available: 0, version: 2 })
})
