// Whoever changes a commitment in the database must get nothing for it: a payout pays what the
// ledger recorded, everybody else is paid on time, and people find what was changed.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Fields } from '../adapters/firestore/values.ts'
import { endow, ODDS, openTo, place } from '../test/betting.ts'
import { casesOf, fieldsOf, fullCheck, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import {
  CORRECTION,
  correctRain,
  drainQueue,
  JOB,
  jobNow,
  lockRain,
  resolveRain,
} from '../test/payouts.ts'
import { ADMIN } from '../test/people.ts'
import { must, walletOf } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'
import { drivePayoutJob } from './drive-payout-job.ts'

let harness: Harness
let own: string
/** Alice holds 30 on yes, Bob on no. */
beforeEach(async () => {
  harness = startHarness()
  const { services: s } = harness
  await openTo(s)
  await endow(s, ALICE, 1_000)
  await endow(s, BOB, 1_000)
  const { commitment } = must(await place(s, 'a', {}, ALICE))
  own = `commitments/${commitment.id}`
  must(await place(s, 'b', { position: 'no', oddsBps: ODDS.no }, BOB))
  harness.clock.advance(1_000)
  await lockRain(s)
})

const byHandTo = (fields: Fields) => byHand(harness, 'PATCH', own, fields)
const paidTo = async (who = ALICE) => (await walletOf(harness.services, who))?.available
const caseOf = () => `recon_commitment_row_${own.slice('commitments/'.length)}`
async function resolved(outcome: 'yes' | 'no' | 'void') {
  must(await resolveRain(harness.services, outcome))
  await drainQueue(harness)
}

describe.each<[string, Fields]>([
  ['what it may win', { potentialWinning: integer(900_000) }],
  ['its side', { position: text('no') }],
  ['its odds', { oddsBps: integer(99_000) }],
  ['its tokens', { tokensCommitted: integer(31) }],
  ['that it was settled before', { status: text('won'), payout: integer(55) }],
])('%s, changed by hand,', (_, fields) => {
  test('is not paid, and has a case; everybody else is settled', async () => {
    await byHandTo(fields)
    await resolved('yes')
    expect(await paidTo()).toBe(970)
    expect(await walletOf(harness.services, BOB)).toMatchObject({ available: 970, committed: 0 })
    expect(await jobNow(harness.services)).toMatchObject({
      state: 'blocked',
      error: 'payout_terms_differ',
    })
    expect(await casesOf(harness)).toEqual([caseOf()])
  })
})

const BENT: [string, Fields][] = [
  ['a half of a token', { payout: { doubleValue: 0.5 } as never }],
  ['nothing where text was', { requestHash: { nullValue: null } }],
  ['a side that there is not', { position: text('both') }],
  ['the name of another one', { id: text(`cmt_${'e'.repeat(40)}`) }],
]
const unreadable = () => `recon_commitment_unreadable_${own.slice('commitments/'.length)}`

// Or one edit would keep everybody who bet on it from being paid, and nobody would know.
describe.each(BENT)('one that nobody can read, with %s,', (_, fields) => {
  test('stays behind with a case; everybody else is settled, and a person can end it', async () => {
    const before = await fieldsOf(harness, own)
    await byHandTo(fields)
    await resolved('yes')
    expect(await paidTo()).toBe(970)
    expect(await walletOf(harness.services, BOB)).toMatchObject({ available: 970, committed: 0 })
    const blocked = { state: 'blocked', error: 'payout_terms_differ', counts: { lost: 1 } }
    expect(await jobNow(harness.services)).toMatchObject(blocked)
    expect(await casesOf(harness)).toEqual([unreadable()])
    // Driven too early it stops again, and pays nobody twice.
    must(await drivePayoutJob(harness.services, { adminId: ADMIN, jobId: JOB, key: 'early' }))
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject(blocked)
    await byHandTo(before)
    must(await drivePayoutJob(harness.services, { adminId: ADMIN, jobId: JOB, key: 'again' }))
    await drainQueue(harness)
    const done = { state: 'done', counts: { won: 1, lost: 1 } }
    expect(await jobNow(harness.services)).toMatchObject(done)
    expect(await paidTo()).toBe(970 + 55)
    expect(await fullCheck(harness)).toEqual([])
  })
})

test('one whose row nobody can read stays behind as well', async () => {
  const row = own.replace('commitments/cmt', 'transactions/commit_alice')
  await byHand(harness, 'PATCH', row, { amount: { doubleValue: 0.5 } as never })
  await resolved('yes')
  expect(await walletOf(harness.services, BOB)).toMatchObject({ available: 970, committed: 0 })
  const blocked = { state: 'blocked', error: 'payout_terms_differ', counts: { lost: 1 } }
  expect(await jobNow(harness.services)).toMatchObject(blocked)
  expect(await casesOf(harness)).toEqual([caseOf()])
})

test('what was given to somebody else is paid to nobody', async () => {
  await byHandTo({ userId: text('bob') })
  await resolved('yes')
  expect([await paidTo(), await paidTo(BOB)]).toEqual([970, 970])
  expect(await jobNow(harness.services)).toMatchObject({ state: 'blocked' })
})

test('a commitment that no row made is paid nothing', async () => {
  const fields = await fieldsOf(harness, own)
  const id = `cmt_${'f'.repeat(40)}`
  await byHand(harness, 'PATCH', `commitments/${id}`, { ...fields, id: text(id) })
  await resolved('yes')
  expect(await paidTo()).toBe(970 + 55)
  expect(await jobNow(harness.services)).toMatchObject({ state: 'blocked' })
  expect(await casesOf(harness)).toEqual([`recon_commitment_row_${id}`])
})

test('once people gave it back what its row says, its payout goes on', async () => {
  await byHandTo({ potentialWinning: integer(900_000) })
  await resolved('yes')
  await byHandTo({ potentialWinning: integer(55) })
  const input = { adminId: ADMIN, jobId: JOB, key: 'again' }
  must(await drivePayoutJob(harness.services, input))
  await drainQueue(harness)
  expect(await jobNow(harness.services)).toMatchObject({
    state: 'done',
    counts: { won: 1, lost: 1 },
  })
  expect(await paidTo()).toBe(970 + 55)
  expect(await fullCheck(harness)).toEqual([])
})

describe.each<[string, Fields]>([
  ['a payout made smaller', { payout: integer(30) }],
  ['a win made a refund', { status: text('refunded'), payout: integer(30) }],
  ['a win never paid', { status: text('active'), payout: integer(0), settledVersion: integer(0) }],
  ['a win of somebody else', { userId: text('bob') }],
])('%s by hand', (_, fields) => {
  test('is not taken back by a correction, and is named', async () => {
    await resolved('yes')
    await byHandTo(fields)
    const before = await fullCheck(harness)
    must(await correctRain(harness.services, 'no'))
    await drainQueue(harness)
    expect(await paidTo()).toBe(970 + 55)
    expect(await jobNow(harness.services, CORRECTION)).toMatchObject({
      state: 'blocked',
      error: 'payout_terms_differ',
    })
    expect(before.join(' ')).toContain(own.slice('commitments/'.length))
    await week(harness)
    expect(await casesOf(harness)).toContain(caseOf())
  })
})

test('a settlement taken back by hand is named, although its row fits', async () => {
  await resolved('yes')
  const before = await fieldsOf(harness, own)
  must(await correctRain(harness.services, 'no'))
  await drainQueue(harness)
  expect(await fullCheck(harness)).toEqual([])
  await byHandTo(before)
  expect(await fullCheck(harness)).toContain(`commitment_row ${own.slice('commitments/'.length)}`)
})
