// Prices beside Stripe's: an admin who reads here that both agree stops looking.
import { expect, test } from 'vitest'
import { byHand, text } from '../test/by-hand.ts'
import { order } from '../test/shop.ts'
import { sdkFor, sell, startHarness } from '../test/start.ts'
import { checkPrices, PRICE_CHECKS_MAX } from './check-prices.ts'
import { retireOrders } from './manage-packages.ts'
import { readPackage } from './read-package.ts'

test('each package says what Stripe has, whatever we believed; nothing is written', async () => {
  const harness = startHarness()
  await sell(harness, { id: 'agrees', outOfSync: true })
  await sell(harness, { id: 'dearer', cents: 999, stripeCents: 1299 })
  const archived = await sell(harness, { id: 'archived' })
  await sdkFor(harness).prices.update(archived.stripePriceId, { active: false })
  const before = await harness.documents()
  const { items, unchecked } = await checkPrices(harness.services)
  const told = items.map(({ package: { id }, price, misfit }) => [id, price?.cents, misfit])
  expect(Object.fromEntries(told.map(([id, ...rest]) => [id, rest]))).toEqual({
    agrees: [999, null],
    dearer: [1299, 'amount'],
    archived: [999, 'inactive'],
  })
  expect(unchecked).toBe(0)
  expect(await harness.documents()).toEqual(before)
})

// A long list of old packages must not hide that one for sale went wrong, nor break the platform's
// bound of calls.
test('what is for sale is asked about first, and the rest is counted', async () => {
  const harness = startHarness()
  for (let n = 0; n < PRICE_CHECKS_MAX; n += 1) {
    await sell(harness, { id: `a-old-${n}`, isActive: false })
  }
  await sell(harness, { id: 'z-sold', stripeCents: 1 })
  const { items, unchecked } = await checkPrices(harness.services)
  expect(items[0]).toMatchObject({ package: { id: 'z-sold' }, misfit: 'amount' })
  expect([items.length, unchecked]).toEqual([PRICE_CHECKS_MAX, 1])
})

// The platform ends a request at its fiftieth call, and lets six connections be open: an admin with
// many packages would read of none while Stripe is busy.
test('a busy Stripe that says so to half of the questions answers within the bounds', async () => {
  const harness = startHarness()
  for (let n = 0; n < 45; n += 1) await sell(harness, { id: `p${n}` })
  let [calls, open, most] = [0, 0, 0]
  const asked = new Set<string>()
  harness.intercept('stripe', async (request, next) => {
    calls += 1
    open += 1
    most = Math.max(most, open)
    const isBusy = !asked.has(request.url) && asked.size % 2 === 0
    asked.add(request.url)
    const answer = await next(request)
    open -= 1
    return isBusy ? new Response('{"error":{}}', { status: 429 }) : answer
  })
  const { items } = await checkPrices(harness.services)
  expect(items.every(({ misfit }) => misfit === null)).toBe(true)
  expect(calls).toBeLessThan(45)
  expect(most).toBeLessThanOrEqual(6)
})

// One document would keep the page of its package from every admin, and a package that was taken
// off sale could be paid for on every page that is open.
test('an order that somebody bent is one of those that wait, by its document', async () => {
  const harness = startHarness()
  const { packageId, id } = await order(harness)
  await byHand(harness, 'PATCH', `purchases/${id}`, { id: text('other'), taken: text('nothing') })
  expect(await readPackage(harness.services, packageId)).toMatchObject({
    ok: true,
    value: { openOrders: 1 },
  })
  await retireOrders(harness.services, packageId)
  expect(harness.queue.waiting()).toEqual([{ v: 1, kind: 'order', purchaseId: id }])
})

// Whoever takes a package off sale closes these people's payment pages.
test('a package tells how many people are about to pay for it', async () => {
  const harness = startHarness()
  const { packageId } = await order(harness)
  const open = await readPackage(harness.services, packageId)
  expect(open).toMatchObject({ ok: true, value: { openOrders: 1, openOrdersArePartial: false } })
})
