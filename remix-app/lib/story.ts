// What happened, in a sentence.
import type { TransactionStory } from '../../shared/api/wallet.ts'
import { CORRECTED, HAPPENED, REFUNDED } from '../words/history.ts'
import { POSITION_NAMES } from '../words/states.ts'
import type { Format } from './format.ts'
import type { RowWords } from './rows.ts'

type Told = Pick<TransactionStory, 'type' | 'amount' | 'metadata'>

export function happened(
  { type, amount, metadata }: Told,
  { direction }: Pick<RowWords, 'direction'>,
  format: Format,
): string {
  const { position, oddsBps } = metadata
  const told = {
    amount: format.count(amount),
    side: position ? POSITION_NAMES[position] : null,
    other: position ? POSITION_NAMES[position === 'yes' ? 'no' : 'yes'] : null,
    odds: oddsBps ? format.odds(oddsBps) : null,
  }
  if (type === 'refund') {
    const out = metadata.cause === 'dispute' ? REFUNDED.disputed : REFUNDED.out
    return (direction === 'out' ? out : REFUNDED.in)(told)
  }
  return HAPPENED[type](told)
}

/** Settled by a later resolution than the first: what the one before did has a row of its own. */
const LATER = /^settle_.*_v(?!1$)\d+$/

export const correctionIn = ({ id }: Pick<TransactionStory, 'id'>): string | null =>
  LATER.test(id) ? CORRECTED : null
