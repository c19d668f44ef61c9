// Words of the pages about predictions: the list, and what one of them is about.
import type { PredictionStatus } from '../../shared/api/predictions.ts'

export const LIST = {
  title: 'Predictions',
  pageTitle: 'Predictions · KAI Wallet',
  description: 'Open KAI predictions with their odds and closing times.',
  subject: 'The predictions',
  first: 'First page',
  more: 'More',
  states: 'State',
  search: 'Search in the titles',
  find: 'Find',
  clear: 'Clear',
  categories: { label: 'Category', all: 'All' },
  locked: { short: 'Waiting', rest: ' for the result' },
  orders: { label: 'Order', closing: 'Closing soonest', past: 'By closing time', newest: 'Newest' },
  found: (count: string, noun: string) => `${count} ${noun}`,
  foundHere: (count: string, noun: string) => `${count} ${noun} on this page`,
  noun: { one: 'prediction', other: 'predictions' },
  showOpen: 'Show all open predictions',
  anyCategory: 'Look in all categories',
} as const

export const NOTHING = {
  narrowed: { title: 'No prediction fits', text: 'Try other words, or another category.' },
  open: { title: 'No prediction is open right now', text: 'New ones come in. Look again later.' },
  locked: { title: 'No result is due', text: 'Closed predictions wait here for their result.' },
  resolved: { title: 'Nothing is decided yet', text: 'Predictions with a result are kept here.' },
  voided: { title: 'Nothing was called off', text: 'Called off means refunded, to the token.' },
} as const

export const CARD = {
  allOf: 'All of the category',
  closesIn: (left: string) => `Closes in ${left}`,
  result: (outcome: string) => `Result: ${outcome}`,
  pays: 'pays',
  forEach: (title: string) => `for each token: ${title}`,
  /** `Yes 120, 60%` */
  total: (side: string, tokens: string, share: string) => `${side} ${tokens}, ${share}`,
  noTotals: 'No tokens committed yet',
  totalsLabel: (yes: string, no: string) => `${yes} tokens committed to Yes, ${no} committed to No`,
} as const

export const HEAD = {
  pageTitle: (title: string) => `${title} · KAI Wallet`,
  unnamed: 'Prediction',
  committed: 'Tokens committed',
  closesIn: (left: string) => `Closes in ${left}, on`,
  closed: 'Closed',
  closedEarly: 'Closed before its closing time',
  pays: { yes: 'Yes pays', no: 'No pays' },
  whatCounts: 'What counts',
  saidUntil: 'Changed by KAI. It said until',
} as const

export const POSITION = {
  title: 'Your position',
  subject: 'Your commitments',
  on: (tokens: string, side: string) => `${tokens} on ${side}`,
  average: 'Average odds',
  odds: 'Odds',
  ifRight: (side: string) => `If ${side} is right`,
  all: 'All your commitments',
  newest: (count: string) => `Of your newest ${count} commitments.`,
} as const

/** In place of the form, once a prediction takes no tokens. */
export const STATE = {
  justClosed: 'It closed while this page was open. Nothing more was committed.',
  result: (outcome: string) => `The result is ${outcome}`,
  known: 'known',
  resolvingVoid: 'Called off',
  paying: 'Everybody on the right side is being paid.',
  refunding: 'Everybody is getting their tokens back.',
  paid: 'Everybody on the right side was paid at the odds they committed at.',
  voided: 'This prediction was called off',
  refunded: 'Everybody got their tokens back.',
  closed: 'This prediction has closed',
  waiting: 'It takes no more tokens. The result is set once it is known.',
  others: 'See open predictions',
} as const

export const OWN: Record<PredictionStatus, string> = {
  draft: '',
  open: '',
  locked: 'Your tokens in it stay committed until then.',
  resolving: 'Your commitments below are settled within moments.',
  resolved: 'What became of your commitments is below, and in your history.',
  voided: 'Exactly what you committed is back in your wallet.',
}
