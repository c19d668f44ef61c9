// Whoever has the database and knows how rows are hashed can add tokens to a balance with a row
// that fits everything around it. What it comes from must say the same, or everybody's tokens are
// worth less.
import { describe, expect, test } from 'vitest'
import { CommitmentId, PredictionId } from '../../shared/ids.ts'
import { settleRowId } from '../domain/keys.ts'
import { availableOf, type Movement, post } from '../domain/ledger.ts'
import { endow, RAIN } from '../test/betting.ts'
import { casesOf, fullCheck, night, pathOf, quarter, startBooks, week } from '../test/books.ts'
import { byHand } from '../test/by-hand.ts'
import { bloatNewest, forgeRow, LOOT } from '../test/forged.ts'
import type { Harness } from '../test/harness.ts'
import { correctRain, drainQueue, personOf } from '../test/payouts.ts'
import { must, order } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'

const FORGER = personOf(1)
const WINNER = personOf(2)
const OWN = availableOf(FORGER)
const UNKNOWN = CommitmentId.parse(`cmt_${'a'.repeat(40)}`)
const NONE = PredictionId.parse('prd-none')

async function found(harness: Harness): Promise<{ now: string[]; inAWeek: string[] }> {
  harness.clock.advance(60_000)
  const now = await fullCheck(harness)
  await week(harness)
  return { now, inAWeek: (await casesOf(harness)).filter((id) => id.startsWith('recon_')) }
}

async function isNamed(harness: Harness, id: string, kind = 'row_without_source'): Promise<void> {
  const { now, inAWeek } = await found(harness)
  expect(now).toEqual([`${kind} ${id}`])
  expect(inAWeek).toEqual([`recon_${kind}_${id}`])
}

describe.each<[string, Partial<Movement>]>([
  ['a win of nothing', { earned: LOOT }],
  [
    'a win of a bet that never was',
    { id: settleRowId(UNKNOWN, 1), earned: LOOT, predictionId: NONE, resolutionVersion: 1 },
  ],
  ['a dispute that was won', { type: 'reinstate', primary: post('world:stripe', OWN, LOOT) }],
  [
    'a refund of an order that never was',
    {
      ...{ id: `reversal_pur_${'a'.repeat(40)}_1`, type: 'reinstate' },
      primary: post('world:stripe', OWN, LOOT),
    },
  ],
  ['a correction', { type: 'reversal' }],
  [
    'a correction of a bet that never was',
    { type: 'reversal', id: `reverse_${settleRowId(UNKNOWN, 1)}`, resolutionVersion: 2 },
  ],
  ['a refund', { type: 'refund', primary: post('house:promo', OWN, LOOT) }],
  ['a loss', { type: 'loss' }],
  ['a kind that there is not', { type: 'gift' as Movement['type'] }],
])('%s, with row, chain and balance,', (_, more) => {
  test('is named now and within a week', async () => {
    const harness = await startBooks()
    await night(harness)
    await quarter(harness)
    await forgeRow(harness, FORGER, more)
    await isNamed(harness, more.id ?? 'forged_1')
  })
})

describe('a bet that was settled', () => {
  test('once, cannot be paid a second time', async () => {
    const harness = await startBooks()
    const page = { limit: 1, after: null }
    const [bet] = await harness.services.store.commitmentsOf(WINNER, { status: 'won' }, page)
    if (!bet) throw new Error('nobody won')
    const id = settleRowId(bet.id, 2)
    const metadata = { commitmentId: bet.id }
    await forgeRow(harness, WINNER, {
      ...{ id, amount: bet.payout, earned: bet.payout, metadata },
      ...{ predictionId: RAIN, resolutionVersion: 2 },
      primary: post('house:book', availableOf(WINNER), bet.payout),
    })
    const { now, inAWeek } = await found(harness)
    expect(now).toContain(`row_without_source ${id}`)
    expect(inAWeek).toContain(`recon_row_without_source_${id}`)
  })

  test('anew was taken back before, or is named', async () => {
    const harness = await startBooks()
    must(await correctRain(harness.services, 'no'))
    await drainQueue(harness)
    const path = await pathOf(harness, /^transactions\/reverse_settle_/)
    await byHand(harness, 'DELETE', path)
    const settled = path.slice('transactions/reverse_'.length)
    expect(await fullCheck(harness)).toContain(`row_without_source ${settled}`)
  })

  test('and corrected is in order, however often', async () => {
    const harness = await startBooks()
    for (const [at, outcome] of (['no', 'void', 'yes'] as const).entries()) {
      must(await correctRain(harness.services, outcome, at + 1))
      await drainQueue(harness)
    }
    expect(await found(harness)).toEqual({ now: [], inAWeek: [] })
  })
})

describe('tokens beside those of its source', () => {
  test.each<[string, (harness: Harness) => Promise<unknown>, string]>([
    ['an adjustment', ({ services: s }) => endow(s, ALICE, 1_000), 'adjustment_row'],
    ['a purchase', bought, 'order_row'],
  ])('in %s are named', async (_, begin, kind) => {
    const harness = startHarness()
    await begin(harness)
    await bloatNewest(harness, ALICE)
    const { now, inAWeek } = await found(harness)
    expect(now).toEqual([expect.stringContaining(kind)])
    expect(inAWeek).toEqual([expect.stringContaining(kind)])
  })
})

async function bought(harness: Harness): Promise<void> {
  const { checkoutUrl } = await order(harness)
  await harness.pay(checkoutUrl)
  await harness.webhooks()
}
