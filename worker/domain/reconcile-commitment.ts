// A commitment against the rows that made and settled it, which are chained: whoever changes what
// may be won, or whose it is, finds nothing in the ledger that says so. And against the prediction
// that it is on. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import type { CommitmentId, PredictionId, UserId } from '../../shared/ids.ts'
import { winningOf } from '../../shared/odds.ts'
import type { Commitment } from './commitment.ts'
import { type Difference, type Facts, type Found, readably } from './difference.ts'
import { commitRowId, settleRowId } from './keys.ts'
import { rowHash, type Sha256, shardOf, type TokenTransaction } from './ledger.ts'
import type { PayoutJob } from './payout-job.ts'
import type { Prediction } from './prediction.ts'

type Row = TokenTransaction | null

/** What the ledger has of one commitment. */
export interface OwnRows {
  /** That held its tokens. */
  readonly made: Row
  /** That settled it as it is settled now; null: none is there, or none is needed. */
  readonly settled: Row
  /** Of the resolution after that one: it must not be there. */
  readonly later: Row
}

/** Empty: it is what its rows say. */
export function misfitsOfCommitment(
  commitment: Commitment,
  rows: OwnRows,
  sha256: Sha256,
): readonly string[] {
  return readably(
    () => [...misfitsIn(commitment, rows, sha256), ...unsettledIn(commitment, rows, sha256)],
    () => ['unreadable'],
  )
}

/** Everything of it that never changes, as the row recorded it. */
function misfitsIn(commitment: Commitment, rows: OwnRows, sha256: Sha256): string[] {
  const { made: row } = rows
  if (!row) return ['row']
  const { id, userId, predictionId, tokensCommitted, committedAt } = commitment
  const { metadata } = row
  const claims: Record<string, boolean> = {
    row: isWritten(row, sha256) && row.id === commitRowId(userId, id) && row.type === 'commit',
    owner: row.userId === userId,
    id: metadata.commitmentId === id && commitment.shard === shardOf(id, sha256),
    tokens: row.amount === tokensCommitted,
    prediction: row.predictionId === predictionId,
    title: metadata.predictionTitle === commitment.predictionTitle,
    position: metadata.position === commitment.position,
    odds: metadata.oddsBps === commitment.oddsBps,
    winning: winningIn(row) === commitment.potentialWinning,
    request: row.requestHash === commitment.requestHash,
    // A row may be later: nobody's rows are at one moment.
    time: committedAt <= row.timestamp,
  }
  return namesOf(claims)
}

/** Rows from before it was recorded are of a time with one way to work it out. */
const winningIn = ({ amount, metadata: { oddsBps = 0, potentialWinning } }: TokenTransaction) =>
  potentialWinning ?? winningOf(amount, oddsBps)

function unsettledIn(commitment: Commitment, rows: OwnRows, sha256: Sha256): string[] {
  const { settled, later } = rows
  const { status, payout, settledVersion, resolvedAt } = commitment
  const isLast: [string, boolean] = ['version', later === null]
  if (settledVersion === 0) {
    const isOpen = status === 'active' && payout === 0 && resolvedAt === null
    return namesOf(Object.fromEntries([isLast, ['settled', isOpen]]))
  }
  if (!settled) return ['settlement']
  const claims: Record<string, boolean> = {
    settlement:
      isWritten(settled, sha256) && settled.id === settleRowId(commitment.id, settledVersion),
    settled: isSettledBy(commitment, settled),
    time: resolvedAt !== null && resolvedAt <= settled.timestamp,
  }
  return namesOf({ ...claims, ...Object.fromEntries([isLast]) })
}

function isSettledBy(commitment: Commitment, row: TokenTransaction): boolean {
  const { userId, status, payout, tokensCommitted } = commitment
  if (row.userId !== userId) return false
  switch (row.type) {
    case 'win':
      return status === 'won' && payout === row.amount
    case 'loss':
      return status === 'lost' && payout === 0 && row.amount === tokensCommitted
    case 'refund':
      return status === 'refunded' && payout === row.amount && row.amount === tokensCommitted
    default:
      return false
  }
}

const isWritten = (row: TokenTransaction, sha256: Sha256): boolean =>
  row.hash === rowHash(row, sha256)

const namesOf = (claims: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [what]))

const FINGERPRINT_DIGITS = 16

/** What it was a bet on, and what that came to. */
export interface Around {
  readonly prediction: Found<Prediction> | null
  /** Of the resolution that settled it. */
  readonly payout: Found<PayoutJob> | null
}

export function faultsOfCommitment(
  found: Found<Commitment>,
  rows: OwnRows,
  around: Around,
  sha256: Sha256,
): Difference[] {
  const { id, value: commitment, owner = null, writtenAt = '' } = found
  if (commitment?.id !== id) return [unreadableCommitment({ id, writtenAt }, owner)]
  const own = misfitsOfCommitment(commitment, rows, sha256)
  const wrong = [...own, ...(isByOutcome(commitment, rows, around) ? [] : ['outcome'])]
  const missing = faultsOfWhatItIsOn(commitment, around)
  if (wrong.length === 0) return missing
  // Another change of the same one is another occurrence.
  const is = sha256(`${writtenAt} ${rows.made?.hash} ${rows.settled?.hash}`)
  const facts = { wrong: wrong.join(' '), is: is.slice(0, FINGERPRINT_DIGITS) }
  return [fault('commitment_row', id, commitment.userId, facts), ...missing]
}

/** A number that a hand wrote may be none that a payout can have. */
export const payoutNameOf = (id: PredictionId, version: number): string => `${id}_v${version}`

/** Of two that say different outcomes one is named by itself, and so is a payout that is gone. */
function isByOutcome(
  { position, status, settledVersion: version }: Commitment,
  { settled }: OwnRows,
  { prediction, payout }: Around,
): boolean {
  const [is, paid] = [prediction?.value, payout?.value]
  if (version === 0 || is?.resolutionVersion !== version || is.outcome !== paid?.outcome)
    return true
  // Late ones are refunded whatever the outcome.
  if (status === 'refunded') return is.outcome === 'void' || settled?.metadata?.cause !== 'void'
  return is.outcome !== 'void' && (is.outcome === position) === (status === 'won')
}

/** Named by what is gone, so that all who bet on it are one case. */
function faultsOfWhatItIsOn(
  { predictionId, settledVersion: version }: Commitment,
  { prediction }: Around,
): Difference[] {
  if (!prediction) return [fault('prediction_unreadable', predictionId, null, { there: false })]
  // One that can't be read is named by itself.
  const { resolutionVersion = version, status = null } = prediction.value ?? {}
  if (resolutionVersion >= version) return []
  const facts = { status, version: resolutionVersion }
  return [fault('payout_missing', payoutNameOf(predictionId, version), null, facts)]
}

/** The other way: what a row holds lies in a commitment of the same person. */
export function faultsOfCommitRow(
  { id, userId, metadata }: TokenTransaction,
  commitment: Found<Commitment> | null,
): Difference[] {
  const own = commitment && commitRowIdOf(userId, commitment.id) === id
  const { commitmentId: named } = metadata
  if (!own) return [fault('row_without_commitment', id, userId, { commitment: named ?? null })]
  if (!commitment.value) return [unreadableCommitment(commitment, userId)]
  if (commitment.value.userId === userId && commitment.value.id === commitment.id) return []
  return [fault('commitment_row', commitment.id, userId, { wrong: 'owner', row: id })]
}

const commitRowIdOf = (userId: UserId, id: string): string =>
  commitRowId(userId, id as CommitmentId)

const fault = (
  kind: DifferenceKind,
  id: string,
  userId: UserId | null,
  facts: Facts,
): Difference => ({ kind, id, userId, facts })

export const unreadableCommitment = (
  { id, writtenAt = '' }: Pick<Found<never>, 'id' | 'writtenAt'>,
  userId: UserId | null,
): Difference => fault('commitment_unreadable', id, userId, { writtenAt })
