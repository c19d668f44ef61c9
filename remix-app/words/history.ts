// The history and the story of each of its rows.
import type { AccountName, RowType } from '../../shared/api/wallet.ts'
import { plural } from '../lib/format.ts'
import { UNITS } from './common.ts'

export const HISTORY = {
  pageTitle: 'History · KAI Wallet',
  title: 'History',
  list: 'Movements',
  subject: 'Your history',
  kind: 'Kind',
  allKinds: 'All kinds',
  from: 'From',
  to: 'To',
  filter: 'Filter',
  clear: 'Clear',
  nothingFits: 'Nothing fits this filter',
  nothingFitsText: 'Try other days, or all kinds.',
  showEverything: 'Show everything',
  shown: (count: number, tokens: string) => `${tokens} ${plural(count, UNITS.movement)} shown`,
  allShown: (count: number, tokens: string) =>
    count === 1 ? 'That is the only movement' : `That is all: ${tokens} movements`,
  loading: 'Loading…',
  failed: 'Older movements could not be loaded.',
}

export const STORY = {
  pageTitle: 'Movement · KAI Wallet',
  back: 'History',
  happened: 'What happened',
  moved: 'Where the tokens went',
  from: 'From',
  to: 'To',
  amount: 'Tokens',
  balances: 'Your tokens',
  before: 'Before',
  after: 'After',
  available: 'Available',
  committed: 'Committed',
  owed: 'Owed',
  row: 'Row',
  id: 'Reference',
  prediction: 'See the prediction',
  purchase: 'See the purchase',
  older: 'Older',
  newer: 'Newer',
  neighbours: 'Other movements',
}

export const ACCOUNTS: Record<AccountName, string> = {
  available: 'Available',
  committed: 'Committed',
  owed: 'Taken off what you owe',
  stripe: 'Your payment',
  promo: 'KAI bonus',
  book: 'KAI',
  adjust: 'KAI',
}

/** As the side that tokens come from. */
export const LENT = 'Added to what you owe'

interface Told {
  readonly amount: string
  readonly side: string | null
  readonly other: string | null
  readonly odds: string | null
}

/** One sentence about each kind of row. */
export const HAPPENED: Record<RowType, (told: Told) => string> = {
  purchase: ({ amount }) => `You bought tokens: ${amount} came to your wallet.`,
  commit: ({ amount, side, odds }) =>
    side && odds
      ? `You committed ${amount} to ${side} at ${odds}, held until the result is known.`
      : `You committed ${amount}, held until the result is known.`,
  win: ({ amount, side }) =>
    side
      ? `The result was ${side}, as you had it: ${amount} came back, your stake included.`
      : `You had it right: ${amount} came back, your stake included.`,
  loss: ({ amount, side, other }) =>
    side && other
      ? `The result was ${other}, and you had ${side}: the stake of ${amount} is gone.`
      : `You had it wrong: the stake of ${amount} is gone.`,
  refund: ({ amount }) => `A refund moved ${amount}.`,
  reinstate: ({ amount }) => `What had been taken back is yours again: ${amount}.`,
  reversal: () =>
    'The result was corrected. What the first one had moved was undone, and the right one follows.',
  adjustment: ({ amount }) => `KAI corrected your wallet by ${amount}.`,
}

/** After the sentence about a row that a corrected result made. */
export const CORRECTED = 'It follows a result that was corrected: this one counts.'

export const REFUNDED = {
  in: ({ amount }: Told) => `What you had committed came back to you: ${amount}.`,
  out: ({ amount }: Told) => `A payment was returned to you; for it we took back ${amount}.`,
  disputed: ({ amount }: Told) =>
    `A payment was disputed, and your bank took the money back; for it we took back ${amount}.`,
}
