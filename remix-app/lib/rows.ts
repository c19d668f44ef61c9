// How one row of the ledger reads to its owner.
import type { RowType, TransactionView } from '../../shared/api/wallet.ts'
import { CAUSES, MOVEMENT, REINSTATED, TYPE_NAMES } from '../words/movements.ts'
import { POSITION_NAMES } from '../words/states.ts'
import type { Format } from './format.ts'

export interface RowWords {
  readonly title: string
  readonly subject: string | null
  /** Effect on the available tokens; `none` = they had left it before. */
  readonly direction: 'in' | 'out' | 'none'
  readonly note: string | null
}

/** What a list shows of a row. */
export interface RowLine extends RowWords {
  readonly id: string
  readonly type: RowType
  readonly amount: number
  readonly availableAfter: number
  readonly timestamp: string
}

export function lineOf(row: TransactionView, format: Format): RowLine {
  const { id, type, amount, balanceAfter: availableAfter, timestamp } = row
  return { id, type, amount, availableAfter, timestamp, ...wordsFor(row, format) }
}

export function wordsFor(row: TransactionView, format: Format): RowWords {
  const { packageName, predictionTitle } = row.metadata
  const direction = directionOf(row)
  return {
    title: row.type === 'refund' && direction === 'out' ? MOVEMENT.takenBack : TYPE_NAMES[row.type],
    subject: packageName ?? predictionTitle ?? causeOf(row),
    direction,
    note: noteFor(row, direction, format),
  }
}

function directionOf(row: TransactionView): RowWords['direction'] {
  if (row.balanceAfter > row.balanceBefore) return 'in'
  if (row.balanceAfter < row.balanceBefore) return 'out'
  if (row.type === 'purchase' || row.type === 'win' || row.type === 'reinstate') return 'in'
  const cause = row.metadata.cause
  if (row.type === 'reversal') return cause === 'corrected_lost' ? 'none' : 'out'
  if (row.type === 'refund') return cause === 'card_refund' || cause === 'dispute' ? 'out' : 'in'
  return 'none'
}

// A row's amount and its effect on the balance differ exactly by what was owed.
function noteFor(
  row: TransactionView,
  direction: RowWords['direction'],
  format: Format,
): string | null {
  if (row.type === 'loss') {
    const terms = termsOf(row, format)
    return terms ? MOVEMENT.termsFromCommitted(terms) : MOVEMENT.fromCommitted
  }
  const moved = Math.abs(row.balanceAfter - row.balanceBefore)
  const owed = row.amount - moved
  if (direction === 'in' && owed > 0) return MOVEMENT.repaid(format.tokens(owed))
  if (direction === 'out' && owed > 0) {
    // Where the subject is what was bought, or betted on, the note still has to say why.
    const isUnsaid = row.type === 'reversal' || row.metadata.packageName !== undefined
    const cause = isUnsaid ? causeOf(row) : null
    const note = MOVEMENT.owed(format.tokens(owed))
    return cause ? MOVEMENT.because(cause, note) : note
  }
  if (row.type === 'commit' || row.type === 'win') return termsOf(row, format)
  const bonus = row.metadata.bonusTokens ?? 0
  if (row.type === 'purchase' && bonus > 0) return MOVEMENT.bonus(format.tokens(bonus))
  const { packageName, predictionTitle } = row.metadata
  return packageName || predictionTitle ? causeOf(row) : null
}

/** Which side, and at which odds. */
function termsOf({ metadata }: TransactionView, format: Format): string | null {
  const { position, oddsBps } = metadata
  if (!position || !oddsBps) return null
  return MOVEMENT.terms(POSITION_NAMES[position], format.odds(oddsBps))
}

function causeOf(row: TransactionView): string | null {
  const words = row.type === 'reinstate' ? REINSTATED : CAUSES
  return words[row.metadata.cause ?? ''] ?? null
}
