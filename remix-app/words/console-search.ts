// What the search of the console says.
import type { SearchHit } from '../../shared/api/console.ts'

export const SEARCH = {
  title: 'Search',
  subject: 'What was found',
  found: (query: string) => `What has the id “${query}”`,
  start: 'Look for an id',
  startText:
    'Whole ids of ours or Stripe’s (cs_, pi_, ch_, re_, dp_, evt_, price_), or an e-mail address ' +
    'of somebody. Press / from any page.',
  nothing: 'Nothing has this id',
  nothingText: 'Only whole ids and addresses are found. Is a letter missing at an end?',
  kinds: {
    transaction: 'Transaction',
    purchase: 'Purchase',
    commitment: 'Commitment',
    prediction: 'Prediction',
    payout: 'Payout',
    refund: 'Refund',
    adjustment: 'Adjustment',
    ruling: 'Ruling',
    resolution: 'Proposed outcome',
    case: 'Case',
    dead_letter: 'Dead letter',
    report: 'Report',
    package: 'Package',
    event: 'Stripe event',
    user: 'Person',
  } satisfies Record<SearchHit['kind'], string>,
  kind: 'Kind',
  id: 'Id',
  says: 'What it is',
}
