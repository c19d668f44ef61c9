// Whoever can rewrite the database and knows how rows are hashed can rewrite a whole chain; but not
// what was kept elsewhere. And rows in the archive must not make thieves of honest people.
import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../domain/checkpoint.ts'
import { rowHash, type TokenTransaction } from '../domain/ledger.ts'
import { EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import {
  casesOf,
  DAY_MS,
  fullCheck,
  night,
  QUARTER_MS,
  quarter,
  startBooks,
  week,
} from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, personOf } from '../test/payouts.ts'
import { walletOf } from '../test/shop.ts'
import { reconcileAll } from './reconcile-all.ts'

const FORGER = personOf(1)
const BALANCE = `balances/${FORGER}`

/** Oldest first. */
async function rowsOf({ services: { store } }: Harness): Promise<TokenTransaction[]> {
  return (await store.rowsOf(FORGER, {}, { limit: 100, after: null })).reverse()
}

/** The first row says something else, and all after it, and the balance, agree with it. */
async function rewriteChain(harness: Harness): Promise<void> {
  const { sha256 } = harness.services.hash
  let prevHash = ''
  for (const [at, row] of (await rowsOf(harness)).entries()) {
    const { hash: _, ...body } = { ...row, prevHash, ...(at === 0 && { relatedId: 'forged' }) }
    const hash = rowHash(body, sha256)
    const fields = { prevHash: text(prevHash), hash: text(hash) }
    await byHand(
      harness,
      'PATCH',
      `transactions/${row.id}`,
      at === 0 ? { ...fields, relatedId: text('forged') } : fields,
    )
    prevHash = hash
  }
  await byHand(harness, 'PATCH', BALANCE, { headHash: text(prevHash) })
}

describe('a chain that was rewritten in whole', () => {
  test.each([1, 3, 7, 10])('after %i nights is found within a week', async (nights) => {
    const harness = await startBooks()
    for (let each = 0; each < nights; each += 1) await night(harness)
    expect(await casesOf(harness)).toEqual([])
    await rewriteChain(harness)
    // Nothing that is in the database tells it.
    const { services } = harness
    const found: string[] = []
    await reconcileAll({ ...services, archive: null }, ({ kind }) => found.push(kind))
    expect(found).toEqual([])
    expect(await fullCheck(harness)).toEqual([`head_lost ${FORGER}`])
    await week(harness)
    expect(await casesOf(harness)).toEqual([`recon_head_lost_${FORGER}`])
    const holds = Object.values((await walletOf(harness.services, FORGER))?.holds ?? {})
    expect(holds).toMatchObject([{ scope: 'all', endsAt: null }])
  })
})

test('a balance that is gone with all its rows is named by its head', async () => {
  const harness = await startBooks()
  await night(harness)
  for (const { id } of await rowsOf(harness)) await byHand(harness, 'DELETE', `transactions/${id}`)
  await byHand(harness, 'DELETE', BALANCE)
  await week(harness)
  const cases = await casesOf(harness)
  expect(cases).toEqual(expect.arrayContaining([`recon_balance_missing_${FORGER}`]))
})

// Payouts may stand still for days: whoever rewrites a chain then must not find the archive asleep.
test('heads are kept on each night of a freeze', async () => {
  const harness = await startBooks()
  await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
  await quarter(harness)
  for (let each = 0; each < 3; each += 1) {
    harness.clock.advance(DAY_MS - QUARTER_MS)
    // Both crons fire at three o'clock.
    await Promise.all([EVERY_NIGHT, EVERY_QUARTER].map((cron) => tick(harness.services, cron)))
    await drainQueue(harness)
    await quarter(harness)
  }
  const last = [...harness.archive.keys()].filter((name) => name.endsWith('/last'))
  expect(last).toHaveLength(3)
})

test('a piece of heads that is not what its name says raises an alert', async () => {
  const harness = await startBooks()
  await night(harness)
  const archive = harness.archive as Map<string, string>
  const piece = [...archive.keys()].find((name) => !name.endsWith('/last')) ?? ''
  archive.set(piece, `${archive.get(piece)}user-9:1:ff\n`)
  await night(harness)
  expect(await casesOf(harness)).toEqual([expect.stringMatching(/^recon_heads_unfit_/)])
  expect(harness.recorder.errors()).toEqual(['alert'])
})

// Everybody else's heads would be compared no more, night after night.
test('a balance whose head goes on with a name that nothing can have ends no night', async () => {
  const harness = await startBooks()
  await byHand(harness, 'PATCH', BALANCE, { headHash: text('ff\na/b:1:ff') })
  await night(harness)
  await week(harness)
  const { found } = await harness.services.store.read({ found: { kind: 'night', id: 'night' } })
  expect(found?.finishedAt).not.toBeNull()
})

// Nothing archives rows yet: whoever writes one vouches for a balance of their own making.
describe('a checkpoint', () => {
  async function write(harness: Harness, more: Partial<Checkpoint> = {}): Promise<string> {
    const wallet = await walletOf(harness.services, FORGER)
    if (!wallet) throw new Error('the balance is gone')
    const { available, committed, owed, totalEarned, totalSpent, version, headHash } = wallet
    const totals = { available, committed, owed, totalEarned, totalSpent, version }
    const value: Checkpoint = { ...totals, headHash, id: '', userId: FORGER, ...more }
    const id = `${FORGER}_${value.version}`
    const change = { ref: { kind: 'checkpoint', id } as const, value: { ...value, id } }
    await harness.services.store.atomically({}, () => ({ answer: null, changes: [change] }))
    return `checkpoint_unfit ${id}`
  }

  test.each<[string, Partial<Checkpoint>]>([
    ['that fits', {}],
    ['of a head that fits nothing', { headHash: 'f'.repeat(64) }],
    ['of half a token', { owed: '1' as never }],
  ])('%s is named, now and within a week', async (_, more) => {
    const harness = await startBooks()
    const named = await write(harness, more)
    expect(await fullCheck(harness)).toEqual([named])
    await week(harness)
    expect(await casesOf(harness)).toEqual([`recon_${named.replace(' ', '_')}`])
  })

  test('vouches for no balance that a hand changed', async () => {
    const harness = await startBooks()
    await night(harness)
    await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
    await write(harness)
    expect(await fullCheck(harness)).toContain(`balance_rows ${FORGER}`)
    await week(harness)
    expect(await casesOf(harness)).toContain(`recon_balance_rows_${FORGER}`)
  })

  test('excuses no chain that was rewritten in whole', async () => {
    const harness = await startBooks()
    await night(harness)
    await rewriteChain(harness)
    await write(harness, { version: 99 })
    expect(await fullCheck(harness)).toContain(`head_lost ${FORGER}`)
    await week(harness)
    expect(await casesOf(harness)).toContain(`recon_head_lost_${FORGER}`)
  })

  test('excuses no rows that are gone', async () => {
    const harness = await startBooks()
    const [first, second] = await rowsOf(harness)
    if (!first || !second) throw new Error('there are too few rows')
    const { after, hash: headHash } = second
    await write(harness, { ...after, headHash })
    for (const { id } of [first, second]) await byHand(harness, 'DELETE', `transactions/${id}`)
    expect(await fullCheck(harness)).toContainEqual(expect.stringMatching(/^row_missing /))
  })

  test('excuses no adjustment whose row is gone', async () => {
    const harness = await startBooks()
    const [first] = await rowsOf(harness)
    await write(harness)
    await byHand(harness, 'DELETE', `transactions/${first?.id}`)
    const named = expect.stringMatching(/^adjustment_row /)
    expect(await fullCheck(harness)).toContainEqual(named)
  })
})
