// What a row says it comes from: nothing moves by itself. A settlement has its commitment, which
// has its resolution; what takes it back has the settlement, and what follows money that went back
// has its order. Pure.
import { CommitmentId, PurchaseId } from '../../shared/ids.ts'
import type { Commitment } from './commitment.ts'
import type { Difference, Found } from './difference.ts'
import type { TokenTransaction } from './ledger.ts'
import type { Order } from './purchase.ts'

/** By its id alone. */
export type Source =
  | { readonly kind: 'settled'; readonly commitmentId: CommitmentId; readonly version: number }
  | {
      readonly kind: 'undone'
      readonly commitmentId: CommitmentId
      /** That it takes back. */
      readonly version: number
      readonly rowId: string
    }
  | { readonly kind: 'returned'; readonly purchaseId: PurchaseId; readonly number: number }

const SETTLED = /^settle_(cmt_[0-9a-f]{40})_v([1-9]\d{0,5})$/
const UNDONE = /^reverse_(settle_(cmt_[0-9a-f]{40})_v([1-9]\d{0,5}))$/
const RETURNED = /^reversal_(pur_[0-9a-f]{40})_([1-9]\d{0,8})$/

/** Null: no row of this kind is called so. */
export function sourceOf({ id, type }: TokenTransaction): Source | null {
  const settled = SETTLED.exec(id)
  if (settled && SETTLEMENTS.has(type)) {
    const commitmentId = CommitmentId.parse(settled[1])
    return { kind: 'settled', commitmentId, version: Number(settled[2]) }
  }
  const undone = UNDONE.exec(id)
  if (undone && type === 'reversal') {
    const commitmentId = CommitmentId.parse(undone[2])
    return { kind: 'undone', commitmentId, version: Number(undone[3]), rowId: `${undone[1]}` }
  }
  const returned = RETURNED.exec(id)
  if (!returned || !RETURNS.has(type)) return null
  const purchaseId = PurchaseId.parse(returned[1])
  return { kind: 'returned', purchaseId, number: Number(returned[2]) }
}

const SETTLEMENTS: ReadonlySet<string> = new Set(['win', 'loss', 'refund'])
const RETURNS: ReadonlySet<string> = new Set(['refund', 'reinstate'])

export const faultOfSource = (row: TokenTransaction, wrong: readonly string[]): Difference[] => {
  const { id, userId, type } = row
  const facts = { type, wrong: wrong.join(' ') }
  return wrong.length === 0 ? [] : [{ kind: 'row_without_source', id, userId, facts }]
}

/**
 * `version`: of the settlement that its id names. The commitment was found after the row, with
 * which it comes, and never goes back.
 */
export function wrongInSettlement(
  row: TokenTransaction,
  version: number,
  found: Found<Commitment> | null,
): string[] {
  // What can't be read is named by itself.
  const commitment = found?.value
  if (!commitment) return found ? [] : ['commitment']
  const { predictionId, tokensCommitted: stake, potentialWinning } = commitment
  return namesOf({
    ...ownClaims(row, commitment),
    version: row.resolutionVersion === version && commitment.settledVersion >= version,
    prediction: predictionId === row.predictionId,
    amount: row.amount === (row.type === 'win' ? potentialWinning : stake),
    postings: isPosted(row, settling(row, commitment)),
  })
}

/** What takes a settlement back comes with a later one. */
export function wrongInUndoing(
  row: TokenTransaction,
  version: number,
  found: Found<Commitment> | null,
  settled: Found<TokenTransaction> | null,
): string[] {
  const commitment = found?.value
  if (!commitment || !settled) {
    return [...(found ? [] : ['commitment']), ...(settled ? [] : ['settlement'])]
  }
  const { resolutionVersion: by = 0 } = row
  const before = settled.value
  return namesOf({
    ...ownClaims(row, commitment),
    version: by > version && commitment.settledVersion >= by,
    prediction: commitment.predictionId === row.predictionId,
    ...(before && {
      settlement: before.userId === row.userId && before.amount === row.amount,
      postings: isPosted(row, settling(before, commitment).map(turned)),
    }),
  })
}

const ownClaims = (row: TokenTransaction, { id, userId }: Commitment) => ({
  owner: row.userId === userId,
  id: row.metadata.commitmentId === id,
})

export function wrongInReturn(row: TokenTransaction, number: number, order: Order): string[] {
  const { metadata, amount, userId } = row
  const { bonusTokens: bonus = 0 } = metadata
  const own = `user:${userId}:available`
  const moved = [
    { from: own, to: 'world:stripe', amount: amount - bonus },
    { from: own, to: 'house:promo', amount: bonus },
  ]
  return namesOf({
    owner: order.userId === userId,
    order: row.relatedId === order.id && order.status === 'credited',
    number: order.reversals >= number,
    postings: isPosted(row, row.type === 'refund' ? moved : moved.map(turned)),
  })
}

interface Leg {
  readonly from: string
  readonly to: string
  readonly amount: number
}
const turned = ({ from, to, amount }: Leg): Leg => ({ from: to, to: from, amount })

/** Money-rules 1, by numbers of its own. */
function settling({ type, amount, userId }: TokenTransaction, { tokensCommitted }: Commitment) {
  const [own, held] = [`user:${userId}:available`, `user:${userId}:committed`]
  const stake = { from: held, to: type === 'loss' ? 'house:book' : own, amount: tokensCommitted }
  const profit = { from: 'house:book', to: own, amount: amount - tokensCommitted }
  return type === 'win' ? [stake, profit] : [stake]
}

/**
 * Nothing is in it but these, of which those of no tokens are left out, and after them what was
 * borrowed for it or repaid.
 */
export function isPosted({ userId, postings }: TokenTransaction, primary: readonly Leg[]): boolean {
  const wanted = primary.filter(({ amount }) => amount !== 0)
  const isThere = wanted.every((leg, at) => isSame(postings[at], leg))
  const [debt, own] = [`debt:${userId}`, `user:${userId}:available`]
  const [more, ...others] = postings.slice(wanted.length)
  const isOwn = !more || isBetween(more, debt, own) || isBetween(more, own, debt)
  return isThere && isOwn && others.length === 0
}

const isBetween = (leg: Leg, from: string, to: string): boolean =>
  leg.from === from && leg.to === to

const isSame = (leg: Leg | undefined, other: Leg): boolean =>
  leg !== undefined && isBetween(leg, other.from, other.to) && leg.amount === other.amount

const namesOf = (claims: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [what]))

/** What somebody held for a bet. */
export const holding = ({ userId, amount }: TokenTransaction): Leg[] => [
  { from: `user:${userId}:available`, to: `user:${userId}:committed`, amount },
]
