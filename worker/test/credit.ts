// A small effect of money for the tests of the store: one row and the balance after it.
import { append, emptyWallet, type Wallet } from '../domain/ledger.ts'
import type { Decision, Seen } from '../ports.ts'
import { moves, sha256 } from './movements.ts'
import { ALICE } from './people.ts'

export type Outcome = 'credited' | 'already' | 'full'

export const creditRefs = (rowId: string) =>
  ({ wallet: { kind: 'wallet', id: ALICE }, row: { kind: 'row', id: rowId } }) as const

type Refs = ReturnType<typeof creditRefs>

/** Credits `amount` under this row's id, unless the wallet would hold more than `max`. */
export function credit(rowId: string, amount: number, max = Infinity) {
  return ({ wallet, row }: Seen<Refs>): Decision<Outcome> => {
    if (row) return { answer: 'already', changes: [] }
    const before: Wallet = wallet ?? emptyWallet(ALICE)
    if (before.available + amount > max) return { answer: 'full', changes: [] }
    const movement = { ...moves.adjustUp(amount), id: rowId }
    const booked = append(before, movement, 1_700_000_000_000_000, sha256)
    const refs = creditRefs(rowId)
    const changes = [
      { ref: refs.row, value: booked.row },
      { ref: refs.wallet, value: booked.wallet },
    ] as const
    return { answer: 'credited', changes }
  }
}
