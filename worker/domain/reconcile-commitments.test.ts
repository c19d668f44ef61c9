// A commitment is what the rows say that made and settled it: nobody may win what a hand wrote, and
// nobody be accused whose commitment is as it was made, by this version or an earlier one.
import { describe, expect, test } from 'vitest'
import { CommitmentId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { predictionOf } from '../test/betting.ts'
import { sha256 } from '../test/movements.ts'
import { ALICE, BOB } from '../test/people.ts'
import { type Commitment, commit } from './commitment.ts'
import { append, emptyWallet, rowHash, shardOf, type TokenTransaction } from './ledger.ts'
import { settlementOf, type Verdict } from './payout.ts'
import { gateOf } from './prediction.ts'
import { misfitsOfCommitment, type OwnRows } from './reconcile-commitment.ts'

const NOW = 1_700_000_000_000_000
const id = CommitmentId.parse(`cmt_${'a'.repeat(40)}`)

function made() {
  const prediction = predictionOf(NOW)
  const request = {
    ...({ id, predictionId: prediction.id, position: 'yes', tokens: tokens(33) } as const),
    ...{ oddsBps: prediction.oddsBps.yes, requestHash: 'r', shard: shardOf(id, sha256) },
  }
  const rich = { ...emptyWallet(ALICE), available: tokens(100) }
  const decided = commit(rich, gateOf(prediction), request, NOW)
  if (!decided.ok) throw new Error(decided.failure.code)
  const { commitment, wallet, movement } = decided.value
  const { row, wallet: after } = append(wallet, movement, NOW, sha256)
  return { commitment, row, wallet: after }
}

function settledAs(verdict: Verdict) {
  const { commitment, row, wallet } = made()
  const resolution = { version: 1, outcome: 'yes', requestHash: 'r' } as const
  const done = settlementOf(commitment, verdict, resolution, NOW + 1)
  const [movement] = done.movements
  if (!movement) throw new Error('nothing moved')
  const settled = append(wallet, movement, NOW + 1, sha256).row
  return { commitment: done.commitment, rows: { made: row, settled, later: null } }
}

const misfits = (commitment: Commitment, rows: Partial<OwnRows>): readonly string[] =>
  misfitsOfCommitment(commitment, { made: null, settled: null, later: null, ...rows }, sha256)

const WON: Verdict = { status: 'won', payout: tokens(61) }

test('as it was made, and as it was settled, it fits', () => {
  const { commitment, row } = made()
  expect(misfits(commitment, { made: row })).toEqual([])
  const verdicts: Verdict[] = [
    WON,
    { status: 'lost', payout: tokens(0) },
    { status: 'refunded', payout: tokens(33), cause: 'void' },
  ]
  for (const verdict of verdicts) {
    const { commitment: settled, rows } = settledAs(verdict)
    expect(misfits(settled, rows)).toEqual([])
  }
})

describe('a row from before the winning was recorded', () => {
  const { commitment, row } = made()
  const { potentialWinning: _, ...metadata } = row.metadata
  const older: TokenTransaction = { ...row, metadata }
  const old = { ...older, hash: rowHash(older, sha256) }

  test('says it by stake and odds', () => {
    expect(misfits(commitment, { made: old })).toEqual([])
    const more = { ...commitment, potentialWinning: tokens(62) }
    expect(misfits(more, { made: old })).toEqual(['winning'])
  })
})

test.each<[string, Partial<Commitment>]>([
  ['row owner', { userId: BOB }],
  ['tokens', { tokensCommitted: tokens(34) }],
  ['prediction', { predictionId: predictionOf(0, { id: 'prd-x' as never }).id }],
  ['title', { predictionTitle: 'It snows' }],
  ['position', { position: 'no' }],
  ['odds', { oddsBps: 99_000 }],
  ['winning', { potentialWinning: tokens(62) }],
  ['request', { requestHash: 'x' }],
  ['id', { shard: 99 }],
  ['time', { committedAt: NOW + 1 }],
  ['settled', { status: 'won' }],
  ['settled', { payout: tokens(1) }],
  ['settled', { resolvedAt: NOW }],
  ['settlement', { settledVersion: 1 }],
  ['unreadable', { tokensCommitted: undefined as never, oddsBps: {} as never, userId: 5 as never }],
])('%s: changed, it is named', (wrong, change) => {
  const { commitment, row } = made()
  const all = misfits({ ...commitment, ...change }, { made: row }).join(' ')
  if (wrong !== 'unreadable') expect(all).toBe(wrong)
  else expect(all).not.toBe('')
})

test.each<[string, Partial<Commitment>]>([
  ['settled', { status: 'lost' }],
  ['settled', { status: 'refunded' }],
  ['settled', { payout: tokens(60) }],
  ['settled', { status: 'active' }],
  ['time', { resolvedAt: NOW + 2 }],
  ['time', { resolvedAt: null }],
])('%s: a win changed, it is named', (wrong, change) => {
  const { commitment, rows } = settledAs(WON)
  expect(misfits({ ...commitment, ...change }, rows)).toEqual([wrong])
})

test('rows changed by hand, missing or too many fit no commitment', () => {
  const { commitment, rows } = settledAs(WON)
  const forged = { ...rows.settled, amount: tokens(60) }
  expect(misfits(commitment, { ...rows, settled: forged })).toEqual(['settlement', 'settled'])
  expect(misfits(commitment, { ...rows, made: null })).toEqual(['row'])
  expect(misfits(commitment, { ...rows, settled: null })).toEqual(['settlement'])
  expect(misfits(commitment, { ...rows, later: rows.settled })).toEqual(['version'])
})
