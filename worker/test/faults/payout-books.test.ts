// Every test of payouts leans on these checks: one that can't see a fault would prove nothing.
import { expect, test } from 'vitest'
import { tokens } from '../../../shared/tokens.ts'
import { gather } from '../crowd.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { startHarness } from '../start.ts'
import { type Books, booksOf, faultsIn } from './books.ts'

async function soundBooks(): Promise<Books> {
  const harness = startHarness()
  await gather(harness.services, { people: 3, commitments: 12 })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  must(await resolveRain(harness.services, 'yes'))
  await drainQueue(harness)
  must(await correctRain(harness.services, 'no'))
  await drainQueue(harness)
  return booksOf(await harness.documents())
}

test('sound books have no fault', async () => {
  expect(faultsIn(await soundBooks())).toEqual([])
})

type Damage = (books: Books) => Partial<Books>
const DAMAGES: Readonly<Record<string, Damage>> = {
  'tokens held for what is settled': ({ wallets }) => ({
    wallets: wallets.map((wallet) => ({ ...wallet, committed: tokens(1) })),
  }),
  'a commitment that forgot its settlement': ({ commitments }) => ({
    commitments: commitments.map((each) => ({ ...each, status: 'active', settledVersion: 0 })),
  }),
  'a commitment of an older version': ({ commitments }) => ({
    commitments: commitments.map((each) => ({ ...each, settledVersion: 1 })),
  }),
  'a payout other than quoted': ({ commitments }) => ({
    commitments: commitments.map((each) => ({ ...each, payout: tokens(each.payout + 1) })),
  }),
  'a missing reversal': ({ rows }) => ({ rows: rows.filter(({ type }) => type !== 'reversal') }),
  'a settlement of nobody': ({ commitments }) => ({ commitments: commitments.slice(1) }),
  'a late bet that was paid': ({ locks }) => ({
    locks: locks.map((lock) => ({ ...lock, bornAt: 1 })),
  }),
  'resolved before everybody is paid': ({ payoutJobs }) => ({
    payoutJobs: payoutJobs.map((job) => ({ ...job, state: 'running' })),
  }),
  'paid and never said to be': ({ predictions }) => ({
    predictions: predictions.map((each) => ({ ...each, status: 'resolving' })),
  }),
  'a resolution without a payout': () => ({ payoutJobs: [] }),
  'a payout that counted one too many': ({ payoutJobs }) => ({
    payoutJobs: payoutJobs.map((job) => ({ ...job, sums: { ...job.sums, rows: 99 } })),
  }),
}

test.each(Object.keys(DAMAGES))('%s is seen', async (name) => {
  const books = await soundBooks()
  expect(faultsIn({ ...books, ...DAMAGES[name]?.(books) })).not.toEqual([])
})
