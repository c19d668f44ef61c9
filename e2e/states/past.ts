// The past that all pages show: predictions in every state, and people to whom each thing happened.
import type { PredictionId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../../worker/domain/keys.ts'
import type { Prediction } from '../../worker/domain/prediction.ts'
import type { Services } from '../../worker/ports.ts'
import {
  buys,
  closedBefore,
  commits,
  locks,
  marks,
  opens,
  proposes,
  resolves,
  turnsDown,
} from './deeds.ts'
import { ID } from './people.ts'
import type { Past } from './services.ts'
import { stockShelf } from './shelf.ts'

const HOUR = 3_600_000_000
const MINUTE = HOUR / 60
const LIMIT = { purchaseCentsPerDay: 2_500, commitTokensPerDay: 200 }

/** Decided predictions first, then what still runs. */
export async function makePast(past: Past): Promise<void> {
  const { services: s } = past
  past.daysAgo(70)
  await stockShelf(s)
  await buys(s, ID.regular)
  await buys(s, ID.rival, { name: 'Pro', tokens: 500_000, bonus: 0, cents: 450_000 })
  await buys(s, ID.debtor, { name: 'Starter', tokens: 500, bonus: 0, cents: 499 })
  await decided(past)
  await whales(s)
  past.daysAgo(3)
  await running(past)
  await situations(past)
  await busyHistory(past)
}

async function decided(past: Past): Promise<void> {
  const { services: s } = past
  past.daysAgo(60)
  const won = await opens(s, 'prd-bridge', 'The harbour bridge opens before the summer')
  const lost = await opens(s, 'prd-comet', 'The comet is seen without a telescope')
  const voided = await opens(s, 'prd-regatta', 'The regatta is sailed on both days')
  const corrected = await opens(s, 'prd-gauge', 'The river stays below two metres all spring')
  past.daysAgo(55)
  for (const each of [won, lost, voided, corrected]) {
    await commits(s, ID.regular, each, 'yes', 120)
    await commits(s, ID.rival, each, 'no', 340)
  }
  await commits(s, ID.regular, won, 'no', 15)
  await commits(s, ID.debtor, corrected, 'yes', 400)
  past.daysAgo(40)
  for (const each of [won, lost, voided, corrected]) await locks(s, each)
  past.daysAgo(35)
  await resolves(s, won, 'yes')
  await resolves(s, lost, 'no')
  await resolves(s, voided, 'void')
  await resolves(s, corrected, 'yes')
  await past.payOut()
  past.daysAgo(30)
  const spent = await opens(s, 'prd-orchard', 'The orchard blooms before Easter')
  await commits(s, ID.debtor, spent, 'yes', 800)
  past.daysAgo(28)
  await resolves(s, corrected, 'no', 1)
  await past.payOut()
  const closed: PredictionId[] = [won.id, lost.id, voided.id, corrected.id]
  for (const id of closed) await closedBefore(s, id, 41)
}

const MOST = 1_000_000_000

async function whales(s: Services): Promise<void> {
  for (let bought = 0; bought < 3; bought += 1) {
    await buys(s, ID.whale, { name: 'Ocean', tokens: MOST, bonus: MOST, cents: 99_999_999 })
  }
  const huge = await opens(s, 'prd-ocean', 'The deepest dive goes below eleven kilometres', {
    maxTokens: MOST,
    oddsBps: { yes: 10_001, no: 999_999 },
  })
  await commits(s, ID.whale, huge, 'yes', 999_899_999)
  await commits(s, ID.whale, huge, 'no', 9_999_999)
  const costly = await opens(s, 'prd-trench', 'The deepest trench is mapped whole this year', {
    maxTokens: MOST,
    oddsBps: { yes: 999_999, no: 999_999 },
  })
  for (const side of ['yes', 'no', 'yes', 'no'] as const) {
    await commits(s, ID.whale, costly, side, 9_999_999)
  }
}

async function running(past: Past): Promise<void> {
  const { services: s } = past
  const soon = await opens(s, 'prd-soon', 'The ferry leaves the harbour on time tonight', {
    closesAt: Date.now() * 1000 + 50 * MINUTE,
    category: 'business',
  })
  const locked = await opens(s, 'prd-locked', 'The new line carries a million people this year', {
    earlierWords: [
      {
        title: 'The line carries a million people',
        description: 'Yes if the operator says so by the end of the year.',
        until: s.clock.now() * 1000,
      },
    ],
  })
  const paying = await opens(s, 'prd-paying', 'The festival sells out within an hour')
  const stuck = await opens(s, 'prd-stuck', 'The glacier loses ten metres this year')
  for (const each of [soon, locked, paying, stuck]) {
    await commits(s, ID.regular, each, 'yes', 40)
    await commits(s, ID.rival, each, 'no', 90)
  }
  for (const each of [locked, paying, stuck]) await locks(s, each)
  for (const each of [paying, stuck]) await resolves(s, each, 'yes')
  await holdPayout(s, paying)
  await holdPayout(s, stuck, 'payout_unstorable')
  for (const each of [locked, paying, stuck]) await closedBefore(s, each.id, 1)
  await weighty(s)
  await opens(s, 'prd-draft', 'Nobody sees this one yet', { status: 'draft' })
}

/** So much is at stake that it takes two admins. */
async function weighty(s: Services): Promise<void> {
  const opened = (id: string) =>
    opens(s, id, 'The new tunnel carries a million people this year', { maxTokens: 100_000 })
  const all = [
    await opened('prd-vast'),
    await opened('prd-proposed'),
    await opened('prd-own-proposal'),
    await opened('prd-turned-down'),
  ]
  for (const each of all) {
    await commits(s, ID.rival, each, 'yes', 60_000)
    await commits(s, ID.rival, each, 'no', 20_000)
    await locks(s, each)
    await closedBefore(s, each.id, 1)
  }
  const [, others, own, wrong] = all as [Prediction, Prediction, Prediction, Prediction]
  await proposes(s, others, ID.spent)
  await proposes(s, own, ID.boss)
  await turnsDown(s, await proposes(s, wrong, ID.spent))
}

/** Half done, or stuck; nobody drives it on. */
async function holdPayout(s: Services, { id }: Prediction, error?: string): Promise<void> {
  const ref = { kind: 'payoutJob', id: payoutJobIdOf(id, 1) } as const
  await s.store.atomically({ job: ref }, ({ job }) => {
    if (!job) throw new Error(`${id} was not resolved`)
    const counts = { won: 1, lost: 0, refunded: 0, late: 0 }
    const half = { ...job, counts, paid: 74, pages: 1, nextCheckAt: null }
    const value = error
      ? { ...half, state: 'blocked' as const, error }
      : { ...half, state: 'running' as const }
    return { answer: null, changes: [{ ref, value }] }
  })
}

async function situations(past: Past): Promise<void> {
  const { services: s } = past
  past.daysAgo(2)
  const open = await opens(s, 'prd-film', 'The film takes a billion at the box office')
  for (const person of ['spent', 'paused', 'closing', 'onBreak', 'limited', 'hasty'] as const) {
    await buys(s, ID[person], { name: 'Starter', tokens: 500, bonus: 0, cents: 499 })
  }
  await commits(s, ID.spent, open, 'yes', 500)
  await buys(s, ID.noCommitments)
  past.daysAgo(0)
  const caps = { purchaseCentsPerDay: null, commitTokensPerDay: null, wished: null }
  const at = Date.now() * 1000
  await marks(s, ID.paused, { holds: { admin: { scope: 'all', at, endsAt: null } } })
  await marks(s, ID.closing, { state: 'closing' })
  const excludedUntil = Date.now() * 1000 + 9 * 24 * HOUR
  await marks(s, ID.onBreak, { limits: { ...caps, excludedUntil } })
  const startsAt = Date.now() * 1000 + 20 * HOUR
  const wished = { purchaseCentsPerDay: null, commitTokensPerDay: 5_000, startsAt }
  const limits = { ...LIMIT, excludedUntil: 0, wished }
  const purchases = { ...caps, excludedUntil: 0, purchaseCentsPerDay: 1_200 }
  for (const person of ['thrifty', 'bounced'] as const) {
    await marks(s, ID[person], { limits: purchases })
  }
  const day = Math.floor(Date.now() / 86_400_000)
  const counted = { day, committedTokens: 180, purchasedCents: 2_495 }
  await marks(s, ID.limited, { limits, day: counted })
}

/** More rows than a page shows. */
async function busyHistory(past: Past): Promise<void> {
  const { services: s } = past
  const [first, second] = [
    await opens(s, 'prd-harvest', 'The harvest begins in July', { category: 'science' }),
    await opens(s, 'prd-marathon', 'The marathon is run under two hours', { category: 'sport' }),
  ]
  await buys(s, ID.regular, { name: 'Pro', tokens: 5000, bonus: 0, cents: 4499 })
  for (let day = 26; day > 0; day -= 1) {
    past.daysAgo(day / 20)
    const on = day % 2 === 0 ? first : second
    await commits(s, ID.regular, on, day % 3 === 0 ? 'no' : 'yes', day * 5)
  }
  past.daysAgo(0)
}
