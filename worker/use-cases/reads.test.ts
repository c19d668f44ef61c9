// People see their own wallet and purchases, and nobody else's.
import { describe, expect, test } from 'vitest'
import { emptyWallet } from '../domain/ledger.ts'
import { endow } from '../test/betting.ts'
import { codeOf, must, order, rowsOf } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'
import { listPurchases, readPurchase } from './read-purchases.ts'
import { listRows, readWallet } from './read-wallet.ts'

const PAGE = { limit: 10, after: null }

async function startPaid() {
  const harness = startHarness()
  const s = harness.services
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl)
  await harness.webhooks()
  return { harness, s, placed }
}

test('somebody new has a wallet of zeros, and nothing is written for looking', async () => {
  const harness = startHarness()
  expect(await readWallet(harness.services, ALICE)).toEqual(emptyWallet(ALICE))
  expect(await harness.documents()).toEqual({})
})

test('a balance costs one call and one read', async () => {
  const { harness, s } = await startPaid()
  const fresh = harness.isolate(harness.meter)
  const before = { ...harness.meter }
  expect(await readWallet(fresh, ALICE)).toMatchObject({ available: 550, version: 1 })
  expect(harness.meter.calls - before.calls).toBe(1)
  expect(harness.meter.reads - before.reads).toBe(1)
  expect(await listRows(s, ALICE, {}, PAGE)).toEqual(await rowsOf(s))
  expect(await listRows(s, BOB, {}, PAGE)).toEqual([])
})

describe('a balance read a moment ago', () => {
  test('costs nothing for two seconds, then is read again', async () => {
    const { harness, s } = await startPaid()
    await readWallet(s, ALICE)
    const calls = harness.meter.calls
    harness.clock.advance(1_999)
    await readWallet(s, ALICE)
    expect(harness.meter.calls - calls).toBe(0)
    harness.clock.advance(1)
    await readWallet(s, ALICE)
    expect(harness.meter.calls - calls).toBe(1)
  })

  // I17: the tokens were seen; an isolate that missed it must not show the balance before.
  test('is not shown to somebody who saw a later one', async () => {
    const { harness, s } = await startPaid()
    const other = harness.isolate()
    expect(await readWallet(other, ALICE)).toMatchObject({ version: 1 })
    await endow(s, ALICE, 5)
    expect(await readWallet(other, ALICE, 2)).toMatchObject({ available: 555, version: 2 })
  })
})

test('the own purchase shows its card; one that is not paid has none', async () => {
  const { harness, s, placed } = await startPaid()
  const read = must(await readPurchase(s, ALICE, placed.id))
  expect(read).toMatchObject({ order: { status: 'credited' }, card: { last4: '4242' } })
  const open = await order(harness, 'key-2')
  expect(must(await readPurchase(s, ALICE, open.id)).card).toBeNull()
})

test("another person's purchase is not found, just as one that never was", async () => {
  const { s, placed } = await startPaid()
  const theirs = await readPurchase(s, BOB, placed.id)
  const none = await readPurchase(s, ALICE, placed.id.replace(/.$/, 'x') as typeof placed.id)
  expect(codeOf(theirs)).toBe('PURCHASE_NOT_FOUND')
  expect(theirs).toEqual(none)
  expect(await listPurchases(s, BOB, { page: PAGE })).toEqual([])
})

test('pending stands for creating and pending, review for mismatch', async () => {
  const { harness, s, placed } = await startPaid()
  const open = await order(harness, 'key-2')
  const ids = async (status: 'pending' | 'credited' | 'review') =>
    (await listPurchases(s, ALICE, { status, page: PAGE })).map(({ id }) => id)
  expect(await ids('pending')).toEqual([open.id])
  expect(await ids('credited')).toEqual([placed.id])
  expect(await ids('review')).toEqual([])
  expect(await listPurchases(s, ALICE, { page: PAGE })).toHaveLength(2)
})
