// A person's rows from the newest back to the first: each must be what the one after it, or the
// balance, says came before. What has to be known of the rows so far fits into one place. Pure.
import type { UserId } from '../../shared/ids.ts'
import { type Difference, type Facts, readably } from './difference.ts'
import type { TokenTransaction, Wallet } from './ledger.ts'

/** What the next older row must leave behind, and who says so. */
export interface Place {
  readonly by: 'balance' | 'row'
  readonly id: string
  readonly seq: number
  readonly hash: string
  readonly available: number
  readonly committed: number
  readonly owed: number
  /** The lifetime totals after it, and by what they may have changed: earned, spent. */
  readonly earned: number
  readonly spent: number
  readonly steps: readonly (readonly [earned: number, spent: number])[]
}

export const placeOfBalance = (wallet: Wallet): Place => ({
  by: 'balance',
  id: wallet.userId,
  seq: wallet.version,
  hash: wallet.headHash,
  available: wallet.available,
  committed: wallet.committed,
  owed: wallet.owed,
  earned: wallet.totalEarned,
  spent: wallet.totalSpent,
  steps: [[0, 0]],
})

/** What came before a row, by what it says itself. */
export const placeBefore = (row: TokenTransaction): Place => ({
  by: 'row',
  id: row.id,
  seq: row.seq - 1,
  hash: row.prevHash,
  available: row.balanceBefore,
  committed: row.after.committed - row.deltas.dCommitted,
  owed: row.after.owed - row.deltas.dOwed,
  earned: row.after.totalEarned,
  spent: row.after.totalSpent,
  steps: stepsOf(row),
})

/** Money-rules 1: what each movement does to the lifetime totals. */
function stepsOf({ type, amount }: TokenTransaction): Place['steps'] {
  switch (type) {
    case 'commit':
      return [[0, amount]]
    case 'win':
      return [[amount, 0]]
    case 'refund':
      // Of a commitment, or of a purchase.
      return [
        [0, -amount],
        [0, 0],
      ]
    case 'reversal':
      return [
        [-amount, 0],
        [0, amount],
        [0, 0],
      ]
    default:
      return [[0, 0]]
  }
}

interface Step {
  readonly place: Place
  readonly differences: readonly Difference[]
}

/** From a place to the row that must be there. */
export function stepBack(place: Place, row: TokenTransaction): Step {
  const userId = row.userId
  return readably(
    () => {
      // More than one for its number: the place is still to be filled.
      if (row.seq > place.seq) {
        return {
          place,
          differences: [{ kind: 'row_double', id: row.id, userId, facts: atOf(row) }],
        }
      }
      const found = row.seq < place.seq ? gap(place, row.seq, userId) : misfits(place, row)
      return { place: placeBefore(row), differences: found }
    },
    // Named as a row that can't be read already.
    () => ({ place: { ...place, seq: place.seq - 1 }, differences: [] }),
  )
}

const atOf = ({ seq }: TokenTransaction): Facts => ({ seq })

/** No row is older: the place must be where rows begin. */
export function atTheBeginning(place: Place, userId: UserId): Difference[] {
  if (place.seq > 0) return gap(place, 0, userId)
  const nothing = { available: 0, committed: 0, owed: 0, totalEarned: 0, totalSpent: 0 }
  return [
    ...(place.hash === '' ? [] : [chainFault(place, userId, NOTHING_BEFORE)]),
    ...(follows(place, nothing) ? [] : [totalsFault(place, userId, NOTHING_BEFORE, nothing)]),
  ]
}

function gap(place: Place, after: number, userId: UserId): Difference[] {
  const facts = { from: after + 1, to: place.seq }
  const id = place.by === 'balance' ? userId : place.id
  return [{ kind: 'row_missing', id, userId, facts }]
}

function misfits(place: Place, row: TokenTransaction): Difference[] {
  return [
    ...(row.hash === place.hash ? [] : [chainFault(place, row.userId, row)]),
    ...(follows(place, row.after) ? [] : [totalsFault(place, row.userId, row, row.after)]),
  ]
}

type Left = Readonly<
  Record<'available' | 'committed' | 'owed' | 'totalEarned' | 'totalSpent', number>
>

function follows(place: Place, left: Left): boolean {
  const same =
    place.available === left.available &&
    place.committed === left.committed &&
    place.owed === left.owed
  const [earned, spent] = [place.earned - left.totalEarned, place.spent - left.totalSpent]
  return same && place.steps.some((step) => step[0] === earned && step[1] === spent)
}

/** Numbers and hashes too: another forgery of the same document is another occurrence. */
function chainFault({ by, ...place }: Place, userId: UserId, row: Before): Difference {
  const kind = by === 'balance' ? 'balance_rows' : 'row_chain'
  const facts = { before: row.id, what: 'hash', says: place.hash, is: row.hash }
  return { kind, id: place.id, userId, facts }
}

function totalsFault({ by, ...place }: Place, userId: UserId, row: Before, left: Left): Difference {
  const kind = by === 'balance' ? 'balance_rows' : 'row_totals'
  const { available, committed, owed, earned, spent } = place
  const says = [available, committed, owed, earned, spent].join(' ')
  const is = [left.available, left.committed, left.owed, left.totalEarned, left.totalSpent].join(
    ' ',
  )
  return { kind, id: place.id, userId, facts: { before: row.id, what: 'totals', says, is } }
}

type Before = Pick<TokenTransaction, 'id' | 'hash'>
const NOTHING_BEFORE: Before = { id: '', hash: '' }

/** I10: what somebody holds is what is in commitments that nobody has settled. */
export function faultsOfHeld(wallet: Wallet, openStakes: number): Difference[] {
  if (wallet.committed === openStakes) return []
  const { userId, committed } = wallet
  return [{ kind: 'balance_held', id: userId, userId, facts: { committed, openStakes } }]
}

/** Rows that the balance, looked at before and after them, doesn't know of. */
export const rowAhead = (wallet: Wallet, rowId: string): Difference => ({
  kind: 'balance_rows',
  id: wallet.userId,
  userId: wallet.userId,
  facts: { version: wallet.version, ahead: rowId },
})
