// One odd document, left by whoever edits the database by hand, must not blind the checks for
// everybody else: it is named itself, and all others are checked as ever.
import { describe, expect, test } from 'vitest'
import type { Fields } from '../adapters/firestore/values.ts'
import { restrictionAt } from '../domain/holds.ts'
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import {
  casesOf,
  fieldsOf,
  fullCheck,
  openCasesOf,
  pathOf,
  QUARTER_MS,
  quarter,
  startBooks,
  week,
} from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, personOf } from '../test/payouts.ts'
import { walletOf } from '../test/shop.ts'

const HALF = { doubleValue: 1.5 } as never
const NULL = { nullValue: null } as const
const map = (fields: Fields) => ({ mapValue: { fields } })
const SOON = { timestampValue: '2026-01-15T12:16:00Z' }
const TIME = { timestampValue: expect.any(String) }
const RICH = { availableTokens: integer(1_000_000) }
const FAR = { timestampValue: '9999-01-01T00:00:00Z' }
const ROW = /^transactions\/commit_user-1_/
const BALANCE = /^balances\/user-1$/
const JOB = /^payoutJobs\//
const BET = /^commitments\//

const POISON: readonly (readonly [string, RegExp, Fields])[] = [
  ['a double in a balance', BALANCE, { availableTokens: HALF }],
  ['text in a balance', BALANCE, { availableTokens: text('1000000') }],
  ['more tokens than a number holds', BALANCE, { availableTokens: integer(2 ** 53 - 1) }],
  ['a balance without a total', BALANCE, { owedTokens: NULL }],
  ['holds that are none', BALANCE, { holds: text('x') }],
  // Were it right in all else, it would be put on hold where these stand.
  ['a forged balance with a hold that is none', BALANCE, { ...RICH, holds: map({ ledger: NULL }) }],
  [
    'a forged balance with a hold of no time',
    BALANCE,
    { ...RICH, holds: map({ ledger: map({}) }) },
  ],
  ['a double in a row', ROW, { dAvailable: HALF }],
  ['a sum that nothing holds', ROW, { dAvailable: integer(2 ** 53 - 1) }],
  ['no number in a row', ROW, { dStripe: NULL }],
  ['text in a row', ROW, { dAvailable: text('x') }],
  ['a row after nothing', ROW, { prevHash: NULL }],
  ['a row after a number', ROW, { prevHash: integer(5) }],
  ['a row of no id', ROW, { userId: text('a/b') }],
  ['a row of nobody', ROW, { userId: text('') }],
  ['a row of a number', ROW, { userId: integer(7) }],
  ['a row about no id', ROW, { relatedId: text('a/b/c'), type: text('purchase') }],
  ['a row without postings', ROW, { postings: NULL }],
  ['a posting that is none', ROW, { postings: { arrayValue: { values: [NULL] } } }],
  ['a row of another time', ROW, { timestamp: text('soon') }],
  ['a row of a time that no number holds', ROW, { timestamp: FAR }],
  ['a row of no number', ROW, { seq: text('x') }],
  ['a row without totals', ROW, { after: NULL }],
  ['a row without a name', ROW, { id: integer(1) }],
  ['a payout of no prediction', JOB, { predictionId: text('a/b') }],
  ['a payout without counts', JOB, { counts: NULL }],
  ['a double in a stake', BET, { tokensCommitted: HALF, status: text('active') }],
]

const stateOf = async ({ services: { store } }: Harness) =>
  store.read({
    sums: { kind: 'ledgerSums', id: 'sums' },
    night: { kind: 'night', id: 'night' },
  })

describe.each(POISON)('%s', (_, wanted, fields) => {
  test('is named, and everybody else is checked as ever', async () => {
    const harness = await startBooks()
    await byHand(harness, 'PATCH', await pathOf(harness, wanted), fields)
    // Somebody else's row, which the same checks must still see.
    const other = await pathOf(harness, /^transactions\/commit_user-2_/)
    await byHand(harness, 'PATCH', other, { relatedId: text('another') })
    await quarter(harness)
    const { sums } = await stateOf(harness)
    expect(sums).toMatchObject({ to: null, until: expect.any(Number) })
    expect(await casesOf(harness)).toContainEqual(expect.stringMatching(/row_hash_commit_user-2/))
    expect(restrictionAt((await walletOf(harness.services, personOf(2)))?.holds ?? {}, 1)).toBe(
      'all',
    )
    await week(harness)
    expect((await stateOf(harness)).night).toMatchObject({ finishedAt: expect.any(Number) })
    const others = (await openCasesOf(harness)).filter((id) => !id.includes('commit_user-2'))
    expect(others.filter((id) => id !== 'recon_supply_ledger')).not.toEqual([])
    expect(await fullCheck(harness)).not.toEqual([])
    expect(new Set(harness.recorder.errors())).toEqual(new Set(['alert']))
  })
})

// Where the owner can be told, nothing more may be spent.
test.each(POISON.filter(([, wanted]) => wanted === ROW))(
  '%s holds its owner',
  async (_, __, fields) => {
    const harness = await startBooks()
    await byHand(harness, 'PATCH', await pathOf(harness, ROW), fields)
    await quarter(harness)
    await week(harness)
    const holds = (await walletOf(harness.services, personOf(1)))?.holds ?? {}
    expect(restrictionAt(holds, harness.clock.now() * 1000)).toBe('all')
  },
)

describe('checks that stand still', () => {
  const alertsOf = async (harness: Harness) =>
    Object.keys(await harness.documents()).filter((path) => path.includes('recon_behind'))

  test('tell it once a day when they fail, and fail for all to see', async () => {
    const harness = await startBooks()
    const restore = harness.intercept('firestore', async (request, next) => {
      const body = await request.clone().text()
      return body.includes('"shard"') ? new Response('', { status: 503 }) : next(request)
    })
    for (let n = 0; n < 3; n += 1) {
      harness.clock.advance(QUARTER_MS)
      const ticking = tick(harness.services, EVERY_QUARTER)
      await expect(ticking).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    }
    restore()
    expect(await alertsOf(harness)).toHaveLength(1)
    expect(harness.recorder.errors()).toEqual(['alert'])
  })

  test('tell it when nobody has called them for more than an hour', async () => {
    const harness = await startBooks()
    await quarter(harness)
    harness.clock.advance(55 * 60_000)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    expect(harness.recorder.errors()).toEqual([])
    harness.clock.advance(6 * 60_000)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    expect(harness.recorder.errors()).toEqual(['alert'])
    expect(await fieldsOf(harness, (await alertsOf(harness))[0] ?? '')).toMatchObject({
      cause: text('recon_behind'),
    })
  })

  // One word in their own documents would end them for good, in silence.
  test.each<[string, string, Fields]>([
    ['sums that moved', 'system/sums', { to: SOON, startedAt: SOON, movedAt: text('x') }],
    ['a night that moved', 'system/night', { movedAt: text('x') }],
    ['a night that began', 'system/night', { finishedAt: SOON, startedAt: text('x') }],
  ])('go on after %s at no time', async (_, path, fields) => {
    const harness = await startBooks()
    await quarter(harness)
    // Its message is lost.
    await tick(harness.services, EVERY_NIGHT)
    harness.queue.take()
    const { step } = await fieldsOf(harness, path)
    await byHand(harness, 'PATCH', path, fields)
    for (const cron of [EVERY_QUARTER, EVERY_FIVE_MINUTES]) {
      harness.clock.advance(QUARTER_MS)
      await tick(harness.services, cron)
      await drainQueue(harness)
    }
    expect(await fieldsOf(harness, path)).toMatchObject({ movedAt: TIME, startedAt: TIME })
    expect((await fieldsOf(harness, path)).step).not.toEqual(step)
  })
})
