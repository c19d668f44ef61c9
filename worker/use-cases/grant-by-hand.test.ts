// Whoever changes an order in the database before it is paid must get nothing for it: nobody is
// granted more than they paid for, or what somebody else did.
import { describe, expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { casesOf, fieldsOf, fullCheck, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import { ADMIN, ADMIN2 } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { codeOf, flagsOf, must, order, orderNow, startPaid, walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { approveRuling, proposeRuling } from './rule-order.ts'

async function startPending(fields: Fields) {
  const harness = startHarness()
  const { services: s } = harness
  const placed = await order(harness)
  const path = `purchases/${placed.id}`
  const before = await fieldsOf(harness, path)
  await byHand(harness, 'PATCH', path, fields)
  const paid = async () => {
    await harness.pay(placed.checkoutUrl)
    await harness.webhooks()
  }
  return { harness, s, placed, path, before, paid }
}

describe.each<[string, Fields]>([
  ['its tokens', { tokens: integer(5_000_000) }],
  ['its bonus', { bonusTokens: integer(5_000_000) }],
  ['its owner', { userId: text('mallory') }],
  ['its package', { packageName: text('Pro') }],
])('an order that waits, %s changed by hand,', (_, fields) => {
  test('is named before it is paid, and then waits for people', async () => {
    const { harness, s, placed, paid } = await startPending(fields)
    expect(await fullCheck(harness)).toContain(`order_snapshot ${placed.id}`)
    await paid()
    expect((await orderNow(s, placed)).status).toBe('mismatch')
    expect(await walletOf(s, ALICE)).toMatchObject({ available: 0 })
    expect((await walletOf(s, UserId.parse('mallory')))?.available ?? 0).toBe(0)
    expect(await flagsOf(harness)).toEqual(['snapshot'])
  })
})

// Stripe has the hash as well, and nobody changes that who can change our database.
test('changed by somebody who knows what it is compared with, it grants nothing', async () => {
  const { harness, s, placed, path, paid } = await startPending({ tokens: integer(5_000_000) })
  await byHand(harness, 'PATCH', path, { checkoutRequest: text('{}') })
  await paid()
  expect((await orderNow(s, placed)).status).toBe('mismatch')
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 0 })
})

test('two people cannot release it before it is again what was paid for', async () => {
  const started = await startPending({ tokens: integer(9_999) })
  const { harness, s, placed, path, before, paid } = started
  await paid()
  const about = { purchaseId: placed.id, sessionId: placed.sessionId, text: 'paid' }
  const asked = { ...about, verdict: 'release', reason: 'verified' } as const
  const request = asked as Parameters<typeof proposeRuling>[1]['request']
  const ruling = must(await proposeRuling(s, { adminId: ADMIN, request, key: 'r' })).value
  const approve = () => approveRuling(s, { adminId: ADMIN2, id: ruling.id })
  expect(codeOf(await approve())).toBe('PAYMENT_UNFIT')
  await byHand(harness, 'PATCH', path, { tokens: before.tokens })
  must(await approve())
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 550 })
})

test('an order of an earlier version, without a hash at Stripe, is granted as ever', async () => {
  const { s, session, input } = await startPaid()
  expect(session.snapshot).toMatch(/^[0-9a-f]{64}$/)
  await fulfilPurchase(s, { ...input, session: { ...session, snapshot: null } })
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 550 })
})

// The next look at Stripe would take the same tokens again.
test('what was taken back, forgotten by hand beside a large count, is named', async () => {
  const { harness, placed, at } = await startCredited()
  await at.refund(333)
  await harness.webhooks()
  const nothing = { mapValue: { fields: { tokens: integer(0), bonus: integer(0) } } }
  const fields = { reversals: integer(99), taken: nothing }
  await byHand(harness, 'PATCH', `purchases/${placed.id}`, fields)
  expect(await fullCheck(harness)).toContain(`order_taken ${placed.id}`)
  await week(harness)
  expect(await casesOf(harness)).toContain(`recon_order_taken_${placed.id}`)
})
