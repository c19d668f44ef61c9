// An admin must see what a decision does before anybody is paid, and the look itself moves nothing.
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../shared/api/predictions.ts'
import { tokens } from '../../shared/tokens.ts'
import { createIsolate } from '../services.ts'
import { endow, RAIN } from '../test/betting.ts'
import { gather } from '../test/crowd.ts'
import { booksOf } from '../test/faults/books.ts'
import type { Harness } from '../test/harness.ts'
import {
  ALONE,
  correctRain,
  drainQueue,
  jobNow,
  lockRain,
  personOf,
  resolveRain,
} from '../test/payouts.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, startHarness } from '../test/start.ts'
import { NO_NOTICEBOARD, surroundingsOf } from '../test/surroundings.ts'
import { previewResolution } from './preview-resolution.ts'
import type { ResolveInput } from './resolve-prediction.ts'

const CROWD = { people: 20, commitments: 120, owingEvery: 3 }

async function locked(crowd = CROWD): Promise<Harness> {
  const harness = startHarness()
  await gather(harness.services, crowd)
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  return harness
}
const look = (harness: Harness, outcome: Outcome, more: Partial<ResolveInput['request']> = {}) =>
  previewResolution(harness.services, {
    adminId: ADMIN,
    predictionId: RAIN,
    request: { outcome, ...more },
    ...ALONE,
  })
const CORRECTS = { reason: 'The gauge was read wrongly.', resolutionVersion: 1 }

const owedIn = async (harness: Harness): Promise<number> =>
  booksOf(await harness.documents()).wallets.reduce((sum, { owed }) => sum + owed, 0)

describe.each(['yes', 'no', 'void'] as const)('%s', (outcome) => {
  test('is foretold as it then comes, and nothing is written by the look', async () => {
    const harness = await locked()
    const before = await harness.documents()
    const preview = must(await look(harness, outcome))
    expect(await harness.documents()).toEqual(before)
    must(await resolveRain(harness.services, outcome))
    await drainQueue(harness)
    const job = await jobNow(harness.services)
    expect(preview).toMatchObject({
      winners: job.counts.won,
      losers: job.counts.lost,
      refunds: job.counts.refunded,
      stakes: -job.sums.committed,
      payouts: job.paid,
      houseResult: job.sums.book,
      owed: 0,
      owedIsPartial: false,
    })
  })
})

describe('a correction', () => {
  async function corrected(outcome: Outcome) {
    const harness = await locked()
    must(await resolveRain(harness.services, outcome))
    await drainQueue(harness)
    return harness
  }

  test.each([
    ['yes', 'no'],
    ['no', 'void'],
    ['void', 'yes'],
  ] as const)('of %s to %s foretells what people will owe more', async (first, second) => {
    const harness = await corrected(first)
    const before = await owedIn(harness)
    const { owed, owedIsPartial } = must(await look(harness, second, CORRECTS))
    const people = booksOf(await harness.documents()).wallets
    must(await correctRain(harness.services, second))
    await drainQueue(harness)
    const after = booksOf(await harness.documents()).wallets
    const more = after.map(({ owed: now, userId }) => {
      return Math.max(0, now - (people.find((each) => each.userId === userId)?.owed ?? 0))
    })
    expect(owed).toBe(more.reduce((sum, each) => sum + each, 0))
    expect(owedIsPartial).toBe(false)
    expect(before).toBeGreaterThanOrEqual(0)
  })

  test('some do owe, or the test above would prove nothing', async () => {
    const harness = await corrected('yes')
    expect(must(await look(harness, 'no', CORRECTS)).owed).toBeGreaterThan(0)
  })

  // The platform allows fifty calls; a look that fails halfway is no look.
  test('of more than can be looked at says so, within the calls there are', async () => {
    const harness = await corrected('yes')
    const many = await gatherMore(harness)
    const calls = harness.meter.calls
    const preview = must(await look(harness, 'no', CORRECTS))
    expect(preview.owedIsPartial).toBe(true)
    expect(preview.winners + preview.losers).toBe(many)
    expect(harness.meter.calls - calls).toBeLessThanOrEqual(50)
  })

  // Each page's notices would be one more call, and the fiftieth is the last.
  test('tells other isolates nothing of all the wallets that it reads', async () => {
    const harness = await corrected('yes')
    const { around } = surroundingsOf({}, harness.clock)
    let puts = 0
    const put = async () => {
      puts += 1
    }
    const noticeboard = { ...NO_NOTICEBOARD, put }
    const isolate = createIsolate(harness.settings, { ...around, noticeboard })
    const services = isolate.services({ calls: 0, reads: 0, writes: 0 }, harness.recorder.log)
    must(await look({ ...harness, services }, 'no', CORRECTS))
    expect(puts).toBe(0)
  })

  /** As if somebody had come late so often. */
  async function gatherMore({ services }: Harness): Promise<number> {
    const [one] = await services.store.commitmentsIn(RAIN, null, 1)
    if (!one) throw new Error('nobody committed')
    const spent = { totalSpent: tokens(1_000_000), totalEarned: tokens(1_000_000) }
    await endow(services, one.userId, 1, spent)
    const copies = Array.from({ length: 6_000 }, (_, at) => {
      const id = `cmt_f${String(at).padStart(39, '0')}` as typeof one.id
      return { ref: { kind: 'commitment', id } as const, value: { ...one, id } }
    })
    for (let at = 0; at < copies.length; at += 500) {
      const changes = copies.slice(at, at + 500)
      await services.store.atomically({}, () => ({ answer: null, changes }))
    }
    return 6_120
  }
})

describe('refuses as the act itself would', () => {
  test('what is not locked, is not there, or concerns oneself', async () => {
    const harness = startHarness()
    expect(codeOf(await look(harness, 'yes'))).toBe('PREDICTION_NOT_FOUND')
    await gather(harness.services, { people: 2, commitments: 4 })
    expect(codeOf(await look(harness, 'yes'))).toBe('PREDICTION_NOT_LOCKED')
    const request = { outcome: 'yes' } as const
    const own = { adminId: personOf(0), predictionId: RAIN, request, ...ALONE }
    expect(codeOf(await previewResolution(harness.services, own))).toBe('CONFLICT_OF_INTEREST')
  })

  test('another outcome than the one it has, a stale or unexplained correction', async () => {
    const harness = await locked({ people: 2, commitments: 4, owingEvery: 0 })
    must(await resolveRain(harness.services, 'yes'))
    await drainQueue(harness)
    expect(codeOf(await look(harness, 'no'))).toBe('ALREADY_RESOLVED')
    expect(codeOf(await look(harness, 'no', { resolutionVersion: 1 }))).toBe('REQUEST_INVALID')
    const stale = { ...CORRECTS, resolutionVersion: 4 }
    expect(codeOf(await look(harness, 'no', stale))).toBe('RESOLUTION_STALE')
  })
})
