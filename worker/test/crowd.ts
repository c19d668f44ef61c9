// Many people with many commitments, decided by the domain and written in bulk: a payout of
// thousands can then be tried without thousands of requests.
import { seeded } from '../../local/faults.ts'
import { CommitmentId, type PredictionId, type UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { type Commitment, commit } from '../domain/commitment.ts'
import {
  append,
  emptyWallet,
  type Movement,
  shardOf,
  type TokenTransaction,
  type Wallet,
} from '../domain/ledger.ts'
import { gateOf, type Prediction } from '../domain/prediction.ts'
import type { Change, Services } from '../ports.ts'
import { adjusted, type Given, type Givers, giversOf, headsOf } from './adjusted.ts'
import { ODDS, openTo, RAIN } from './betting.ts'
import { sha256 } from './movements.ts'
import { personOf } from './payouts.ts'

export interface CrowdOptions {
  readonly people: number
  readonly commitments: number
  readonly predictionId?: PredictionId
  readonly seed?: number
  /** Every so many owe something, every so many are closing; 0 = nobody. */
  readonly owingEvery?: number
  readonly closingEvery?: number
}
const WRITES_MAX = 400
const STAKE_MAX = 20

interface Person {
  wallet: Wallet
  readonly rows: TokenTransaction[]
  readonly commitments: Commitment[]
  readonly adjustments: Change[]
}

/** Opens the prediction, and has `people` commit to both of its sides in turn. */
export async function gather(s: Services, options: CrowdOptions): Promise<Prediction> {
  const { people, commitments, predictionId = RAIN, seed = 1 } = options
  const prediction = await openTo(s, { id: predictionId })
  const now = s.clock.now() * 1000
  const random = seeded(seed)
  const givers = giversOf(`-${predictionId}`)
  const crowd = Array.from({ length: people }, (_, at) => newPerson(at, options, now, givers))
  for (let at = 0; at < commitments; at += 1) {
    const person = crowd[at % people]
    if (person) place(person, at, prediction, { stake: 1 + Math.floor(random() * STAKE_MAX), now })
  }
  crowd.forEach((person, at) => {
    const owes = options.owingEvery && at % options.owingEvery === 0
    // More than there is, so that some of it is owed.
    const amount = person.wallet.available + 25
    if (owes) adjust(person, { direction: 'take', amount }, now, givers)
  })
  await write(s, crowd, givers)
  return prediction
}

/** One who gets a commitment in although the betting is over: that must never happen. */
export async function slipIn(s: Services, prediction: Prediction, at: number): Promise<UserId> {
  const now = s.clock.now() * 1000
  const givers = giversOf(`-${at}`)
  const person = newPerson(at, { people: 1, commitments: 1 }, now, givers)
  place(person, at, { ...prediction, status: 'open' }, { stake: 10, now })
  await write(s, [person], givers)
  return person.wallet.userId
}

function newPerson(at: number, options: CrowdOptions, now: number, givers: Givers): Person {
  const userId = personOf(at)
  const closing = options.closingEvery && at % options.closingEvery === 1
  const person: Person = { wallet: emptyWallet(userId), rows: [], commitments: [], adjustments: [] }
  const share = Math.ceil(options.commitments / options.people) * STAKE_MAX
  adjust(person, { direction: 'add', amount: share + 1_000 }, now, givers)
  if (closing) person.wallet = { ...person.wallet, state: 'closing' }
  return person
}

function place(
  person: Person,
  at: number,
  prediction: Prediction,
  { stake, now }: { stake: number; now: number },
): void {
  const { userId } = person.wallet
  const position = at % 2 === 0 ? 'yes' : 'no'
  const id = CommitmentId.parse(`cmt_${sha256(`${prediction.id} ${at}`).slice(0, 40)}`)
  const request = {
    id,
    predictionId: prediction.id,
    position,
    tokens: tokens(stake),
    oddsBps: ODDS[position],
    requestHash: 'crowd',
    shard: shardOf(id, sha256),
  } as const
  // Whoever is closing committed before.
  const active: Wallet = { ...person.wallet, state: 'active' }
  const decided = commit(active, gateOf(prediction), request, now)
  if (!decided.ok) throw new Error(`${userId} may not commit: ${decided.failure.code}`)
  const { movement, commitment, wallet } = decided.value
  person.wallet = { ...wallet, state: person.wallet.state }
  book(person, movement, now)
  person.commitments.push(commitment)
}

function adjust(person: Person, given: Given, now: number, givers: Givers): void {
  const { wallet, row, changes } = adjusted(person.wallet, given, now, givers)
  person.wallet = wallet
  person.rows.push(row)
  person.adjustments.push(...changes)
}

function book(person: Person, movement: Movement, now: number): void {
  const booked = append(person.wallet, movement, now, sha256)
  person.wallet = booked.wallet
  person.rows.push(booked.row)
}

async function write({ store }: Services, crowd: readonly Person[], givers: Givers): Promise<void> {
  const changes = crowd.flatMap(({ wallet, rows, commitments, adjustments }): Change[] => [
    ...adjustments,
    { ref: { kind: 'wallet', id: wallet.userId }, value: wallet },
    ...rows.map((value): Change => ({ ref: { kind: 'row', id: value.id }, value })),
    ...commitments.map((value): Change => ({ ref: { kind: 'commitment', id: value.id }, value })),
  ])
  changes.push(...headsOf(givers))
  for (let start = 0; start < changes.length; start += WRITES_MAX) {
    const some = changes.slice(start, start + WRITES_MAX)
    await store.atomically({}, () => ({ answer: null, changes: some }))
  }
}
