// What refusals mean to admins.
import type { Words } from '../lib/advice.ts'

export const ADMIN_WORDS = {
  CONFLICT_OF_INTEREST: {
    title: 'You hold a commitment in this prediction',
    text: 'Nothing was changed. Another admin must set its terms and resolve it.',
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
    text: 'Nothing was refunded. Such a payment is refunded at Stripe, by hand.',
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
  PAYOUT_JOB_NOT_FOUND: {
    title: 'No such payout',
    text: 'Nothing was changed. Its prediction shows the payouts there are.',
    offer: 'none',
  },
} as const satisfies Words
