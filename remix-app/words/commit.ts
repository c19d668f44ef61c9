// Words of committing tokens: the form, the last look before it, and the receipt.

export const COMMIT = {
  title: 'Commit tokens',
  side: 'Your side',
  pays: 'pays',
  forEach: 'for each token',
  was: (odds: string) => `was ${odds}, now`,
  stake: 'Tokens to commit',
  range: (min: string, max: string) => `From ${min} to ${max} tokens.`,
  atMost: (max: string) => `At most ${max}.`,
  leftToday: (left: string) => `${left} left today under your own limit`,
  leftTooFew: (min: string) => `This prediction takes from ${min} on. A day is a UTC day.`,
  limits: 'See your limits',
  more: (step: string) => `${step} more`,
  fewer: (step: string) => `${step} fewer`,
  max: 'Max',
  tokens: 'tokens',
  closesIn: 'Closes in',
  ifRight: (side: string) => `If ${side} is right`,
  ifYouAreRight: 'If you are right',
  after: 'Available after it',
  of: (available: string) => `of ${available}`,
  nothing: '–',
  hint: 'Choose a side and how many tokens. A commitment cannot be taken back.',
  hintSide: (side: string) =>
    `${side} is chosen. Now say how many tokens. A commitment cannot be taken back.`,
  /** The last thing that is read before tokens move for good. */
  last: (stake: string, side: string, odds: string, other: string) =>
    `You commit ${stake} to ${side} at ${odds}. If ${other} is right, your stake is gone. ` +
    'It cannot be taken back.',
  moved: (side: string, from: string, to: string) =>
    `The odds of ${side} went from ${from} to ${to}.`,
  movedWinning: (stake: string, to: string, from: string) =>
    `${stake} would return ${to} instead of ${from}.`,
  take: (odds: string) => `Take the new odds, ${odds}`,
  send: (stake: string, side: string, odds: string) => `Commit ${stake} to ${side} at ${odds}`,
  sendUnready: 'Commit tokens',
  check: 'Look at it, then commit',
  keep: 'Keep for later',
  busy: 'Committing…',
  onItsWay: (stake: string, side: string, odds: string) => `${stake} to ${side} at ${odds}`,
  few: 'You have too few tokens for this one.',
  short: (tokens: string) => `You are ${tokens} short.`,
  buy: 'Buy tokens',
  noBuying: 'No tokens can be bought on this account just now.',
} as const

export const REVIEW = {
  title: (stake: string, side: string) => `Commit ${stake} to ${side}?`,
  facts: { side: 'Side', stake: 'Tokens', odds: 'Odds', after: 'Available after it' },
  change: 'Change it',
} as const

export const RECEIPT = {
  title: (stake: string, side: string) => `${stake} committed to ${side}`,
  facts: {
    side: 'Side',
    stake: 'Tokens',
    odds: 'Odds',
    available: 'Available now',
    at: 'Committed',
    id: 'Receipt',
    result: 'Result',
  },
  ifRight: (side: string) => `If ${side} is right`,
  returned: (state: string, tokens: string) => `${state}, returned ${tokens}`,
  history: 'See it in your history',
  more: 'Commit more',
  print: 'Print',
  share: 'Share',
  copied: 'Link copied',
  shareText: (side: string, odds: string) => `I say ${side}, at ${odds}.`,
} as const

export const SIGN_IN = {
  title: 'Back your call',
  chosen: (side: string, odds: string) => `You chose ${side} at ${odds}.`,
  text: 'Sign in to commit tokens to one side. You come back to this page.',
  signIn: 'Sign in to commit',
  signUp: 'Create account',
} as const

/** Beside the form: whether odds and state of the prediction are true. */
export const FRESH = {
  every: (wait: string) => `Odds checked every ${wait}`,
  away: 'Offline, last known odds',
} as const

/** What is missing in the form. */
export const COMMIT_HINTS = {
  side: 'Choose a side: Yes or No.',
  stake: 'Enter how many tokens: a whole number from 1 on.',
}
