// Own commitments, on their page and on a prediction's.
import type { CommitmentStatus } from '../../shared/api/predictions.ts'

export const COMMITMENTS = {
  pageTitle: 'Commitments · KAI Wallet',
  title: 'Commitments',
  subject: 'Your commitments',
  states: 'State',
  all: 'All',
  committed: 'Committed',
  odds: 'Odds',
  receipt: 'Receipt',
  returns: {
    active: 'May return',
    won: 'Returned',
    lost: 'Returned',
    refunded: 'Returned',
  },
  atStake: (tokens: string, most: string) => `${tokens} committed; at most ${most} can come back.`,
  nothing: {
    all: 'You have committed nothing yet',
    active: 'No commitment is active',
    won: 'Nothing won yet',
    lost: 'Nothing lost',
    refunded: 'Nothing refunded',
  } satisfies Record<CommitmentStatus | 'all', string>,
  nothingText: 'Tokens that you commit to a prediction are listed here, with what became of them.',
  seePredictions: 'See open predictions',
}
