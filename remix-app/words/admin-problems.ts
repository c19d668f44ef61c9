// What refusals mean to admins.
import type { Words } from '../lib/advice.ts'

const NOT_THERE = 'Is a letter missing at an end? The search over the menu finds any whole id.'

/** What everybody else is told in other words. */
export const TO_ADMINS = {
  PURCHASE_NOT_FOUND: { title: 'No such purchase', text: NOT_THERE, offer: 'none' },
  PREDICTION_NOT_FOUND: { title: 'No such prediction', text: NOT_THERE, offer: 'none' },
  TRANSACTION_NOT_FOUND: { title: 'No such transaction', text: NOT_THERE, offer: 'none' },
} satisfies Words

export const ADMIN_WORDS = {
  CONFLICT_OF_INTEREST: {
    title: 'You have a stake in this yourself',
    text: 'Nothing was changed. Another admin must do it, whose tokens are not concerned.',
    offer: 'none',
  },
  PREDICTION_STATE: {
    title: 'That cannot be done in its present state',
    text: 'Nothing was changed. This page shows the present state now.',
    offer: 'none',
    detailed: true,
  },
  PREDICTION_NOT_LOCKED: {
    title: 'Lock the prediction first',
    text: 'Nothing was resolved. Once it is locked nobody can commit on a known result.',
    offer: 'none',
  },
  ALREADY_RESOLVED: {
    title: 'It is resolved already',
    text: 'Nothing was changed. To correct the outcome, choose another one and give the reason.',
    offer: 'none',
  },
  RESOLUTION_STALE: {
    title: 'Somebody resolved it again meanwhile',
    text: 'Nothing was changed. Look at the outcome shown now before correcting it.',
    offer: 'none',
  },
  RESOLUTION_FINAL: {
    title: 'It is too late to correct this outcome',
    text: 'A resolution can be corrected for 180 days.',
    offer: 'none',
  },
  PAYOUT_NOT_BLOCKED: {
    title: 'This payout is going on by itself',
    text: 'There is nothing to drive. Its progress is shown here.',
    offer: 'none',
  },
  PURCHASE_NOT_CREDITED: {
    title: 'No tokens were granted for this purchase',
    text: 'Nothing was refunded. A payment that granted nothing goes back whole, by its session.',
    offer: 'none',
  },
  PURCHASE_DISPUTED: {
    title: 'The bank has this payment in hand',
    text: 'Nothing was refunded. Answer the dispute; its outcome moves money and tokens.',
    offer: 'none',
  },
  REFUND_UNDER_WAY: {
    title: 'Another refund of this purchase is being sent',
    text: 'Nothing was refunded twice. Wait until that one is sent, then look again.',
    offer: 'none',
  },
  REFUND_EXCEEDS: {
    title: 'That is more than is left of the payment',
    text: 'Nothing was refunded. Choose a smaller amount.',
    offer: 'none',
    detailed: true,
  },
  REFUND_STALE: {
    title: 'Something changed since you looked',
    text: 'Nothing was refunded. Look at what the refund would do now, then decide again.',
    offer: 'none',
    detailed: true,
  },
  REFUND_NOT_FOUND: {
    title: 'No such refund',
    text: 'Nothing was changed. The list shows the refunds there are.',
    offer: 'none',
  },
  CHANGED_TOO_SOON: {
    title: 'Odds were changed a moment ago',
    text: 'They can change every two seconds at most. Save once more.',
    offer: 'retry',
  },
  USER_NOT_FOUND: {
    title: 'There is nobody with this user id',
    text: 'Nothing was changed. Look the person up by the user id that the sign-in service shows.',
    offer: 'none',
  },
  HOLD_NOT_FOUND: {
    title: 'This hold has ended already',
    text: 'Nothing was changed. Load the page again to see what holds now.',
    offer: 'none',
  },
  ADJUSTMENT_NOT_FOUND: {
    title: 'No such adjustment',
    text: 'Nothing was changed. Choose one of the list.',
    offer: 'none',
  },
  RULING_NOT_FOUND: {
    title: 'No such ruling',
    text: 'Nothing was changed. Choose one of the list.',
    offer: 'none',
  },
  RESOLUTION_NOT_FOUND: {
    title: 'No such proposed outcome',
    text: 'Nothing was changed. Load the page again to see what waits.',
    offer: 'none',
  },
  RESOLUTION_PROPOSED: {
    title: 'An outcome waits for another admin',
    text: 'Nothing was changed. Approve or reject it before anything else is decided.',
    offer: 'none',
  },
  PROPOSAL_STALE: {
    title: 'The prediction is not as it was proposed',
    text: 'Nobody was paid. Reject it, look at what resolving does now, and propose it again.',
    offer: 'none',
  },
  PURCHASE_NOT_IN_REVIEW: {
    title: 'This purchase is not in review',
    text: 'Nothing was changed. Somebody may have decided it meanwhile; load the page again.',
    offer: 'none',
    detailed: true,
  },
  PAYMENT_UNFIT: {
    title: 'This payment does not allow it',
    text: 'Nothing was changed. Look at the payment beside the order.',
    offer: 'none',
    detailed: true,
  },
  PAYMENT_NOT_RETURNED: {
    title: 'Refund the payment first',
    text: 'Nothing was changed. An order is refused once all that was paid for it went back.',
    offer: 'none',
    detailed: true,
  },
  FLAG_NOT_FOUND: {
    title: 'No such case',
    text: 'Nothing was changed. Choose one of the list.',
    offer: 'none',
  },
  SELF_APPROVAL_FORBIDDEN: {
    title: 'Another admin must approve this',
    text: 'No token moved. Whoever proposed it, or gets the tokens, cannot approve it.',
    offer: 'none',
  },
  PROPOSAL_DECIDED: {
    title: 'This was decided already',
    text: 'What it did, if anything, it did once. Propose a new one if another is needed.',
    offer: 'none',
  },
  PROPOSAL_EXPIRED: {
    title: 'This was proposed too long ago',
    text: 'No token moved. A proposal waits seven days; make it again.',
    offer: 'none',
  },
  LEDGER_FROZEN: {
    title: 'Payouts are frozen',
    text: 'Nothing was changed. The books must agree before anybody is paid.',
    offer: 'retry',
  },
  RECONCILIATION_NOT_FOUND: {
    title: 'No such report',
    text: 'The list shows the reports there are.',
    offer: 'none',
  },
  LEDGER_NOT_FROZEN: {
    title: 'Payouts are not frozen',
    text: 'Nothing was changed. They go on by themselves.',
    offer: 'none',
  },
  DEAD_LETTER_NOT_FOUND: {
    title: 'No such dead letter',
    text: 'Nothing was changed. Choose one of the list.',
    offer: 'none',
  },
  AUDIT_NOT_FOUND: {
    title: 'Nothing was changed by them',
    text: 'Nobody of this name ever changed anything. Choose one of those who are listed.',
    offer: 'none',
  },
  TRANSACTION_UNREADABLE: {
    title: 'This row was tampered with',
    text: 'It says nothing that can be shown. Read its case: it names what was changed.',
    offer: 'none',
  },
  DEAD_LETTER_UNREADABLE: {
    title: 'There is nothing to replay',
    text: 'This message cannot be read. Find out who sent it, then close it with the reason.',
    offer: 'none',
  },
  PAYOUT_JOB_NOT_FOUND: {
    title: 'No such payout',
    text: 'Nothing was changed. Its prediction shows the payouts there are.',
    offer: 'none',
  },
} as const satisfies Words
