// Somebody's tokens are at stake: they move once or not at all, at the odds that were seen, and
// never after the close.
import { describe, expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { type bet, endow, ODDS, openTo, place, RAIN } from '../test/betting.ts'
import type { Harness } from '../test/harness.ts'
import { codeOf, must, rowsOf, walletOf } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'

async function start(available = 100) {
  const harness = startHarness()
  await openTo(harness.services)
  await endow(harness.services, ALICE, available)
  return harness
}

async function callsOf(harness: Harness, work: () => Promise<unknown>): Promise<number> {
  const before = harness.meter.calls
  await work()
  return harness.meter.calls - before
}

const stake = (count: number) => tokens(count) as ReturnType<typeof bet>['tokens']

test('committing moves the stake to committed, with a row and a commitment', async () => {
  const { services } = await start()
  const { commitment, wallet, replayed } = must(await place(services, 'key-1'))
  expect(commitment).toMatchObject({
    userId: ALICE,
    predictionId: RAIN,
    tokensCommitted: 30,
    position: 'yes',
    oddsBps: 18_500,
    potentialWinning: 55,
    status: 'active',
    settledVersion: 0,
  })
  expect(wallet).toMatchObject({ available: 70, committed: 30, totalSpent: 30, version: 2 })
  expect(replayed).toBe(false)
  expect(await walletOf(services)).toMatchObject({ available: 70, committed: 30, version: 2 })
  const [row] = await rowsOf(services)
  expect(row).toMatchObject({ type: 'commit', amount: 30, relatedId: RAIN, seq: 2 })
  expect(row?.metadata).toMatchObject({ predictionTitle: 'It rains on Friday', position: 'yes' })
  const { stored } = await services.store.read({
    stored: { kind: 'commitment', id: commitment.id },
  })
  expect(stored).toMatchObject(commitment)
})

describe('the same request again', () => {
  test('answers as the first time and moves nothing, whatever happened since', async () => {
    const { services } = await start()
    const first = must(await place(services, 'key-1'))
    must(await place(services, 'key-2', { tokens: stake(5) }))
    const again = must(await place(services, 'key-1'))
    expect(again).toMatchObject({ replayed: true, commitment: first.commitment })
    expect(again.wallet).toMatchObject({ available: 70, committed: 30, version: 2 })
    expect(await walletOf(services)).toMatchObject({ available: 65, committed: 35 })
  })

  test('is answered even after the prediction closed', async () => {
    const { services, clock } = await start()
    must(await place(services, 'key-1'))
    clock.advance(2 * 3_600_000)
    expect(must(await place(services, 'key-1')).replayed).toBe(true)
    expect(codeOf(await place(services, 'key-2'))).toBe('PREDICTION_CLOSED')
  })

  test('under one key for something else is refused', async () => {
    const { services } = await start()
    must(await place(services, 'key-1'))
    for (const other of [{ tokens: stake(31) }, { position: 'no', oddsBps: ODDS.no }] as const) {
      expect(codeOf(await place(services, 'key-1', other))).toBe('IDEMPOTENCY_KEY_REUSED')
    }
    expect(await walletOf(services)).toMatchObject({ available: 70 })
  })

  test('another person may use the same key', async () => {
    const { services } = await start()
    await endow(services, BOB, 100)
    must(await place(services, 'key-1'))
    expect(must(await place(services, 'key-1', {}, BOB)).replayed).toBe(false)
  })

  test('ten times at once moves the tokens once', async () => {
    const { services } = await start()
    const all = await Promise.all(Array.from({ length: 10 }, () => place(services, 'key-1')))
    expect(all.filter((each) => !must(each).replayed)).toHaveLength(1)
    expect(await walletOf(services)).toMatchObject({ available: 70, version: 2 })
  })
})

describe('what it costs', () => {
  test('one call when wallet and gate are known, two when not', async () => {
    const harness = await start()
    const fresh = harness.isolate(harness.meter)
    expect(await callsOf(harness, () => place(fresh, 'key-1', { tokens: stake(1) }))).toBe(2)
    expect(await callsOf(harness, () => place(fresh, 'key-2', { tokens: stake(1) }))).toBe(1)
    expect(await callsOf(harness, () => place(fresh, 'key-3', { tokens: stake(1) }))).toBe(1)
  })

  test('a replay costs one call in another isolate, two in the same', async () => {
    const harness = await start()
    must(await place(harness.services, 'key-1'))
    const other = harness.isolate(harness.meter)
    expect(await callsOf(harness, () => place(other, 'key-1'))).toBe(1)
    expect(await callsOf(harness, () => place(harness.services, 'key-1'))).toBe(2)
  })

  test('what was known five seconds ago is read again', async () => {
    const harness = await start()
    must(await place(harness.services, 'key-1', { tokens: stake(1) }))
    harness.clock.advance(5_000)
    expect(await callsOf(harness, () => place(harness.services, 'key-2'))).toBe(2)
  })

  test('fifty at once of one person: all exact, in six commits at most', async () => {
    const harness = await start(50)
    const { services } = harness
    const calls = await callsOf(harness, async () => {
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, i) => place(services, `key-${i}`, { tokens: stake(1) })),
      )
      expect(all.every(({ ok }) => ok)).toBe(true)
      expect(new Set(all.map((each) => must(each).wallet.version)).size).toBe(50)
    })
    // Four commits, and one read when nothing was known.
    expect(calls).toBeLessThanOrEqual(6)
    expect(await walletOf(services)).toMatchObject({ available: 0, committed: 50, version: 51 })
  })
})

test('fifty requests for all of it: one succeeds, the others learn that it is gone', async () => {
  const { services } = await start(100)
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, i) => place(services, `key-${i}`, { tokens: stake(100) })),
  )
  const codes = all.map(codeOf)
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes.filter((code) => code === 'INSUFFICIENT_TOKENS')).toHaveLength(49)
  expect(await walletOf(services)).toMatchObject({ available: 0, committed: 100, version: 2 })
})

test('over two isolates at once nobody spends a token twice', async () => {
  const harness = await start(100)
  const other = harness.isolate()
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      place(i % 2 ? other : harness.services, `key-${i}`, { tokens: stake(10) }),
    ),
  )
  expect(all.map(codeOf).filter((code) => code === 'ok')).toHaveLength(10)
  expect(await walletOf(harness.services)).toMatchObject({ available: 0, committed: 100 })
})

describe('a refusal is never decided by what was known before', () => {
  test('tokens that came meanwhile can be spent at once', async () => {
    const harness = await start(10)
    must(await place(harness.services, 'key-1', { tokens: stake(10) }))
    await endow(harness.isolate(), ALICE, 50)
    expect(codeOf(await place(harness.services, 'key-2', { tokens: stake(50) }))).toBe('ok')
  })

  test('new odds are judged as they are now', async () => {
    const harness = await start()
    must(await place(harness.services, 'key-1'))
    const gates = await changeGates(harness, { oddsBps: { yes: 20_000, no: 19_000 } })
    expect(gates).toBe(16)
    const now = { oddsBps: 20_000 }
    expect(codeOf(await place(harness.services, 'key-2', now))).toBe('ok')
  })
})

test('nobody is committed at odds that they did not see, known as they may be', async () => {
  const harness = await start()
  must(await place(harness.services, 'key-1'))
  await changeGates(harness, { oddsBps: { yes: 20_000, no: 19_000 } })
  const refused = await place(harness.services, 'key-2')
  expect(refused).toMatchObject({
    failure: { code: 'ODDS_CHANGED', more: { oddsBps: { yes: 20_000, no: 19_000 } } },
  })
  expect(await walletOf(harness.services)).toMatchObject({ available: 70 })
})

test('a bet that was on its way when the gate closed does not land', async () => {
  const harness = await start()
  must(await place(harness.services, 'key-1'))
  await changeGates(harness, { status: 'closed' })
  expect(codeOf(await place(harness.services, 'key-2'))).toBe('PREDICTION_CLOSED')
  expect(await walletOf(harness.services)).toMatchObject({ available: 70, version: 2 })
})

/** By another isolate: this one doesn't learn of it. */
async function changeGates(harness: Harness, changes: object): Promise<number> {
  const { store } = harness.isolate()
  const refs = Object.fromEntries(
    Array.from({ length: 16 }, (_, i) => [
      `g${i}`,
      { kind: 'gate', id: `${RAIN}/gates/${i}` } as const,
    ]),
  )
  return store.atomically(refs, (seen) => {
    const written = Object.entries(seen).flatMap(([name, gate]) => {
      const ref = refs[name]
      return gate && ref ? [{ ref, value: { ...gate, ...changes } }] : []
    })
    return { answer: written.length, changes: written }
  })
}
