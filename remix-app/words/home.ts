// The front door.

export const HOME = {
  pageTitle: 'KAI Wallet: tokens for KAI predictions',
  description:
    'Prepaid tokens for KAI predictions: buy once, commit at quoted odds, see every move.',
  title: 'Back your call on what happens next',
  lead:
    'KAI Wallet holds the tokens you use on KAI predictions. Buy a package, commit tokens to yes ' +
    'or no at the odds you see, and get paid in tokens when you are right.',
  signUp: 'Create account',
  signIn: 'Sign in',
  open: 'Open predictions',
  all: 'See all',
  packages: 'Token packages',
  packagesText: 'Paid once, in US dollars. No subscription.',
  packagesSubject: 'The packages',
  facts: 'What you can count on',
}

export const TOKENS = {
  title: 'What a token does',
  text: (stake: string, odds: string) =>
    `You pay for tokens beforehand and commit them to yes or no. They are held until the ` +
    `prediction is decided. This is what becomes of ${stake} on Yes at ${odds}:`,
  true: 'It comes true',
  trueText: (stake: string, profit: string) => `your ${stake}, and ${profit} on top`,
  false: 'It does not',
  falseText: 'your tokens are lost',
  void: 'It is called off',
  voidText: 'exactly what you committed',
}

export const FACTS = [
  {
    title: 'The odds you see are the odds you get',
    text: 'If they change before your tokens are committed, you are asked again.',
  },
  {
    title: 'You set your own limits',
    text: 'Caps for each day, or a break. Tighter ones begin at once, looser ones a day later.',
  },
  {
    title: 'Every token has a line',
    text: 'Your history lists each movement with the balance after it, from the first purchase on.',
  },
  {
    title: 'Your card stays with Stripe',
    text: 'You pay on their page. No card number ever reaches this wallet.',
  },
]

/** A picture, so hidden from screen readers. */
export const SAMPLE = {
  available: 'Available tokens',
  committed: (tokens: string) => `${tokens} committed to predictions`,
  won: 'Won: rain in Lisbon on Sunday',
  commitment: 'Committed: final goes to extra time',
  bought: 'Tokens bought',
}

export const SHELF = {
  none: 'Nothing is for sale right now. Look in again later.',
  popular: 'Popular',
  tokens: 'tokens',
  bonus: (tokens: string) => `tokens, ${tokens} of them a bonus`,
  per100: (price: string) => `${price} per 100`,
  less: (percent: string) => `, ${percent} less`,
  get: (name: string) => `Get ${name}`,
}
