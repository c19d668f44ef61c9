// A payout of many pages: everybody on it is paid once, by few calls, whoever else is busy.
import { describe, expect, test } from 'vitest'
import { type CrowdOptions, gather } from '../test/crowd.ts'
import { booksOf, faultsIn } from '../test/faults/books.ts'
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
import { must } from '../test/shop.ts'
import { startHarness } from '../test/start.ts'

const CROWD: CrowdOptions = { people: 60, commitments: 400, owingEvery: 7, closingEvery: 11 }

async function locked(crowd: CrowdOptions = CROWD): Promise<Harness> {
  const harness = startHarness()
  await gather(harness.services, crowd)
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  harness.clock.advance(1_000)
  return harness
}

const books = async (harness: Harness) => booksOf(await harness.documents())

async function callsOf(harness: Harness, work: () => Promise<unknown>) {
  const before = harness.firestore.counters().calls
  await work()
  const after = harness.firestore.counters().calls
  const names = ['runQuery', 'runAggregationQuery', 'batchGet', 'commit'] as const
  return names.map((name) => (after[name] ?? 0) - (before[name] ?? 0))
}

describe('400 commitments of 60 people, some of whom owe or are closing', () => {
  test.each(['yes', 'no', 'void'] as const)('%s: the books agree', async (outcome) => {
    const harness = await locked()
    must(await resolveRain(harness.services, outcome))
    await drainQueue(harness)
    const after = await books(harness)
    expect(faultsIn(after)).toEqual([])
    const { counts, paid, state } = await jobNow(harness.services)
    const expected = outcome === 'void' ? { refunded: 400 } : { won: 200, lost: 200 }
    expect(counts).toEqual({ won: 0, lost: 0, refunded: 0, late: 0, ...expected })
    expect(state).toBe('done')
    expect(paid).toBe(after.commitments.reduce((sum, each) => sum + each.payout, 0))
    expect(after.wallets.every(({ committed }) => committed === 0)).toBe(true)
    expect((await rainNow(harness.services)).status).toBe(
      outcome === 'void' ? 'voided' : 'resolved',
    )
  })

  test('yes, then no, then void, then yes: as if it had been yes from the beginning', async () => {
    const few = { ...CROWD, people: 20, commitments: 160 }
    const harness = await locked(few)
    const { services } = harness
    const once = await locked(few)
    must(await resolveRain(once.services, 'yes'))
    await drainQueue(once)
    must(await resolveRain(services, 'yes'))
    await drainQueue(harness)
    for (const [at, outcome] of (['no', 'void', 'yes'] as const).entries()) {
      harness.clock.advance(60_000)
      must(await correctRain(services, outcome, at + 1))
      await drainQueue(harness)
      expect(faultsIn(await books(harness))).toEqual([])
    }
    const money = async (of: Harness) =>
      (await books(of)).wallets.map((wallet) => {
        const { userId, available, committed, owed, totalEarned, totalSpent } = wallet
        return { userId, available, committed, owed, totalEarned, totalSpent }
      })
    expect(await money(harness)).toEqual(await money(once))
  })
})

describe('calls to the store', () => {
  test.each([
    [1, [1, 1, 1, 1]],
    [150, [1, 1, 1, 1]],
    [151, [2, 1, 2, 2]],
    [400, [3, 1, 3, 3]],
  ])('%s commitments: three a page and one', async (commitments, expected) => {
    const harness = await locked({ people: 60, commitments })
    must(await resolveRain(harness.services, 'yes'))
    expect(await callsOf(harness, () => drainQueue(harness))).toEqual(expected)
    expect((await jobNow(harness.services)).state).toBe('done')
  })

  test('a correction has a hundred on a page, as it writes two rows for each', async () => {
    const harness = await locked({ people: 60, commitments: 201 })
    must(await resolveRain(harness.services, 'yes'))
    await drainQueue(harness)
    must(await correctRain(harness.services, 'no'))
    expect(await callsOf(harness, () => drainQueue(harness))).toEqual([3, 1, 3, 3])
    expect((await jobNow(harness.services, CORRECTION)).pages).toBe(3)
  })

  test('nobody committed: one look, and it is over', async () => {
    const harness = await locked({ people: 1, commitments: 0 })
    must(await resolveRain(harness.services, 'no'))
    expect(await callsOf(harness, () => drainQueue(harness))).toEqual([1, 1, 1, 1])
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done', expected: 0, paid: 0 })
    expect((await rainNow(harness.services)).status).toBe('resolved')
  })

  // The platform ends an invocation that calls more than fifty times, in the middle of anything.
  test('an invocation makes forty at most, then leaves the rest to a message', async () => {
    const harness = await locked({ people: 100, commitments: 2_100 })
    must(await resolveRain(harness.services, 'yes'))
    const calls = await callsOf(harness, async () => {
      const mail = await drainQueue(harness)
      expect(mail.map(({ endings }) => endings)).toEqual([['ack'], ['ack']])
    })
    // The lease is given back by the last page itself.
    expect(calls).toEqual([14, 1, 14, 14])
    expect(await jobNow(harness.services, JOB)).toMatchObject({ state: 'done', pages: 14 })
  })
})
