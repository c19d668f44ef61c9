// Cases, dead letters, orders in review, reports on the books.
import { admin } from '../../console.ts'
import type { Purchases } from '../../orders.ts'
import { away, type PageState } from '../../state.ts'
import { CASES, lettersAbout } from '../../troubles.ts'

const NO_REASON = 'Say why, in at most 500 characters.'
const NONE = '0'.repeat(64)

export const statesOf = (purchases: Purchases): readonly PageState[] => [
  ...CASE_STATES,
  ...letterStates(purchases),
  admin('/reviews', 'orders in review', 'Another price'),
  admin('/reviews?status=refused', 'orders that were refused', 'Favourite'),
  admin(
    purchases.review?.replace('/wallet/purchases', '/reviews') ?? '',
    'order in review',
    /Grant/,
  ),
  admin('/rulings', 'proposals about orders', 'Grant what was ordered'),
  admin('/rulings?state=rejected', 'proposals about orders: none fits', 'Nothing fits'),
  admin('/reports', 'reports', '0 differences'),
  admin('/reports?kind=night', 'reports: none fits', 'Nothing fits these filters'),
]

const CASE_STATES: readonly PageState[] = [
  admin('/cases', 'cases', 'Disputed payment'),
  admin('/cases?state=closed&userId=nobody', 'cases: none fits', 'Nothing fits these filters'),
  admin(`/cases/${CASES.dispute}`, 'case', 'The buyer’s bank takes the payment back'),
  admin(`/cases/${CASES.closed}`, 'case: closed', 'Closed by'),
  admin(`/cases/${CASES.row}`, 'case: closing without a reason', NO_REASON, {
    refused: true,
    act: (page) => page.getByRole('button', { name: 'Close it' }).click(),
  }),
  admin('/cases/dispute_none', 'case: none has this name', 'No such case', {
    refused: true,
  }),
]

function letterStates(purchases: Purchases): readonly PageState[] {
  const { known, lost, unreadable } = lettersAbout(purchases)
  const one = ({ id }: { readonly id: string }) => `/dead-letters/${id}`
  const broken = away('stripe')
  return [
    admin('/dead-letters', 'dead letters', 'Confirm a purchase'),
    admin('/dead-letters?state=driven', 'dead letters: none fits', 'Nothing fits these filters'),
    admin(one(known), 'dead letter', 'Open it at Stripe'),
    admin(one(known), 'dead letter, Stripe is away', 'does not answer now', { broken }),
    admin(one(lost), 'dead letter of what is gone', 'Nothing, or not ours'),
    admin(one(unreadable), 'dead letter: done in vain', 'There is nothing to replay', {
      refused: true,
      act: (page) => page.getByRole('button', { name: 'Do it now' }).click(),
    }),
    admin(one({ id: NONE }), 'dead letter: none', 'No such dead letter', { refused: true }),
  ]
}
