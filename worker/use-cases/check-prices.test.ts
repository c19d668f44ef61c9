// Prices beside Stripe's: an admin who reads here that both agree stops looking.
import { expect, test } from 'vitest'
import { order } from '../test/shop.ts'
import { sdkFor, sell, startHarness } from '../test/start.ts'
import { checkPrices, PRICE_CHECKS_MAX } from './check-prices.ts'
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

// Whoever takes a package off sale closes these people's payment pages.
test('a package tells how many people are about to pay for it', async () => {
  const harness = startHarness()
  const { packageId } = await order(harness)
  const open = await readPackage(harness.services, packageId)
  expect(open).toMatchObject({ ok: true, value: { openOrders: 1, openOrdersArePartial: false } })
})
