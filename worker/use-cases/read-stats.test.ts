// The numbers that admins decide by, against an independent sum over the ledger's documents, asked
// of the real app: after a life of all kinds of rows, doubled and killed ticks, and a thaw.
import { beforeEach, describe, expect, test } from 'vitest'
import { StatsView } from '../../shared/api/stats.ts'
import { ROW_TYPES } from '../../shared/api/wallet.ts'
import { PredictionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import type { Change } from '../ports.ts'
import { adjustedIdOf } from '../test/adjusted.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import { startIsolate } from '../test/faults/isolate.ts'
import type { Harness } from '../test/harness.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { startCredited } from '../test/reversals.ts'
import { asDay, asSupply, sumsOfRows } from '../test/rows-by-hand.ts'
import { SAMPLES } from '../test/samples.ts'
import { must, order } from '../test/shop.ts'
import { ADMIN, BOB, startHarness } from '../test/start.ts'
import { freezeLedger, thawLedger } from './freeze-ledger.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
const DAY_MS = 86_400_000

let harness: Harness

async function stats(days: 7 | 30 | 90 = 7): Promise<StatsView> {
  const headers = { authorization: `Bearer ${ADMIN}` }
  const path = `/api/admin/tokens/stats?days=${days}`
  const answer = await startIsolate(harness).send(path, { headers })
  expect(answer.status).toBe(200)
  return StatsView.parse(await answer.json())
}

async function quarter(): Promise<void> {
  harness.clock.advance(QUARTER_MS)
  await tick(harness.services, EVERY_QUARTER)
  await drainQueue(harness)
}

async function expectTrue(view: StatsView): Promise<void> {
  const books = await sumsOfRows(harness)
  expect(view.supply).toEqual(asSupply(books.all))
  for (const { orders: _, after: __, ...day } of view.days) {
    expect(day).toEqual(asDay(day.day, books.days[day.day]))
  }
  expect(Object.keys(books.days).every((day) => view.days.some((one) => one.day === day))).toBe(
    true,
  )
}

/** Four days of everything: each kind of row, both causes of a reversal, and a debt. */
async function live(): Promise<void> {
  const { at, ...started } = await startCredited()
  harness = started.harness
  const s = harness.services
  await openTo(s)
  await endow(s, BOB, 500)
  must(await place(s, 'yes', { tokens: tokens(100) as never }))
  must(await place(s, 'no', { position: 'no', oddsBps: 21_000, tokens: tokens(60) as never }, BOB))
  await quarter()
  // The last moment of the day, and the first of the next one.
  harness.clock.advance(DAY_MS / 2 - (harness.clock.now() % (DAY_MS / 2)) - 1)
  await endow(s, BOB, 7)
  harness.clock.advance(1)
  await endow(s, BOB, 11)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  await at.refund(300)
  await harness.webhooks()
  await quarter()
  harness.clock.advance(DAY_MS)
  must(await correctRain(s, 'no'))
  await drainQueue(harness)
  const { id } = await at.dispute({ amount: 699 })
  await harness.webhooks()
  await at.decide(id, 'won')
  await harness.webhooks()
  await quarter()
  harness.clock.advance(DAY_MS)
  must(await correctRain(s, 'void', 2))
  await drainQueue(harness)
  await order(harness, 'unpaid', BOB)
}

describe('after a life of everything', () => {
  beforeEach(live)

  test('every number is that of the ledger, on its day', async () => {
    await quarter()
    const view = await stats()
    await expectTrue(view)
    const { all } = await sumsOfRows(harness)
    for (const type of ROW_TYPES) expect(all[`${type} rows`], type).toBeGreaterThan(0)
    expect(
      view.days.filter(({ types }) => Object.values(types).some(({ rows }) => rows > 0)).length,
    ).toBeGreaterThanOrEqual(4)
  })

  // What it says of yesterday must not change when today's rows come.
  test("a day's end is what all rows until then had moved", async () => {
    await quarter()
    const { days, supply } = await stats()
    const books = await sumsOfRows(harness)
    expect(days.at(-1)?.after).toEqual(supply)
    let sums: Record<string, number> = {}
    for (const { day, after } of days) {
      for (const [name, count] of Object.entries(books.days[day] ?? {})) {
        sums = { ...sums, [name]: (sums[name] ?? 0) + count }
      }
      expect(after).toEqual(asSupply(sums))
    }
  })

  test('a tick that comes twice, at once, adds nothing twice', async () => {
    harness.clock.advance(QUARTER_MS)
    const others = [harness.isolate(), harness.isolate()]
    await Promise.all(others.map((each) => tick(each, EVERY_QUARTER)))
    await drainQueue(harness)
    await expectTrue(await stats())
    await quarter()
    await expectTrue(await stats())
  })

  test.each(['before it is written', 'after it was written'])(
    'a tick that dies %s leaves nothing out, and nothing twice',
    async (when) => {
      harness.clock.advance(QUARTER_MS)
      let died = 0
      const restore = harness.intercept('firestore', async (request, next) => {
        const isStep =
          request.url.endsWith(':commit') && (await request.clone().text()).includes('system/sums')
        if (!isStep) return next(request)
        died += 1
        if (when.startsWith('after')) await next(request)
        throw new Error('the isolate died')
      })
      await tick(harness.services, EVERY_QUARTER).catch(() => undefined)
      restore()
      expect(died).toBeGreaterThan(0)
      await quarter()
      await expectTrue(await stats())
    },
  )

  test('a thaw adds everything up once more, and counts nothing twice', async () => {
    await quarter()
    await freezeLedger(harness.services, 'supply', {})
    expect((await stats()).books).toMatchObject({ state: 'red', frozen: { reason: 'supply' } })
    must(await thawLedger(harness.services, { adminId: ADMIN, reason: 'Explained.' }))
    const between = await stats()
    expect(between.supply.availableTokens).toBe(0)
    expect(between.days.every(({ types }) => types.purchase.rows === 0)).toBe(true)
    await quarter()
    const view = await stats()
    await expectTrue(view)
    expect(view.books).toMatchObject({ state: 'green', frozen: null })
  })

  // Deployed over a database that has sums already, days would begin with today.
  test('sums from before there were days are added up anew', async () => {
    await quarter()
    const days = Object.keys(await harness.documents()).filter((path) => path.startsWith('dailyS'))
    for (const path of days) await byHand(harness, 'DELETE', path)
    await byHand(harness, 'PATCH', 'system/sums', { epoch: integer(0) })
    await quarter()
    await expectTrue(await stats())
  })

  test('a day that was changed by hand keeps nobody from the books', async () => {
    await quarter()
    const { day } = (await stats()).days.at(-1) ?? { day: '' }
    await byHand(harness, 'PATCH', `dailyStats/${day}`, { epoch: { doubleValue: 0.5 } as never })
    await endow(harness.services, BOB, 5)
    await quarter()
    const view = await stats()
    expect(view.books).toMatchObject({ state: 'green', ledger: { rows: 1, supply: 'agrees' } })
    expect(view.days.at(-1)?.types.adjustment).toEqual({ rows: 1, tokens: 5 })
  })
})

// Whoever watches the books being compared must not be told for a while that nobody looked; nor
// read green numbers of a look that was long ago.
test('books are unknown before they are compared, then green, after an hour unknown', async () => {
  harness = (await startCredited()).harness
  const { send } = startIsolate(harness)
  const state = async () => {
    const headers = { authorization: `Bearer ${ADMIN}` }
    const answer = await send('/api/admin/tokens/stats?days=7', { headers })
    return StatsView.parse(await answer.json()).books.state
  }
  expect(await state()).toBe('unknown')
  await tick(harness.services, EVERY_QUARTER)
  await drainQueue(harness)
  expect(await state()).toBe('green')
  harness.clock.advance(61 * MINUTE_MS)
  expect(await state()).toBe('unknown')
})

test('takings, what giving them back would cost, and orders by what they came to', async () => {
  await live()
  await quarter()
  const { liability, supply, days } = await stats()
  // 999 for 500 and a bonus of 50; 300 refunded; the dispute was won.
  expect(liability).toMatchObject({
    ...{ creditedCents: 999, refundedCents: 300, withdrawnCents: 0, takingsCents: 699 },
    boughtTokens: 500,
    liabilityCents: Math.ceil(((supply.availableTokens + supply.committedTokens) * 999) / 500),
  })
  const came = ({ orders }: StatsView['days'][number]) => orders && { ...orders, countedAt: '' }
  const none = { created: 0, credited: 0, expired: 0, failed: 0, open: 0, countedAt: '' }
  expect(came(days[3] as never)).toEqual({ ...none, created: 1, credited: 1 })
  expect(came(days[6] as never)).toEqual({ ...none, created: 1, open: 1 })
  // It expires in the night, on another day than that of its making.
  harness.clock.advance(DAY_MS)
  await harness.webhooks()
  await tick(harness.services, EVERY_NIGHT)
  await drainQueue(harness)
  const later = (await stats()).days
  expect(came(later[5] as never)).toEqual({ ...none, created: 1, expired: 1 })
})

test('what waits for a person is counted, and not what is over', async () => {
  harness = startHarness()
  const { store, clock } = harness.services
  const { adjustment, ruling, resolution, deadLetter } = SAMPLES
  const proposed = (n: number, days: number): Change => {
    const createdAt = (clock.now() - days * DAY_MS) * 1000
    const id = adjustedIdOf(BOB, n)
    const value = { ...adjustment, ...PROPOSED, id, createdAt }
    return { ref: { kind: 'adjustment', id }, value }
  }
  const letter = (id: string, state: 'parked' | 'driven'): Change => {
    return { ref: { kind: 'deadLetter', id }, value: { ...deadLetter, id, state } }
  }
  const createdAt = clock.now() * 1000
  const changes: Change[] = [
    { ref: { kind: 'ruling', id: 'rul_1' }, value: { ...ruling, ...PROPOSED, createdAt } },
    { ref: { kind: 'ruling', id: 'rul_2' }, value: { ...ruling, state: 'rejected', createdAt } },
    { ref: { kind: 'resolution', id: 'res_1' }, value: { ...resolution, ...PROPOSED, createdAt } },
    ...[proposed(1, 6.9), proposed(2, 0), proposed(3, 7)],
    ...[letter('1', 'parked'), letter('2', 'driven')],
  ]
  await store.atomically({}, () => ({ answer: null, changes }))
  await endow(harness.services, BOB, 5)
  await quarter()
  const proposals = { adjustments: 2, rulings: 1, resolutions: 1 }
  expect((await stats()).waiting).toEqual({ cases: 0, ...proposals, deadLetters: 1 })
  await byHand(harness, 'PATCH', 'balances/bob', { availableTokens: integer(1_000_000) })
  await quarter()
  const view = await stats()
  // The sum of all, and whose balance it is.
  expect(view.waiting.cases).toBe(2)
  expect(view.books).toMatchObject({ state: 'red', ledger: { supply: 'broken' } })
})

/** Nobody may approve it after seven days. */
const PROPOSED = { state: 'proposed', decidedBy: null, decidedAt: null } as const

describe('what a look costs', () => {
  const cost = async (days: 7 | 90) => {
    const sum = () => Object.values(harness.firestore.counters().calls).reduce((a, b) => a + b, 0)
    const [calls, reads] = [sum(), harness.firestore.counters().documentsRead]
    await stats(days)
    return { calls: sum() - calls, reads: harness.firestore.counters().documentsRead - reads }
  }

  // An overview that gets slower with every customer is one that nobody opens.
  test('is the same at a hundred rows and at a million, and at most ten calls', async () => {
    await live()
    const { services: s } = harness
    await openTo(s, { id: PredictionId.parse('prd-cost') })
    for (let n = 0; n < 90; n += 1) await endow(s, BOB, 10)
    await quarter()
    const few = { week: await cost(7), quarter: await cost(90) }
    await aMillionRows()
    expect((await stats(90)).days.every(({ types }) => types.commit.rows > 10_000)).toBe(true)
    expect({ week: await cost(7), quarter: await cost(90) }).toEqual(few)
    expect(few.quarter.calls).toBeLessThanOrEqual(10)
    expect(few.quarter.reads).toBeLessThanOrEqual(90 + 20)
  })

  /** As they are added up, a day a document. */
  async function aMillionRows(): Promise<void> {
    const { day = '' } = (await stats()).days.at(-1) ?? {}
    const { fields } = JSON.parse((await harness.documents())[`dailyStats/${day}`] ?? '')
    const sum = { rows: integer(11_112), tokens: integer(1_000_000) }
    const commit = { mapValue: { fields: sum } }
    const types = { mapValue: { fields: { ...fields.types.mapValue.fields, commit } } }
    for (let n = 0; n < 90; n += 1) {
      const id = new Date(Date.parse(day) - n * DAY_MS).toISOString().slice(0, 10)
      await byHand(harness, 'PATCH', `dailyStats/${id}`, { ...fields, id: text(id), types })
    }
  }
})
