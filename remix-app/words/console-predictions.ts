// What the console says about a prediction before it is saved, and about all of them.
export const PREDICTIONS = {
  all: 'All predictions',
  prediction: 'Prediction',
  state: 'State',
  odds: 'Odds',
  oddsOf: (yes: string, no: string) => `Yes ${yes}, No ${no}`,
  tokensIn: 'Tokens in it',
  closes: 'Closes',
  none: { title: 'No prediction yet', text: 'Draft the first one below.' },
} as const

/** As everybody would see what stands in the form. */
export const PREVIEW = {
  heading: 'As everybody will see it',
  note: 'Once it is open and saved. In the list:',
  page: 'And on its page:',
  title: 'What is asked',
  description: 'What decides it.',
  category: 'category',
  example: 'What is not filled in yet, or can’t be right, is shown as an example.',
  verb: 'Preview',
  picture: 'A picture of card and page, made of what stands in the form.',
} as const

/** What it may cost the house. */
export const EXPOSURE = {
  heading: 'What it can cost the house',
  note: 'Result of the house in tokens, if the next ones all go to the side that wins.',
  subject: 'What it can cost the house',
  next: 'Tokens that come next',
  ifWins: { yes: 'If Yes wins', no: 'If No wins' },
  asIs: 'None: as it is now',
  more: (tokens: string) => `${tokens} more`,
  at: { saved: 'at the odds of now', new: 'at the new odds' },
  worst: (tokens: string) => `The worst of these: ${tokens}.`,
  worstChanged: (was: string, is: string) => `The worst of these goes from ${was} to ${is}.`,
  keeps: (percent: string) =>
    `Of tokens that come in evenly for these odds the house keeps ${percent}.`,
  keepsNothing: 'Of tokens that come in evenly for these odds the house keeps nothing.',
  gives: (percent: string) =>
    `These odds give tokens away: of those that come in evenly, the house pays ${percent} on top.`,
  lookFirst: 'Look at what the new odds do, then save',
  lookFirstText: 'Nothing is saved yet.',
  lookAt: 'See what it can cost',
  cannotLook: 'What the new odds do can’t be shown now',
  cannotLookText: 'Nothing is saved yet. Try again in a moment, or press “Save unseen”.',
  saveUnseen: 'Save unseen',
} as const
