// Every quarter of an hour the books are added up: tokens out of nowhere must be seen before they
// are paid out, and honest books must never stop anybody's payout.
import { describe, expect, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import { EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { adjustedIdOf } from '../test/adjusted.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { callsOf, casesOf, QUARTER_MS, quarter, startBooks as start } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { must } from '../test/shop.ts'
import { ADMIN, ALICE } from '../test/start.ts'
import { thawLedger } from './freeze-ledger.ts'

const MINUTE_MS = 60_000
const HALF = { doubleValue: 1.5 } as never

async function stateOf({ services }: Harness) {
  const { sums, ledger } = await services.store.read({
    sums: { kind: 'ledgerSums', id: 'sums' },
    ledger: { kind: 'ledgerState', id: 'ledger' },
  })
  return { sums, isFrozen: (ledger?.frozen ?? null) !== null }
}

async function reportsOf(harness: Harness): Promise<unknown[]> {
  const documents = Object.keys(await harness.documents())
  const paths = documents.filter((path) => path.startsWith('reconciliations/'))
  const reports = paths.map(async (path) => {
    const id = path.slice('reconciliations/'.length)
    return (await harness.services.store.read({ report: { kind: 'report', id } })).report
  })
  return Promise.all(reports)
}

test('honest rows are added up once, and all balances agree with them', async () => {
  const harness = await start()
  await quarter(harness)
  await endow(harness.services, ALICE, 70)
  await quarter(harness)
  expect(await reportsOf(harness)).toMatchObject([
    { kind: 'ledger', rows: 22, differences: 0, supply: 'agrees' },
    { kind: 'ledger', rows: 1, differences: 0, supply: 'agrees' },
  ])
  expect(await stateOf(harness)).toMatchObject({ isFrozen: false })
  expect(harness.recorder.errors()).toEqual([])
})

// It runs a hundred times a day, mostly for nothing.
test('a quiet quarter costs six calls and five reads', async () => {
  const harness = await start()
  await quarter(harness)
  harness.clock.advance(QUARTER_MS)
  const [calls, counted] = [harness.meter.calls, harness.firestore.counters().documentsRead]
  await tick(harness.services, EVERY_QUARTER)
  // Its place twice (read, and read again to write it), new rows, their sums, all balances.
  expect(harness.firestore.counters().documentsRead - counted).toBe(5)
  expect(harness.meter.calls - calls).toBe(6)
})

test('rows just written wait for the next quarter, and yet the sums agree', async () => {
  const harness = await start()
  harness.clock.advance(5 * MINUTE_MS)
  await tick(harness.services, EVERY_QUARTER)
  expect(await reportsOf(harness)).toMatchObject([{ rows: 0, supply: 'agrees' }])
  await quarter(harness)
  expect((await stateOf(harness)).sums).toMatchObject({ rows: 22, differences: 0 })
})

describe('tokens out of nowhere', () => {
  test.each<[string, Parameters<typeof byHand>[2], Parameters<typeof byHand>[3]]>([
    ['in a balance', 'balances/user-1', { availableTokens: integer(1_000_000) }],
    ['in what is held', 'balances/user-1', { committedTokens: integer(5) }],
    ['in a debt that is gone', 'balances/user-3', { owedTokens: integer(0) }],
    ['with a whole balance', 'balances/user-1', undefined],
  ])('%s stop payouts, with a case, an alert and a report', async (_, path, fields) => {
    const harness = await start()
    await byHand(harness, fields ? 'PATCH' : 'DELETE', path, fields)
    await quarter(harness)
    expect((await stateOf(harness)).isFrozen).toBe(true)
    expect(await casesOf(harness)).toContain('recon_supply_ledger')
    expect(await reportsOf(harness)).toContainEqual(expect.objectContaining({ supply: 'broken' }))
    expect(new Set(harness.recorder.errors())).toEqual(new Set(['alert']))
  })

  // Payouts of everybody wait for whoever finds out: not for a week of nights.
  test.each<[string, Parameters<typeof byHand>[2], Parameters<typeof byHand>[3], string]>([
    ['forged', 'balances/user-1', { availableTokens: integer(1_000_000) }, 'recon_balance_rows'],
    ['of a double', 'balances/user-1', { availableTokens: HALF }, 'recon_balance_unreadable'],
    ['gone', 'balances/user-1', undefined, 'recon_balance_missing'],
  ])(
    'a balance that is %s is named at once, however old its rows',
    async (_, path, fields, kind) => {
      const harness = await start()
      await quarter(harness)
      await byHand(harness, fields ? 'PATCH' : 'DELETE', path, fields)
      await quarter(harness)
      expect(await casesOf(harness)).toContain(`${kind}_user-1`)
      expect(harness.archive.size).toBe(0)
      // Once, and not again each quarter.
      await quarter(harness)
      const reports = (await reportsOf(harness)) as { kind: string }[]
      expect(reports.filter(({ kind }) => kind === 'night')).toHaveLength(1)
    },
  )
})

// Payouts that stand still in silence wait until somebody complains.
test('thawed too early, it freezes again and people are told again', async () => {
  const harness = await start()
  await byHand(harness, 'PATCH', 'balances/user-1', { availableTokens: integer(1_000_000) })
  await quarter(harness)
  const told = harness.recorder.errors().length
  must(await thawLedger(harness.services, { adminId: ADMIN, reason: 'To see.' }))
  await quarter(harness)
  expect((await stateOf(harness)).isFrozen).toBe(true)
  expect(harness.recorder.errors().length).toBe(told + 1)
})

// A number that was added up while it was wrong would keep everybody's payouts for good.
test('put right and thawed, payouts stay free', async () => {
  const harness = await start()
  const documents = Object.entries(await harness.documents())
  const [path = '', row = ''] = documents.find(([each]) => each.includes('commit_user-1')) ?? []
  await byHand(harness, 'PATCH', path, { dAvailable: integer(1_000) })
  await quarter(harness)
  expect((await stateOf(harness)).isFrozen).toBe(true)
  const { dAvailable } = JSON.parse(row).fields
  await byHand(harness, 'PATCH', path, { dAvailable })
  must(await thawLedger(harness.services, { adminId: ADMIN, reason: 'Put right.' }))
  await quarter(harness)
  expect((await stateOf(harness)).isFrozen).toBe(false)
})

// Nobody is to wait for a payout because some isolate's clock goes wrong.
test('a row from a clock that is behind freezes nobody, and is added up at last', async () => {
  const harness = await start()
  await quarter(harness)
  await quarter(harness)
  const before = (await stateOf(harness)).sums?.sums.dAvailable ?? 0
  const late = { ...harness.services, clock: { now: () => harness.clock.now() - QUARTER_MS } }
  await endow(late, ALICE, 100)
  await quarter(harness)
  const { sums, isFrozen } = await stateOf(harness)
  expect([isFrozen, sums?.sums.dAvailable]).toEqual([false, before + 100])
  expect((await reportsOf(harness)).at(-1)).toMatchObject({ differences: 0, supply: 'agrees' })
  expect(harness.recorder.errors()).toEqual([])
})

describe('a new row', () => {
  const changed = async (fields: Parameters<typeof byHand>[3]) => {
    const harness = await start()
    const documents = Object.keys(await harness.documents())
    const path = documents.find((each) => each.startsWith('transactions/commit_user-1'))
    await byHand(harness, 'PATCH', path ?? '', fields)
    await quarter(harness)
    const ofRow = (await casesOf(harness)).filter((each) => each.includes('commit_user-1'))
    return ofRow.map((each) => each.slice(0, each.indexOf('_commit_user-1')))
  }

  test('that was changed by hand has a case by the next quarter', async () => {
    expect(await changed({ relatedId: text('another') })).toEqual(['recon_row_hash'])
    expect(await changed({ dBook: integer(7) })).toContain('recon_row_postings')
  })

  test('must follow from the one before it, however old that is', async () => {
    const harness = await start()
    await openTo(harness.services, { id: PredictionId.parse('prd-more') })
    await endow(harness.services, ALICE, 100)
    await quarter(harness)
    await byHand(harness, 'DELETE', `transactions/adjust_${adjustedIdOf(ALICE, 0)}`)
    must(await place(harness.services, 'k', { predictionId: PredictionId.parse('prd-more') }))
    await quarter(harness)
    expect(await casesOf(harness)).toEqual([expect.stringMatching(/^recon_row_chain_commit_alice/)])
  })
})

describe('many rows', () => {
  // 1,600 rows: more than one invocation may read.
  const many = () => start(300)

  test('are added up over several messages, each within its calls', async () => {
    const harness = await many()
    harness.clock.advance(QUARTER_MS)
    const calls = await callsOf(harness, EVERY_QUARTER)
    expect(calls.length).toBeGreaterThan(1)
    expect(Math.max(...calls)).toBeLessThanOrEqual(40)
    expect(await reportsOf(harness)).toMatchObject([{ differences: 0, supply: 'agrees' }])
  })

  test('by two ticks at once, and again, are added up once', async () => {
    const harness = await many()
    harness.clock.advance(QUARTER_MS)
    const other = harness.isolate()
    await Promise.all([tick(harness.services, EVERY_QUARTER), tick(other, EVERY_QUARTER)])
    const { messages } = harness.queue.take()
    await consume(harness.services, { queue: 'kai-work', messages })
    await drainQueue(harness)
    await quarter(harness)
    expect((await stateOf(harness)).isFrozen).toBe(false)
    expect(harness.recorder.errors()).toEqual([])
  })

  test('whose message was lost go on with the next tick', async () => {
    const harness = await many()
    harness.clock.advance(QUARTER_MS)
    await tick(harness.services, EVERY_QUARTER)
    harness.queue.take()
    await quarter(harness)
    expect(await reportsOf(harness)).toMatchObject([{ differences: 0, supply: 'agrees' }])
  })
})

test('people who move tokens meanwhile put nobody on hold', async () => {
  const harness = await start()
  const id = PredictionId.parse('prd-busy')
  await openTo(harness.services, { id })
  await endow(harness.services, ALICE, 5_000)
  const at = harness.isolate()
  let placed = 0
  let isPlacing = false
  harness.intercept('firestore', async (request, next) => {
    if (isPlacing || placed >= 30) return next(request)
    isPlacing = true
    placed += 1
    must(await place(at, `busy-${placed}`, { predictionId: id }))
    isPlacing = false
    return next(request)
  })
  await quarter(harness)
  await quarter(harness)
  await quarter(harness)
  expect(placed).toBeGreaterThan(10)
  expect(await stateOf(harness)).toMatchObject({ isFrozen: false })
  expect(await casesOf(harness)).toEqual([])
})
