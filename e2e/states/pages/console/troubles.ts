// Cases, dead letters, orders in review, reports on the books.
import { admin } from '../../console.ts'
import type { Purchases } from '../../orders.ts'
import type { PageState } from '../../state.ts'
import { CASES, LETTERS } from '../../troubles.ts'

const NO_REASON = 'Say why, in at most 500 characters.'
const NONE = '0'.repeat(64)

export const statesOf = (purchases: Purchases): readonly PageState[] => [
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
  admin('/dead-letters', 'dead letters', 'Confirm a purchase'),
  admin('/dead-letters?state=driven', 'dead letters: none fits', 'Nothing fits these filters'),
  admin(`/dead-letters/${LETTERS.order.id}`, 'dead letter', 'Do it now'),
  admin(
    `/dead-letters/${LETTERS.unreadable.id}`,
    'dead letter: done in vain',
    'There is nothing to replay',
    {
      refused: true,
      act: (page) => page.getByRole('button', { name: 'Do it now' }).click(),
    },
  ),
  admin(`/dead-letters/${NONE}`, 'dead letter: none', 'No such dead letter', {
    refused: true,
  }),
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
