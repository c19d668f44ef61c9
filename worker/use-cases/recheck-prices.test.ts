// Somebody changes a Price at Stripe: nothing may be sold at another price than the list shows.
import { describe, expect, test } from 'vitest'
import { PackageId } from '../../shared/ids.ts'
import { consume } from '../jobs/queue.ts'
import type { Harness } from '../test/harness.ts'
import { eventOf } from '../test/shop.ts'
import { sdkFor, sell, startHarness } from '../test/start.ts'
import { allPackages, packagesForSale } from './manage-packages.ts'
import { receiveEvent } from './receive-event.ts'
import { recheckPackage, recheckPrices } from './recheck-prices.ts'

async function start() {
  const harness = startHarness()
  return { harness, s: harness.services, sold: await sell(harness) }
}

describe('Stripe changes a price', () => {
  const PLATFORM_CALLS_MAX = 50

  /** Hears of a change at Stripe, and has the queue deliver what follows from it. */
  async function hear(harness: Harness, objectId: string): Promise<void> {
    await recheckPrices(harness.services, objectId)
    await deliver(harness)
  }

  async function deliver({ services, queue }: Harness): Promise<void> {
    const batch = queue.take()
    await consume(services, batch)
    expect(batch.messages.flatMap(({ endings }) => endings)).toEqual(
      batch.messages.map(() => 'ack'),
    )
  }

  test('under us: the package is not sold until it agrees again', async () => {
    const { harness, s, sold } = await start()
    await sdkFor(harness).prices.update(sold.stripePriceId, { active: false })
    await hear(harness, sold.stripePriceId)
    expect(await packagesForSale(s)).toEqual([])
    expect(await allPackages(s)).toMatchObject([{ outOfSync: true }])
    await sdkFor(harness).prices.update(sold.stripePriceId, { active: true })
    await hear(harness, sold.stripeProductId)
    expect(await packagesForSale(s)).toEqual([sold])
  })

  test('by its own webhook, in the end', async () => {
    const { harness, s, sold } = await start()
    await sdkFor(harness).prices.update(sold.stripePriceId, { active: false })
    await harness.webhooks()
    await deliver(harness)
    expect(await allPackages(s)).toMatchObject([{ outOfSync: true }])
  })

  test('that changed nothing writes nothing', async () => {
    const { harness, sold } = await start()
    const { writes } = harness.meter
    const before = await harness.documents()
    await hear(harness, sold.stripePriceId)
    await hear(harness, 'price_of_somebody_else')
    expect(harness.meter.writes).toBe(writes)
    expect(await harness.documents()).toEqual(before)
  })

  // Past the platform's limit every call fails: the last packages would stay on sale unchecked.
  test('of a product with forty packages: no invocation makes too many calls', async () => {
    const { harness, s, sold } = await start()
    const more = Array.from({ length: 39 }, (_, n) => `more-${n}`).map((id) => ({
      ref: { kind: 'package', id } as const,
      value: { ...sold, id: PackageId.parse(id) },
    }))
    await s.store.atomically({}, () => ({ answer: 0, changes: more }))
    await sdkFor(harness).prices.update(sold.stripePriceId, { active: false })
    let calls = 0
    for (const service of ['stripe', 'firestore'] as const) {
      harness.intercept(service, (request, next) => {
        calls += 1
        return next(request)
      })
    }
    expect(await receiveEvent(s, eventOf('price.updated', sold.stripePriceId))).toBe('done')
    expect(calls).toBeLessThan(PLATFORM_CALLS_MAX)
    const { queue, messages } = harness.queue.take()
    expect(messages).toHaveLength(40)
    for (let at = 0; at < messages.length; at += 5) {
      calls = 0
      await consume(s, { queue, messages: messages.slice(at, at + 5) })
      expect(calls).toBeLessThan(PLATFORM_CALLS_MAX)
    }
    expect(await packagesForSale(s)).toEqual([])
  })

  test('and the queue takes no message: not done, so that Stripe repeats the event', async () => {
    const { harness, s, sold } = await start()
    harness.queue.state.down = true
    const receiving = receiveEvent(s, eventOf('price.updated', sold.stripePriceId))
    await expect(receiving).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  })
})

describe('a look at a price', () => {
  async function startChanged() {
    const started = await start()
    await sdkFor(started.harness).prices.update(started.sold.stripePriceId, { active: false })
    return started
  }

  test('twice, and five times at once, records the same', async () => {
    const { s, sold } = await startChanged()
    await recheckPackage(s, sold.id)
    await Promise.all(Array.from({ length: 5 }, () => recheckPackage(s, sold.id)))
    expect(await allPackages(s)).toEqual([{ ...sold, outOfSync: true }])
  })

  // The message may be hours late: what Stripe says now is what counts.
  test('answered before a change but recorded after it looks again', async () => {
    const { harness, s, sold } = await startChanged()
    let restored = false
    harness.intercept('stripe', async (request, next) => {
      const old = await next(request)
      if (!restored) {
        restored = true
        await sdkFor(harness).prices.update(sold.stripePriceId, { active: true })
      }
      return old
    })
    await recheckPackage(s, sold.id)
    expect(await packagesForSale(s)).toEqual([sold])
  })

  test('of a package that is gone, or names another Price by now, records nothing', async () => {
    const { harness, s, sold } = await startChanged()
    const before = await harness.documents()
    await recheckPackage(s, PackageId.parse('gone'))
    expect(await harness.documents()).toEqual(before)
    const { id: stripePriceId } = await sdkFor(harness).prices.create({
      currency: 'usd',
      unit_amount: sold.priceUsdCents,
      product: sold.stripeProductId,
    })
    const ref = { kind: 'package', id: sold.id } as const
    const resold = { ...sold, stripePriceId }
    harness.intercept('stripe', async (request, next) => {
      const changes = [{ ref, value: resold }]
      await s.store.atomically({ seen: ref }, () => ({ answer: 0, changes }))
      return next(request)
    })
    await recheckPackage(s, sold.id)
    expect(await allPackages(s)).toEqual([resold])
  })
})
