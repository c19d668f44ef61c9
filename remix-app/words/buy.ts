// Words of buying tokens: the packages, and why one of them is chosen.

export const BUY = {
  pageTitle: 'Buy tokens · KAI Wallet',
  title: 'Buy tokens',
  text: "You pay on Stripe's page. KAI never sees your card.",
  close: 'Close and go back to the wallet',
  closeToPrediction: 'Close and go back to the prediction',
  needed: (missing: string) => `You need ${missing} more`,
  covered: 'The smallest package that covers it is chosen.',
  uncovered: 'That is more than any package has. The largest one is chosen.',
  comeBack: 'After paying you come back to your commitment.',
  subject: 'The packages',
  none: {
    title: 'Nothing is for sale right now',
    text: 'Packages come back as soon as their prices are set. Look in again later.',
  },
  chooseFirst: 'Choose a package first',
  group: 'Package',
  tokens: 'tokens',
  bonus: (bonus: string) => `, ${bonus} of them a bonus`,
  popular: 'Popular',
  best: 'Best value',
  per100: (price: string) => `${price} per 100`,
  less: (share: string) => `${share} less than the dearest`,
  over: 'Over your own limit today',
  leftToday: (left: string) => `${left} left today under your own limit.`,
  limits: 'See your limits',
  owes: (owed: string) => `You owe ${owed}. What you buy repays it first.`,
  owesAll: (owed: string, bought: string) =>
    `You owe ${owed}. These ${bought} repay it; 0 will be available.`,
  owesSome: (owed: string, bought: string, rest: string) =>
    `You owe ${owed}. These ${bought} repay it first; ${rest} will be available.`,
  pay: 'Continue to payment',
  again: 'Try again',
  keep: 'Keep for later',
  busy: 'Opening the payment page…',
  seeOpen: 'Pay or cancel an open purchase',
} as const
