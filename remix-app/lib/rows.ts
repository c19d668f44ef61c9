// How one row of the ledger reads to its owner.
import type { RowType, TransactionView } from '../../shared/api/wallet.ts'
import type { Format } from './format.ts'
import { POSITION_NAMES } from './predictions.ts'

export interface RowWords {
  readonly title: string
  readonly subject: string | null
  /** Effect on the available tokens; `none` = they had left it before. */
  readonly direction: 'in' | 'out' | 'none'
  readonly note: string | null
}

export const TYPE_NAMES: Record<RowType, string> = {
  purchase: 'Tokens bought',
  commit: 'Committed',
  win: 'Won',
  loss: 'Lost',
  refund: 'Refunded',
  reinstate: 'Payment restored',
  reversal: 'Result corrected',
  adjustment: 'Adjusted by KAI',
}

// A payment given back to us: the same causes, decided the other way.
const REINSTATED: Record<string, string> = {
  card_refund: 'The refund of the payment failed',
  dispute: 'The dispute was decided in your favour',
}

const CAUSES: Record<string, string> = {
  void: 'The prediction was called off',
  late: 'It came after the prediction had closed',
  card_refund: 'The payment was refunded',
  dispute: 'The payment was disputed with the bank',
  corrected_won: 'A win that was paid was taken back',
  corrected_lost: 'What was lost counts as committed again',
  corrected_refunded: 'What was refunded counts as committed again',
}

export function wordsFor(row: TransactionView, format: Format): RowWords {
  const { packageName, predictionTitle } = row.metadata
  const direction = directionOf(row)
  return {
    title: row.type === 'refund' && direction === 'out' ? 'Taken back' : TYPE_NAMES[row.type],
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
    return terms ? `${terms}, from your committed tokens` : 'From your committed tokens'
  }
  const moved = Math.abs(row.balanceAfter - row.balanceBefore)
  const owed = row.amount - moved
  if (direction === 'in' && owed > 0) return `${format.tokens(owed)} of them repaid what you owed`
  if (direction === 'out' && owed > 0) {
    const cause = row.type === 'reversal' ? causeOf(row) : null
    return `${cause ? `${cause}: ` : ''}${format.tokens(owed)} of them are owed now`
  }
  if (row.type === 'commit' || row.type === 'win') return termsOf(row, format)
  const bonus = row.metadata.bonusTokens ?? 0
  if (row.type === 'purchase' && bonus > 0) return `${format.tokens(bonus)} of them a bonus`
  const { packageName, predictionTitle } = row.metadata
  return packageName || predictionTitle ? causeOf(row) : null
}

/** Which side, and at which odds. */
function termsOf({ metadata }: TransactionView, format: Format): string | null {
  const { position, oddsBps } = metadata
  if (!position || !oddsBps) return null
  return `${POSITION_NAMES[position]} at ${format.odds(oddsBps)}`
}

function causeOf(row: TransactionView): string | null {
  const words = row.type === 'reinstate' ? REINSTATED : CAUSES
  return words[row.metadata.cause ?? ''] ?? null
}
