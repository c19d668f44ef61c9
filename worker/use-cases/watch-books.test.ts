// Checks that nobody runs find nothing. Whoever counts on them must hear that they stand still, and
// what a missed tick or a lost message left must be made up for.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { casesOf, DAY_MS, fieldsOf, night, pathOf, quarter } from '../test/books.ts'
import { byHand, integer } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { startCredited } from '../test/reversals.ts'
import { walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'

const MINUTE_MS = 60_000

const alertsOf = async (harness: Harness, part: string) =>
  Object.keys(await harness.documents()).filter(
    (path) => path.startsWith('alerts/recon_behind') && path.endsWith(part),
  )

/** The two crons that fire; their failures are the platform's to log. */
async function hours(harness: Harness, count: number, every = 0.5): Promise<void> {
  for (let passed = 0; passed < count; passed += every) {
    harness.clock.advance(60 * MINUTE_MS * every)
    await tick(harness.services, EVERY_FIVE_MINUTES).catch(() => undefined)
    await tick(harness.services, EVERY_QUARTER)
    await drainQueue(harness)
  }
}

describe('a list of Stripe that nobody can have', () => {
  const startRefused = async () => {
    const { harness } = await startCredited()
    await hours(harness, 1)
    const restore = harness.intercept('stripe', async (sent, next) =>
      /\/v1\/disputes\?/.test(sent.url)
        ? Response.json({ error: { type: 'invalid_request_error', message: 'x' } }, { status: 403 })
        : next(sent),
    )
    return { harness, restore }
  }

  // A key without the right to list disputes: chargebacks that nobody tells of are found by nobody.
  test('for an hour is told, and which', async () => {
    const { harness } = await startRefused()
    await hours(harness, 1)
    expect(await alertsOf(harness, 'stripe')).toEqual([])
    await hours(harness, 2)
    expect(await alertsOf(harness, 'stripe')).toHaveLength(1)
    const { facts } = await fieldsOf(harness, await pathOf(harness, /^alerts\/recon_behind/))
    expect(JSON.parse(facts.stringValue)).toEqual({ part: 'stripe', kinds: ['dispute'] })
  })

  test('for some ticks alarms nobody, however often it happens', async () => {
    const { harness, restore } = await startRefused()
    await hours(harness, 1)
    restore()
    await hours(harness, 3)
    expect(await alertsOf(harness, 'stripe')).toEqual([])
  })
})

// Its windows would end in the future: what happens until then would never be looked at.
test.each([DAY_MS, 6 * MINUTE_MS])(
  'an isolate whose clock is %i ms ahead hides no refund from the next tick',
  async (ms) => {
    const { harness, s, at } = await startCredited()
    await hours(harness, 1)
    harness.stripe.setWebhook(undefined)
    const ahead = { ...s, clock: { now: () => harness.clock.now() + ms } }
    await tick(ahead, EVERY_FIVE_MINUTES)
    harness.clock.advance(MINUTE_MS)
    await at.refund(999)
    await hours(harness, 0.5, 0.25)
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0 })
  },
)

describe('a night', () => {
  // The third cron was lost at a deploy: a total that was forged is found by nothing else.
  test('that no cron begins is begun all the same, and told', async () => {
    const { harness } = await startCredited()
    await quarter(harness)
    await night(harness)
    await byHand(harness, 'PATCH', `balances/${ALICE}`, { totalSpent: integer(7) })
    await hours(harness, 8 * 26, 13)
    expect(await casesOf(harness)).toContain(`recon_balance_rows_${ALICE}`)
    expect(await alertsOf(harness, 'night')).not.toEqual([])
  })

  test('that never was is begun after a day', async () => {
    const harness = startHarness()
    const nights = async () =>
      (await harness.services.store.reports({ kind: 'night' }, { limit: 9, after: null })).length
    await hours(harness, 24, 6)
    expect(await nights()).toBe(0)
    await hours(harness, 12, 6)
    expect(await nights()).toBe(1)
  })

  test('that its cron begins is begun once, and nobody is alarmed', async () => {
    const harness = startHarness()
    for (let day = 0; day < 3; day += 1) {
      await hours(harness, 24, 8)
      await tick(harness.services, EVERY_NIGHT)
      await drainQueue(harness)
    }
    const page = { limit: 9, after: null }
    expect(await harness.services.store.reports({ kind: 'night' }, page)).toHaveLength(3)
    expect(await alertsOf(harness, 'night')).toEqual([])
  })

  test('that stands still for an hour is told', async () => {
    const { harness, s } = await startCredited()
    const archive = harness.archive as Map<string, string>
    archive.set = () => {
      throw new Error('the archive is away')
    }
    await tick(s, EVERY_NIGHT)
    await drainQueue(harness)
    await hours(harness, 1)
    expect(await alertsOf(harness, 'night')).toEqual([])
    await hours(harness, 1)
    expect(await alertsOf(harness, 'night')).toHaveLength(1)
  })

  test('begun by a clock that is two days ahead keeps no later one away', async () => {
    const { harness, s } = await startCredited()
    const ahead = { ...s, clock: { now: () => harness.clock.now() + 2 * DAY_MS } }
    await tick(ahead, EVERY_NIGHT)
    await drainQueue({ ...harness, services: ahead })
    await hours(harness, 1)
    const page = { limit: 9, after: null }
    expect(await s.store.reports({ kind: 'night' }, page)).toHaveLength(2)
  })
})
