// The movements of money-rules 1 by name, for tests: primary postings only, as the table has them.
import { createHash } from 'node:crypto'
import type { RowType } from '../../shared/api/wallet.ts'
import { type Tokens, tokens } from '../../shared/tokens.ts'
import {
  append,
  availableOf,
  committedOf,
  type Movement,
  type Posting,
  post,
  type TokenTransaction,
  type Wallet,
} from '../domain/ledger.ts'
import { ALICE } from './people.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const A = availableOf(ALICE)
const C = committedOf(ALICE)
const S = 'world:stripe'
const P = 'house:promo'
const B = 'house:book'
const J = 'house:adjust'

let made = 0

function movement(
  type: RowType,
  amount: number,
  primary: Posting[][],
  more: { earned?: number; spent?: number; id?: string } = {},
): Movement {
  made += 1
  return {
    id: `row_${made}`,
    type,
    amount: tokens(amount),
    relatedId: null,
    metadata: {},
    primary: primary.flat(),
    requestHash: 'request',
    ...more,
  }
}

const t = (count: number): Tokens => tokens(count)

export const moves = {
  purchase: (n: number, bonus: number) =>
    movement('purchase', n + bonus, [post(S, A, t(n)), post(P, A, t(bonus))]),
  commit: (stake: number) => movement('commit', stake, [post(A, C, t(stake))], { spent: stake }),
  win: (stake: number, payout: number) =>
    movement('win', payout, [post(C, A, t(stake)), post(B, A, t(payout - stake))], {
      earned: payout,
    }),
  loss: (stake: number) => movement('loss', stake, [post(C, B, t(stake))]),
  release: (stake: number) => movement('refund', stake, [post(C, A, t(stake))], { spent: -stake }),
  takeBack: (take: number, bonusPart: number) =>
    movement('refund', take, [post(A, S, t(take - bonusPart)), post(A, P, t(bonusPart))]),
  reinstate: (give: number, bonusPart: number) =>
    movement('reinstate', give, [post(S, A, t(give - bonusPart)), post(P, A, t(bonusPart))]),
  reverseWin: (stake: number, payout: number) =>
    movement('reversal', payout, [post(A, C, t(stake)), post(A, B, t(payout - stake))], {
      earned: -payout,
    }),
  reverseLoss: (stake: number) => movement('reversal', stake, [post(B, C, t(stake))]),
  reverseRelease: (stake: number) =>
    movement('reversal', stake, [post(A, C, t(stake))], { spent: stake }),
  adjustUp: (n: number) => movement('adjustment', n, [post(J, A, t(n))]),
  adjustDown: (n: number) => movement('adjustment', n, [post(A, J, t(n))]),
}

/** Books one after the other at the same instant; gives every row and the wallet after the last. */
export function book(
  wallet: Wallet,
  movements: readonly Movement[],
  now = 1_000,
): { wallet: Wallet; rows: TokenTransaction[] } {
  let current = wallet
  const rows = movements.map((each) => {
    const booked = append(current, each, now, sha256)
    current = booked.wallet
    return booked.row
  })
  return { wallet: current, rows }
}
