// The job is what keeps a payout to one hand at a time, and what says that it is done.
import { describe, expect, test } from 'vitest'
import { CommitmentId, PredictionId } from '../../shared/ids.ts'
import { book, moves } from '../test/movements.ts'
import { ALICE } from '../test/people.ts'
import { partsOfPayoutJob, payoutJobIdOf } from './keys.ts'
import { emptyWallet } from './ledger.ts'
import {
  afterPage,
  blocked,
  drivenAgain,
  finished,
  isHeld,
  isOver,
  LEASE_MICROS,
  leftBy,
  newJob,
  type PayoutJob,
} from './payout-job.ts'

const PREDICTION = PredictionId.parse('prd_v2')
const NOW = 1_000_000_000
const GRACE = 120_000_000

const fresh = (): PayoutJob =>
  newJob(
    {
      id: payoutJobIdOf(PREDICTION, 1),
      predictionId: PREDICTION,
      resolutionVersion: 1,
      outcome: 'yes',
      requestHash: '',
      expected: 3,
    },
    NOW,
  )
const page = (free = false, holder = 'me', pageToken = 'page-1') => ({ holder, pageToken, free })

const settled = (status: 'won' | 'lost' | 'refunded', payout: number) =>
  ({ id: CommitmentId.parse(`cmt_${'1'.repeat(40)}`), userId: ALICE, status, payout }) as never

const effect = {
  rows: book(emptyWallet(ALICE), [moves.adjustUp(50), moves.commit(30), moves.loss(30)]).rows,
  settled: [settled('won', 55), settled('lost', 0), settled('refunded', 10)],
  late: 1,
}

test('a prediction id may look like a version: the last one counts', () => {
  const id = payoutJobIdOf(PREDICTION, 13)
  expect(partsOfPayoutJob(id)).toEqual({ predictionId: PREDICTION, version: 13 })
})

describe('a page', () => {
  test('adds up what it did, and renews the lease', () => {
    const job = afterPage(fresh(), effect, page(), NOW)
    expect(job).toMatchObject({
      state: 'running',
      counts: { won: 1, lost: 1, refunded: 1, late: 1 },
      sums: { rows: 3, book: 30, committed: 0 },
      paid: 65,
      pages: 1,
      pageToken: 'page-1',
      holder: 'me',
      leaseUntil: NOW + LEASE_MICROS,
      nextCheckAt: NOW + LEASE_MICROS + GRACE,
    })
    const again = afterPage(job, effect, page(false, 'me', 'page-2'), NOW + 5)
    expect(again).toMatchObject({ sums: { rows: 6, book: 60 }, paid: 130, pages: 2 })
  })

  test('the last one of an invocation gives the lease back', () => {
    const job = afterPage(fresh(), effect, page(true), NOW)
    expect(job).toMatchObject({ holder: '', leaseUntil: 0, nextCheckAt: NOW + GRACE })
    expect(isHeld(job, 'somebody else', NOW)).toBe(false)
  })
})

describe('the lease', () => {
  const held = afterPage(fresh(), effect, page(), NOW)
  test.each([
    ['me', NOW + 1, false],
    ['somebody else', NOW + LEASE_MICROS - 1, true],
    ['somebody else', NOW + LEASE_MICROS, false],
  ])('keeps out %s at %s: %s', (holder, at, keptOut) => {
    expect(isHeld(held, holder, at)).toBe(keptOut)
  })

  test('nobody holds a new job, and the crons look at it in two minutes', () => {
    expect(isHeld(fresh(), 'me', NOW)).toBe(false)
    expect(fresh()).toMatchObject({ state: 'queued', nextCheckAt: NOW + GRACE })
  })

  test('left in the middle, it stays running and anybody may go on', () => {
    const left = leftBy(held, NOW + 7)
    expect(left).toMatchObject({ state: 'running', pages: 1, nextCheckAt: NOW + 7 + GRACE })
    expect(isHeld(left, 'somebody else', NOW + 8)).toBe(false)
  })
})

describe('the end', () => {
  const held = afterPage(fresh(), effect, page(), NOW)

  test('done: nobody looks at it again', () => {
    const done = finished(held, NOW + 9)
    expect(done).toMatchObject({
      state: 'done',
      nextCheckAt: null,
      finishedAt: NOW + 9,
      holder: '',
    })
    expect(isOver(done)).toBe(true)
  })

  test('blocked: nobody but a person, who lets it go on from where it was', () => {
    const stuck = blocked(held, 'payout_sums_differ')
    expect(stuck).toMatchObject({
      state: 'blocked',
      error: 'payout_sums_differ',
      nextCheckAt: null,
    })
    expect(isOver(stuck)).toBe(true)
    const driven = drivenAgain(stuck, NOW + 9)
    expect(driven).toMatchObject({ state: 'running', error: null, sums: held.sums, paid: 65 })
    expect(driven.nextCheckAt).toBe(NOW + 9 + GRACE)
    expect(isOver(driven)).toBe(false)
  })
})
