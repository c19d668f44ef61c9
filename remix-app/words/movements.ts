// What a row of the ledger is called, and why it came about.
import type { RowType } from '../../shared/api/wallet.ts'

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
export const REINSTATED: Record<string, string> = {
  card_refund: 'The refund of the payment failed',
  dispute: 'The dispute was decided in your favour',
}

export const CAUSES: Record<string, string> = {
  void: 'The prediction was called off',
  late: 'It came after the prediction had closed',
  card_refund: 'The payment was refunded',
  dispute: 'The payment was disputed with the bank',
  corrected_won: 'A win that was paid was taken back',
  corrected_lost: 'What was lost counts as committed again',
  corrected_refunded: 'What was refunded counts as committed again',
}

export const MOVEMENT = {
  takenBack: 'Taken back',
  fromCommitted: 'From your committed tokens',
  termsFromCommitted: (terms: string) => `${terms}, from your committed tokens`,
  repaid: (tokens: string) => `${tokens} of them repaid what you owed`,
  owed: (tokens: string) => `${tokens} of them are owed now`,
  because: (cause: string, note: string) => `${cause}: ${note}`,
  bonus: (tokens: string) => `${tokens} of them a bonus`,
  terms: (side: string, odds: string) => `${side} at ${odds}`,
}
