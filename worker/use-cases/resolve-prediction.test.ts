// Everybody who bet is paid exactly what was quoted to them, once, and whoever was paid wrongly
// owes it: a mistake here is somebody's money.
import { describe, expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { type bet, endow, openTo, place, RAIN } from '../test/betting.ts'
import type { Harness } from '../test/harness.ts'
import {
  CORRECTION,
  correctRain,
  drainQueue,
  JOB,
  jobNow,
  lockRain,
  rainNow,
  resolveRain,
} from '../test/payouts.ts'
import { startBet, startLocked } from '../test/resolutions.ts'
import { codeOf, must, order, rowsOf, walletOf } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import { readPrediction } from './read-predictions.ts'

const DAY_MS = 86_400_000
const stake = (count: number) => tokens(count) as ReturnType<typeof bet>['tokens']

async function paid(outcome: 'yes' | 'no' | 'void'): Promise<Harness> {
  const harness = await startLocked()
  must(await resolveRain(harness.services, outcome))
  await drainQueue(harness)
  return harness
}

describe('everybody sees in the wallet what became of it', () => {
  test('yes: Alice is paid 185 for 100, Bob loses 50', async () => {
    const { services } = await paid('yes')
    expect(await walletOf(services)).toMatchObject({
      available: 185,
      committed: 0,
      totalEarned: 185,
      totalSpent: 100,
    })
    expect(await walletOf(services, BOB)).toMatchObject({ available: 30, committed: 0, owed: 0 })
    expect((await rowsOf(services))[0]).toMatchObject({ type: 'win', amount: 185, seq: 3 })
    expect((await rowsOf(services, BOB))[0]).toMatchObject({ type: 'loss', amount: 50, seq: 3 })
    expect(await jobNow(services)).toMatchObject({
      state: 'done',
      expected: 2,
      counts: { won: 1, lost: 1, refunded: 0, late: 0 },
      paid: 185,
      sums: { rows: 2, book: -35, committed: -150 },
    })
    expect(await rainNow(services)).toMatchObject({ status: 'resolved', resolutionVersion: 1 })
  })

  test('void: both get their stakes back, and nothing counts as spent', async () => {
    const { services } = await paid('void')
    expect(await walletOf(services)).toMatchObject({ available: 100, totalSpent: 0 })
    expect(await walletOf(services, BOB)).toMatchObject({ available: 80, totalSpent: 0 })
    const [row] = await rowsOf(services)
    expect(row).toMatchObject({ type: 'refund', amount: 100, metadata: { cause: 'void' } })
    expect((await rainNow(services)).status).toBe('voided')
  })

  test('corrected: the wrong payout is taken back and the right one paid, row by row', async () => {
    const harness = await paid('yes')
    const { services } = harness
    const seen = async () => must(await readPrediction(services, RAIN)).correctedAt
    expect(await seen()).toBeNull()
    harness.clock.advance(5_000)
    must(await correctRain(services, 'no'))
    // Whoever was paid, and is no more, must be told why by more than a smaller balance.
    expect(await seen()).toBe(harness.clock.now() * 1000)
    await drainQueue(harness)
    expect(await walletOf(services)).toMatchObject({ available: 0, committed: 0, totalEarned: 0 })
    expect(await walletOf(services, BOB)).toMatchObject({ available: 135, committed: 0 })
    const told = (await rowsOf(services)).map(({ type, amount }) => [type, amount]).slice(0, 3)
    expect(told).toEqual([
      ['loss', 100],
      ['reversal', 185],
      ['win', 185],
    ])
    expect(await jobNow(services, CORRECTION)).toMatchObject({ state: 'done', paid: 105 })
    expect(await jobNow(services, JOB)).toMatchObject({ state: 'done', paid: 185 })
  })

  test('a winner who spent it owes it, and the next purchase repays it', async () => {
    const harness = await paid('yes')
    const { services } = harness
    const other = await openTo(services, { id: 'prd-other' as never })
    must(await place(services, 'c', { predictionId: other.id, tokens: stake(150) }))
    must(await correctRain(services, 'no'))
    await drainQueue(harness)
    expect(await walletOf(services)).toMatchObject({ available: 0, committed: 150, owed: 150 })
    const bought = await order(harness)
    await harness.pay(bought.checkoutUrl)
    await harness.webhooks()
    expect(await walletOf(services)).toMatchObject({ available: 400, committed: 150, owed: 0 })
    const [row] = await rowsOf(services)
    expect(row).toMatchObject({ type: 'purchase', amount: 550, balanceAfter: 400 })
    expect(row?.postings.at(-1)).toEqual({
      from: 'user:alice:available',
      to: 'debt:alice',
      amount: 150,
    })
  })
})

describe('refused, and nothing is written', () => {
  async function refusedAs(
    harness: Harness,
    code: string,
    ask: () => ReturnType<typeof resolveRain>,
  ): Promise<void> {
    const before = await harness.documents()
    expect(codeOf(await ask())).toBe(code)
    expect(await harness.documents()).toEqual(before)
    expect(harness.queue.waiting()).toEqual([])
  }

  test('before the lock', async () => {
    const harness = await startBet()
    await refusedAs(harness, 'PREDICTION_NOT_LOCKED', () => resolveRain(harness.services, 'yes'))
  })

  test('what there is not', async () => {
    const harness = startHarness()
    await refusedAs(harness, 'PREDICTION_NOT_FOUND', () => resolveRain(harness.services, 'yes'))
  })

  test('with another outcome, unless it is meant as a correction', async () => {
    const harness = await paid('yes')
    const { services } = harness
    await refusedAs(harness, 'ALREADY_RESOLVED', () => resolveRain(services, 'no'))
    const unsaid = { resolutionVersion: 1 }
    await refusedAs(harness, 'REQUEST_INVALID', () => resolveRain(services, 'no', unsaid))
    await refusedAs(harness, 'ALREADY_RESOLVED', () => correctRain(services, 'yes'))
  })

  test('a correction of a resolution that was corrected meanwhile', async () => {
    const harness = await paid('yes')
    const { services } = harness
    must(await correctRain(services, 'no'))
    await drainQueue(harness)
    await refusedAs(harness, 'RESOLUTION_STALE', () => correctRain(services, 'void', 1))
  })

  test('a correction while the payout still runs', async () => {
    const harness = await startLocked()
    const { services } = harness
    must(await resolveRain(services, 'yes'))
    harness.queue.take()
    await refusedAs(harness, 'PREDICTION_STATE', () => correctRain(services, 'no'))
  })

  test('a correction half a year later', async () => {
    const harness = await paid('yes')
    harness.clock.advance(180 * DAY_MS + 1_000)
    await refusedAs(harness, 'RESOLUTION_FINAL', () => correctRain(harness.services, 'no'))
  })
})

// Whoever decides who wins must have nothing to win.
describe('an admin who holds a commitment', () => {
  test('does not resolve that prediction', async () => {
    const harness = await startLocked()
    const before = await harness.documents()
    const own = await resolveRain(harness.services, 'yes', { adminId: ALICE })
    expect(codeOf(own)).toBe('CONFLICT_OF_INTEREST')
    expect(await harness.documents()).toEqual(before)
  })

  test('not even one made after the look, just before the lock', async () => {
    const harness = await startBet()
    const { services } = harness
    await endow(services, ADMIN, 10)
    const restore = harness.intercept('firestore', async (request, next) => {
      const answer = await next(request)
      if (!request.url.endsWith(':runAggregationQuery')) return answer
      restore()
      must(await place(services, 'own', { tokens: stake(10) }, ADMIN))
      await lockRain(services)
      return answer
    })
    expect(codeOf(await resolveRain(services, 'yes'))).toBe('CONFLICT_OF_INTEREST')
  })
})

describe('the same request again', () => {
  test('with its key: answered as the first time, long after', async () => {
    const harness = await startLocked()
    const { services } = harness
    const first = must(await resolveRain(services, 'yes', { key: 'key-1' }))
    await drainQueue(harness)
    must(await correctRain(services, 'no'))
    await drainQueue(harness)
    const again = must(await resolveRain(services, 'yes', { key: 'key-1' }))
    expect(again).toEqual({ value: first.value, replayed: true })
    expect(codeOf(await resolveRain(services, 'no', { key: 'key-1' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    )
  })

  test('without a key: the same outcome is a replay with the payout as it is', async () => {
    const { services } = await paid('yes')
    const again = must(await resolveRain(services, 'yes'))
    expect(again).toMatchObject({ replayed: true, value: { payout: { id: JOB, state: 'done' } } })
    must(await correctRain(services, 'no'))
    expect(must(await correctRain(services, 'no'))).toMatchObject({
      replayed: true,
      value: { payout: { id: CORRECTION, state: 'queued' } },
    })
  })

  test('ten admins at once with two outcomes: one decides, one payout', async () => {
    const harness = await startLocked()
    const { services } = harness
    const outcomes = Array.from({ length: 5 }, () => ['yes', 'no'] as const).flat()
    const answers = await Promise.all(outcomes.map((outcome) => resolveRain(services, outcome)))
    const codes = answers.map(codeOf)
    expect(new Set(codes)).toEqual(new Set(['ok', 'ALREADY_RESOLVED']))
    expect(answers.filter((each) => each.ok && !each.value.replayed)).toHaveLength(1)
    const paths = Object.keys(await harness.documents())
    expect(paths.filter((path) => path.startsWith('payoutJobs/'))).toEqual([`payoutJobs/${JOB}`])
  })
})

test('who decided what is on record, and why, sealed', async () => {
  const harness = await paid('yes')
  must(await correctRain(harness.services, 'no'))
  const documents = Object.entries(await harness.documents())
  const told = documents
    .filter(([path]) => path.startsWith(`auditLog/${ADMIN}_`))
    .map(([, text]) => JSON.parse(text).fields)
    .map(({ action, target, after }) => [
      action.stringValue,
      target.stringValue,
      typeof JSON.parse(after.stringValue).private,
    ])
  expect(JSON.stringify(documents)).not.toContain('The gauge was read wrongly.')
  expect(told.slice(1)).toEqual([
    ['prediction.resolve', 'prd-rain', 'undefined'],
    ['prediction.correct', 'prd-rain', 'string'],
  ])
})
