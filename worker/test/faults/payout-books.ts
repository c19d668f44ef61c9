// What must be true of commitments and payouts at any moment; money-rules 3, I10 to I14.
import type { Commitment } from '../../domain/commitment.ts'
import { settleRowId } from '../../domain/keys.ts'
import type { TokenTransaction } from '../../domain/ledger.ts'
import { type PayoutJob, sameSums } from '../../domain/payout-job.ts'
import { lateFrom, type Prediction } from '../../domain/prediction.ts'
import type { Books } from './books.ts'

type Claim = readonly [claim: string, holds: boolean]

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

export function faultsOfPayouts(books: Books): string[] {
  const rows = new Map(books.rows.map((row) => [row.id, row]))
  const claims: Claim[] = [
    ...books.wallets.map(({ userId, committed }): Claim => {
      const own = books.commitments.filter((each) => each.userId === userId && isActive(each))
      const stakes = sumOf(own.map(({ tokensCommitted }) => tokensCommitted))
      return [`I10: ${userId} holds what is not settled`, committed === stakes]
    }),
    ...books.commitments.flatMap((commitment) => claimsOfCommitment(commitment, rows)),
    ...books.predictions.flatMap((prediction) => claimsOfPrediction(prediction, books)),
    ...books.payoutJobs.flatMap((job) => claimsOfJob(job, books)),
  ]
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]))
}

const isActive = ({ settledVersion }: Commitment): boolean => settledVersion === 0

function claimsOfCommitment(
  { id, userId, status, settledVersion, payout, tokensCommitted, potentialWinning }: Commitment,
  rows: ReadonlyMap<string, TokenTransaction>,
): Claim[] {
  const versions = Array.from({ length: settledVersion }, (_, at) => at + 1)
  const settled = versions.filter((version) => rows.has(settleRowId(id, version)))
  const reversed = versions.filter((version) => rows.has(`reverse_${settleRowId(id, version)}`))
  const amounts = { active: 0, won: potentialWinning, lost: 0, refunded: tokensCommitted }
  const last = rows.get(settleRowId(id, settledVersion))
  const type = { active: undefined, won: 'win', lost: 'loss', refunded: 'refund' }[status]
  return [
    [
      `${id} is active or settled`,
      isActive({ settledVersion } as Commitment) === (status === 'active'),
    ],
    [`${id} pays what was quoted`, payout === amounts[status]],
    [`I13: ${id} has its last row`, last?.type === type],
    [
      `I13: ${id} is settled once`,
      settled.length - reversed.length === (settledVersion > 0 ? 1 : 0),
    ],
    [`${id} has rows of its owner`, !last || last.userId === userId],
    [`${id} has a row for its stake`, rows.has(`commit_${userId}_${id.slice(4)}`)],
    [`${id} is not settled ahead`, !rows.has(settleRowId(id, settledVersion + 1))],
  ]
}

function claimsOfPrediction(prediction: Prediction, books: Books): Claim[] {
  const { id, status, resolutionVersion } = prediction
  const own = books.commitments.filter(({ predictionId }) => predictionId === id)
  const rows = books.rows.filter(({ predictionId }) => predictionId === id)
  const lock = books.locks.find(({ predictionId }) => predictionId === id) ?? null
  const from = lateFrom(prediction, lock)
  const isBet = (each: Commitment): boolean => each.status === 'won' || each.status === 'lost'
  const job = books.payoutJobs.find((each) => {
    return each.predictionId === id && each.resolutionVersion === resolutionVersion
  })
  const over = status === 'resolved' || status === 'voided'
  return [
    [`I12: the book of ${id}`, sumOf(rows.map(({ deltas }) => deltas.dBook)) === bookOf(own)],
    [`I11: ${id} pays no late bet`, own.every((each) => !isBet(each) || (each.bornAt ?? 0) < from)],
    [
      `I14: ${id} is resolved by a version`,
      resolutionVersion > 0 === (over || status === 'resolving'),
    ],
    [`${id} has its payout`, resolutionVersion > 0 === (job !== undefined)],
    [`${id} is over with its payout`, !job || over === (job.state === 'done')],
    [
      `${id} is over when all are paid`,
      !over || own.every((each) => each.settledVersion === resolutionVersion),
    ],
    [`${id} is ahead of nobody`, own.every((each) => each.settledVersion <= resolutionVersion)],
  ]
}

/** What the house has of the last settlements: stakes lost less profits paid. */
function bookOf(commitments: readonly Commitment[]): number {
  return sumOf(
    commitments.map(({ status, tokensCommitted, payout }) => {
      if (status === 'lost') return tokensCommitted
      return status === 'won' ? tokensCommitted - payout : 0
    }),
  )
}

function claimsOfJob(job: PayoutJob, books: Books): Claim[] {
  const { id, predictionId, resolutionVersion: version, counts, sums } = job
  const own = books.commitments.filter((each) => each.predictionId === predictionId)
  const rows = books.rows.filter((row) => {
    return row.predictionId === predictionId && row.resolutionVersion === version
  })
  const folded = {
    rows: rows.length,
    book: sumOf(rows.map(({ deltas }) => deltas.dBook)),
    committed: sumOf(rows.map(({ deltas }) => deltas.dCommitted)),
  }
  const settled = rows.filter(({ id: row }) => row.startsWith('settle_'))
  return [
    [`${id} adds up`, sameSums(sums, folded)],
    [`${id} counts`, counts.won + counts.lost + counts.refunded === settled.length],
    [`${id} is done with all`, job.state !== 'done' || settled.length === own.length],
  ]
}
