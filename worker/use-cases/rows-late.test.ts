// A row that the quarter-hour has not added may be late: nobody waits for a payout because of it.
// One that was added and is gone was taken out: a bet that never was, once its outcome is known.
import { describe, expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { casesOf, fieldsOf, pathOf, QUARTER_MS, quarter, startBooks } from '../test/books.ts'
import { byHand, integer } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { must } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import { thawLedger } from './freeze-ledger.ts'

const CAROL = UserId.parse('carol')
const LAG_MS = 10 * 60_000
const SUMS = 'system/sums'

async function stateOf({ services }: Harness) {
  const { sums, ledger } = await services.store.read({
    sums: { kind: 'ledgerSums', id: 'sums' },
    ledger: { kind: 'ledgerState', id: 'ledger' },
  })
  return { sums, isFrozen: (ledger?.frozen ?? null) !== null }
}

/** Written now, by a clock that is behind. */
const endowLate = ({ services, clock }: Harness, behindMs: number, userId = ALICE) =>
  endow({ ...services, clock: { now: () => clock.now() - behindMs } }, userId, 100)

/** As sums were before rows were counted. */
async function uncount(harness: Harness): Promise<void> {
  const { counted: _, ...fields } = (await fieldsOf(harness, SUMS)) as Fields
  await byHand(harness, 'DELETE', SUMS)
  await byHand(harness, 'PATCH', SUMS, fields)
}

/** Alice and Bob have a bet each, at one moment. */
async function betting() {
  const harness = startHarness()
  await openTo(harness.services)
  for (const userId of [ALICE, BOB]) await endow(harness.services, userId, 1_000)
  harness.clock.advance(1_000)
  const balance: Fields = await fieldsOf(harness, `balances/${ALICE}`)
  for (const userId of [ALICE, BOB]) must(await place(harness.services, userId, {}, userId))
  const takeBack = async () => {
    await byHand(harness, 'DELETE', await pathOf(harness, /^transactions\/commit_alice/))
    for (const path of Object.keys(await harness.documents())) {
      const isBet = path.startsWith('commitments/')
      const isOwn = isBet && (await fieldsOf(harness, path)).userId.stringValue === ALICE
      if (isOwn) await byHand(harness, 'DELETE', path)
    }
    await byHand(harness, 'PATCH', `balances/${ALICE}`, balance)
  }
  return { harness, takeBack }
}

describe('a bet that is taken back after it was added up', () => {
  test('stops payouts, with a case, and its sums stay', async () => {
    const { harness, takeBack } = await betting()
    await quarter(harness)
    await quarter(harness)
    const before = (await stateOf(harness)).sums
    await takeBack()
    await quarter(harness)
    await quarter(harness)
    const { sums, isFrozen } = await stateOf(harness)
    expect([isFrozen, sums?.sums, sums?.epoch]).toEqual([true, before?.sums, before?.epoch])
    expect(await casesOf(harness)).toEqual(['recon_supply_ledger'])
    const { facts } = await fieldsOf(harness, 'fraudFlags/recon_supply_ledger')
    expect(JSON.parse(facts.stringValue)).toMatchObject({ counted: 4, found: 3 })
    expect(harness.recorder.warnings()).not.toContain('rows_late')
  })

  // The last moment of a stretch belongs to it, whoever shares it.
  test('is missed, too, where the stretch ended with it', async () => {
    const { harness, takeBack } = await betting()
    harness.clock.advance(LAG_MS)
    await tick(harness.services, EVERY_QUARTER)
    expect((await stateOf(harness)).sums?.counted).toBe(4)
    await takeBack()
    // Rows that are too new to be added make up for nothing.
    harness.clock.advance(QUARTER_MS)
    for (let n = 0; n < 2; n += 1) await endow(harness.services, BOB, 5)
    await tick(harness.services, EVERY_QUARTER)
    expect((await stateOf(harness)).isFrozen).toBe(true)
  })

  test('of sums from before rows were counted is missed once they are', async () => {
    const { harness, takeBack } = await betting()
    await quarter(harness)
    await uncount(harness)
    await quarter(harness)
    expect((await stateOf(harness)).sums?.counted).toBe(4)
    await takeBack()
    await quarter(harness)
    expect((await stateOf(harness)).isFrozen).toBe(true)
  })

  test('and explained by a person is in no sum any more', async () => {
    const { harness, takeBack } = await betting()
    await quarter(harness)
    await takeBack()
    await quarter(harness)
    must(await thawLedger(harness.services, { adminId: ADMIN, reason: 'Explained.' }))
    await quarter(harness)
    await quarter(harness)
    expect(await stateOf(harness)).toMatchObject({ isFrozen: false, sums: { counted: 3 } })
  })
})

describe('a row from a clock that is behind', () => {
  const isWhole = async (harness: Harness) => {
    await quarter(harness)
    const { sums, isFrozen } = await stateOf(harness)
    expect(isFrozen).toBe(false)
    const rows = Object.keys(await harness.documents()).filter((p) => p.startsWith('transactions/'))
    expect(sums?.counted).toBe(rows.length)
    expect(harness.recorder.errors()).toEqual([])
  }

  test.each([['counted'], ['not counted']])(
    'freezes nobody whose rows were %s before',
    async (how) => {
      const harness = await startBooks()
      await quarter(harness)
      if (how === 'not counted') await uncount(harness)
      await endowLate(harness, QUARTER_MS)
      await quarter(harness)
      expect(harness.recorder.warnings()).toContain('rows_late')
      await isWhole(harness)
    },
  )

  test('freezes nobody where the stretch ends with a row', async () => {
    const { harness } = await betting()
    await quarter(harness)
    for (const userId of [ALICE, BOB]) must(await place(harness.services, 'more', {}, userId))
    harness.clock.advance(LAG_MS)
    await endowLate(harness, 2 * QUARTER_MS, CAROL)
    await tick(harness.services, EVERY_QUARTER)
    expect(harness.recorder.warnings()).toEqual(['rows_late'])
    await drainQueue(harness)
    await isWhole(harness)
  })

  // It lands once its place in them is behind: of many rows that takes many messages.
  test.each([['for the first time'], ['anew, after a thaw']])(
    'freezes nobody while rows are being added up %s',
    async (when) => {
      const harness = await startBooks()
      if (when !== 'for the first time') {
        const { owedTokens: owed } = await fieldsOf(harness, 'balances/user-1')
        await byHand(harness, 'PATCH', 'balances/user-1', { owedTokens: integer(1) })
        await quarter(harness)
        await byHand(harness, 'PATCH', 'balances/user-1', { owedTokens: owed })
        must(await thawLedger(harness.services, { adminId: ADMIN, reason: 'Put right.' }))
        harness.recorder.lines.length = 0
      }
      let isLate = false
      harness.intercept('firestore', async (request, next) => {
        if (!isLate && request.url.endsWith(':runAggregationQuery')) {
          isLate = true
          expect((await stateOf(harness)).sums?.until ?? 0).toBe(0)
          await endowLate(harness, 4 * QUARTER_MS)
        }
        return next(request)
      })
      await quarter(harness)
      expect([isLate, harness.recorder.warnings()]).toEqual([true, ['rows_late']])
      await isWhole(harness)
    },
  )

  // Else an isolate whose clock stays behind would have all rows read without end.
  test('that comes each time has all added up once more in a tick, not without end', async () => {
    const harness = await startBooks()
    await quarter(harness)
    let late = 0
    harness.intercept('firestore', async (request, next) => {
      // Before the rows of a moment are added up; of balances the same moment is asked for.
      const isSum = request.url.endsWith(':runAggregationQuery')
      const body = isSum ? await request.clone().text() : ''
      if (late < 40 && body.includes('"dAvailable"')) {
        late += 1
        await endowLate(harness, 4 * QUARTER_MS)
      }
      return next(request)
    })
    await quarter(harness)
    expect(harness.recorder.warnings()).toEqual(['rows_late', 'rows_late'])
  })
})
