// Whatever is changed by hand in the database is found and named: by the command that looks at
// everything, and by the nightly check within a week, so that nobody keeps tokens out of nowhere.
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { casesOf as allCases, DAY_MS, fullCheck, pathOf } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import { gather } from '../test/crowd.ts'
import { createHarness, type Harness } from '../test/harness.ts'
import { drainQueue, lockRain, personOf, resolveRain } from '../test/payouts.ts'
import { must, order } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import type { TestMessage } from '../test/test-queue.ts'

const NIGHTS = 7

/** A credited purchase, an open commitment, and a payout that is done. */
async function populate(harness: Harness): Promise<Harness> {
  const { services: s } = harness
  const { checkoutUrl } = await order(harness)
  await harness.pay(checkoutUrl)
  await harness.webhooks()
  await gather(s, { people: 4, commitments: 8, owingEvery: 3 })
  harness.clock.advance(1_000)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  harness.clock.advance(60_000)
  return harness
}

const start = (): Promise<Harness> => populate(startHarness())

/** Seven nights, each to its end. */
async function week(harness: Harness): Promise<void> {
  for (let night = 0; night < NIGHTS; night += 1) {
    harness.clock.advance(DAY_MS)
    await tick(harness.services, EVERY_NIGHT)
    const messages = await drainQueue(harness)
    expect(new Set(messages.flatMap(({ endings }) => endings))).toEqual(new Set(['ack']))
  }
}

const casesOf = async (harness: Harness): Promise<string[]> => {
  const cases = (await allCases(harness)).filter((id) => id.startsWith('recon_'))
  return cases.map((id) => id.slice('recon_'.length)).sort()
}

interface Hand {
  readonly what: string
  /** The document, and what becomes of it; undefined: it is deleted. */
  readonly path: RegExp
  readonly fields?: Fields
  readonly kind: string
  /** Of the case, where it isn't the document's own. */
  readonly id?: string
}

const ROW = /^transactions\/commit_user-1_/
const PURCHASE = /^transactions\/purchase_/
const ORDER = /^purchases\//
const HANDS: readonly Hand[] = [
  { what: 'a row', path: ROW, fields: { amount: integer(999) }, kind: 'row_hash' },
  { what: 'a double in a row', path: ROW, fields: { amount: DOUBLE() }, kind: 'row_unreadable' },
  { what: 'a chain link', path: ROW, fields: { prevHash: text('f') }, kind: 'row_hash' },
  { what: 'a row away', path: ROW, kind: 'row_missing', id: 'any' },
  { what: "a purchase's row away", path: PURCHASE, kind: 'order_without_row', id: 'any' },
  {
    what: 'a balance',
    path: /^balances\/user-1$/,
    fields: { availableTokens: integer(1_000_000) },
    kind: 'balance_rows',
  },
  {
    what: 'a balance that says nothing',
    path: /^balances\/user-1$/,
    fields: { version: text('x') },
    kind: 'balance_unreadable',
  },
  { what: 'an order', path: ORDER, fields: { tokens: integer(5) }, kind: 'order_row' },
  {
    what: 'an order back',
    path: ORDER,
    fields: { status: text('expired') },
    kind: 'order_uncredited',
  },
  {
    what: 'what was taken back',
    path: ORDER,
    fields: { reversals: integer(1) },
    kind: 'order_taken',
  },
  ...Object.entries({
    priceUsdCents: integer(1),
    stripePriceId: text('price_other'),
    packageId: text('another'),
    paymentIntentId: text('pi_other'),
    checkoutRequest: text('{}'),
    createdAt: { timestampValue: '2020-01-01T00:00:00Z' },
  }).map(([name, value]) => ({
    what: `the ${name} of an order`,
    path: ORDER,
    fields: { [name]: value },
    kind: 'order_row',
  })),
  { what: 'an order away', path: ORDER, kind: 'row_without_order', id: 'any' },
  {
    what: 'a payout',
    path: /^payoutJobs\//,
    fields: { paid: integer(1) },
    kind: 'payout_sums',
  },
  {
    what: 'a commitment',
    path: /^commitments\//,
    fields: { status: text('active') },
    kind: 'balance_held',
    id: 'any',
  },
]

function DOUBLE(): Fields[string] {
  return { doubleValue: 1.5 } as never
}

test('honest books are accused of nothing, at once or in a week', async () => {
  const harness = await start()
  expect(await fullCheck(harness)).toEqual([])
  await week(harness)
  expect(await casesOf(harness)).toEqual([])
  expect(harness.recorder.errors()).toEqual([])
})

describe.each(HANDS)('$what, changed by hand,', ({ path, fields, kind, id }) => {
  let harness: Harness
  let named: RegExp
  beforeAll(async () => {
    harness = await populate(createHarness())
    const document = await pathOf(harness, path)
    await byHand(harness, fields ? 'PATCH' : 'DELETE', document, fields)
    named = new RegExp(`^${kind}[ _]${id ? '' : document.slice(document.indexOf('/') + 1)}`)
  })

  test('is named by the full check', async () => {
    expect(await fullCheck(harness)).toContainEqual(expect.stringMatching(named))
  })

  test('has a case and an alert within a week of nights', async () => {
    onTestFinished(() => harness.close())
    await week(harness)
    expect(await casesOf(harness)).toContainEqual(expect.stringMatching(named))
    expect(new Set(harness.recorder.errors())).toEqual(new Set(['alert']))
  })
})

test('a balance that is gone is named by the full check, and whose it was by a week', async () => {
  const harness = await start()
  await byHand(harness, 'DELETE', 'balances/user-1')
  const found = await fullCheck(harness)
  await week(harness)
  expect(await casesOf(harness)).toEqual(['balance_missing_user-1'])
  expect(found).toContainEqual(expect.stringMatching(/^row_without_balance commit_user-1_/))
  expect(found).toContain('supply ledger')
})

// Tokens out of nowhere must not be spent before anybody has looked.
test('whose books are broken may spend nothing, and everybody else goes on', async () => {
  const harness = await start()
  await byHand(harness, 'PATCH', `balances/${ALICE}`, { availableTokens: integer(9_999) })
  await week(harness)
  const person = personOf(2)
  const { alice, other } = await harness.services.store.read({
    alice: { kind: 'wallet', id: ALICE },
    other: { kind: 'wallet', id: person },
  })
  expect(Object.entries(alice?.holds ?? {})).toMatchObject([
    [expect.stringMatching(/^ledger_/), { scope: 'all', endsAt: null }],
  ])
  expect(other?.holds).toEqual({})
})

describe('a night', () => {
  test('keeps the heads of all chains, each piece naming the one before', async () => {
    const harness = await start()
    await tick(harness.services, EVERY_NIGHT)
    await drainQueue(harness)
    const { night } = await harness.services.store.read({ night: { kind: 'night', id: 'night' } })
    expect(night).toMatchObject({ people: 5, finishedAt: expect.any(Number), part: 0 })
    const name = `digests/2026-01-15/${night?.digest}`
    expect([...harness.archive.keys()].slice(0, 2)).toEqual([name, 'digests/2026-01-15/last'])
    const lines = (harness.archive.get(name) ?? '').split('\n')
    const { alice } = await harness.services.store.read({ alice: { kind: 'wallet', id: ALICE } })
    expect(lines).toContain(`${ALICE}:${alice?.version}:${alice?.headHash}`)
    expect(harness.services.hash.sha256(lines.join('\n'))).toBe(night?.digest)
  })

  test('goes on from where a lost message left it, and twice at once is once', async () => {
    const harness = await start()
    const { services: s, queue } = harness
    await tick(s, EVERY_NIGHT)
    await tick(s, EVERY_NIGHT)
    const isNight = ({ body }: TestMessage) => JSON.stringify(body).includes('"night"')
    const [one, two] = queue.take().messages.filter(isNight)
    if (!one || !two) throw new Error('no message was sent')
    await Promise.all([
      consume(s, { queue: 'kai-work', messages: [one] }),
      consume(harness.isolate(), { queue: 'kai-work', messages: [two] }),
    ])
    await drainQueue(harness)
    const { night } = await s.store.read({ night: { kind: 'night', id: 'night' } })
    expect(night).toMatchObject({ people: 5, differences: 0, finishedAt: expect.any(Number) })
    expect(await fullCheck(harness)).toEqual([])
  })

  test('that takes longer than a day skips nobody', async () => {
    const harness = await start()
    const { services: s, queue, clock } = harness
    await tick(s, EVERY_NIGHT)
    queue.take()
    clock.advance(DAY_MS)
    await tick(s, EVERY_NIGHT)
    const { night } = await s.store.read({ night: { kind: 'night', id: 'night' } })
    expect(night).toMatchObject({ part: 0, finishedAt: null })
    expect(harness.recorder.errors()).toEqual(['alert'])
    await drainQueue(harness)
    clock.advance(DAY_MS)
    await tick(s, EVERY_NIGHT)
    const next = await s.store.read({ night: { kind: 'night', id: 'night' } })
    expect(next.night).toMatchObject({ part: 1 })
  })
})

// Somebody who commits while the check looks at them must not be accused of it.
test('people who move tokens under the eyes of the check are accused of nothing', async () => {
  const harness = await start()
  const { services: s } = harness
  const busy = PredictionId.parse('prd-busy')
  await openTo(s, { id: busy })
  await endow(s, ALICE, 5_000)
  const at = harness.isolate()
  let placed = 0
  let isPlacing = false
  harness.intercept('firestore', async (request, next) => {
    if (isPlacing || placed >= 40) return next(request)
    isPlacing = true
    placed += 1
    must(await place(at, `busy-${placed}`, { predictionId: busy }))
    isPlacing = false
    return next(request)
  })
  expect(await fullCheck(harness)).toEqual([])
  expect(placed).toBeGreaterThan(10)
})

test('a night whose message was lost is found by the five-minute cron', async () => {
  const harness = await start()
  const { services: s, queue, clock } = harness
  await tick(s, EVERY_NIGHT)
  queue.take()
  await tick(s, EVERY_FIVE_MINUTES)
  expect(queue.waiting()).toEqual([])
  clock.advance(11 * 60_000)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(queue.waiting()).toMatchObject([{ kind: 'reconcile', part: 'night' }])
  await drainQueue(harness)
  clock.advance(11 * 60_000)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(queue.waiting()).toEqual([])
})
