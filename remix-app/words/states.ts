// Names of states and sides, as everybody reads them.
import type {
  CommitmentStatus,
  Outcome,
  Position,
  PredictionStatus,
} from '../../shared/api/predictions.ts'
import type { FailureReason, PurchaseView } from '../../shared/api/tokens.ts'

export const STATUS_NAMES: Record<PredictionStatus, string> = {
  draft: 'Draft',
  open: 'Open',
  locked: 'Waiting for the result',
  resolving: 'Being paid out',
  resolved: 'Decided',
  voided: 'Called off',
}

export const POSITION_NAMES: Record<Position, string> = { yes: 'Yes', no: 'No' }

export const OUTCOME_NAMES: Record<Outcome, string> = { yes: 'Yes', no: 'No', void: 'Called off' }

export const COMMITMENT_NAMES: Record<CommitmentStatus, string> = {
  active: 'Active',
  won: 'Won',
  lost: 'Lost',
  refunded: 'Refunded',
}

type PurchaseState =
  | PurchaseView['status']
  | 'cancelling'
  | 'cancelled'
  | 'partlyTakenBack'
  | 'takenBack'

export const PURCHASE_STATES: Record<PurchaseState, string> = {
  pending: 'Waiting for payment',
  awaiting_payment: 'Bank payment on its way',
  credited: 'Credited',
  expired: 'Expired',
  failed: 'Not paid',
  review: 'Being checked',
  refused: 'Returned',
  cancelling: 'Being cancelled',
  cancelled: 'Cancelled',
  partlyTakenBack: 'Partly taken back',
  takenBack: 'Taken back',
}

/** Why a payment failed, and what helps. */
export const DECLINES: Record<FailureReason, string> = {
  card_declined: 'The bank declined this card. Try another card, or ask the bank why.',
  insufficient_funds: 'There was not enough money on this card. Try another card.',
  expired_card: 'This card has expired. Try another card.',
  incorrect_cvc: 'The security code was wrong. Check the three or four digits and try again.',
  processing_error: 'The card could not be processed. Trying again usually helps.',
  bank_payment_failed: 'The bank did not complete the payment. Try again, or pay by card.',
  checkout_expired: 'The payment page was open too long and has closed.',
  checkout_refused: 'The payment page could not be opened. Start a new purchase.',
  cancelled: 'You cancelled it. Its payment page is being closed.',
}
