// Words of the page of one purchase, in every state it can be in.

export const PURCHASE = {
  pageTitle: 'Purchase · KAI Wallet',
  all: 'All purchases',
  wallet: 'Go to the wallet',
  back: 'Back to the prediction',
  buyMore: 'Buy more',
  other: 'Choose another package',
  tryAgain: 'Try again',
  reload: 'Look again',
} as const

export const CREDITED = {
  title: (tokens: string) => `${tokens} tokens are yours`,
  withBonus: (tokens: string, bonus: string) => `${tokens} bought and ${bonus} as a bonus.`,
  plain: 'They can be used right away.',
  repaidTitle: (tokens: string) => `${tokens} tokens repaid what you owed`,
  repaid: (tokens: string) => `${tokens} more of this purchase repaid what you owed.`,
  repaidAll: 'Nothing of this purchase is left to use.',
  stillOwed: (tokens: string) => `You still owe ${tokens}; the next tokens you get repay it.`,
  available: 'Available now',
} as const

/** How the money of a payment went back. */
export const HOW = {
  refund: 'was refunded',
  dispute: 'was disputed with the bank',
  both: 'was refunded and disputed',
} as const

export const TAKEN_BACK = {
  partlyTakenBack: {
    title: 'Some of these tokens were taken back',
    text: (tokens: string, how: string) =>
      `${tokens} were credited. A part of the payment ${how} later, and tokens were taken back ` +
      'for it; the rest stay yours.',
  },
  takenBack: {
    title: 'These tokens were taken back',
    text: (tokens: string, how: string) =>
      `The payment ${how} after ${tokens} had been credited, so none of them are left from this ` +
      'purchase.',
  },
  owed: (tokens: string) => `You owe ${tokens} now; the next tokens you get repay it first.`,
  history: 'See it in your history',
} as const

export const CONFIRMING = {
  title: 'Confirming your payment',
  text: 'This usually takes a few seconds. The page shows your tokens as soon as they arrive.',
  slow: 'This takes longer than usual. You can close this page: the tokens arrive by themselves.',
  over: {
    title: 'Still no word from the payment service',
    text: 'Your payment is not lost. The tokens arrive by themselves once it is confirmed.',
  },
} as const

export const DELAYED = {
  title: 'Your bank is sending the payment',
  before: 'This can take up to 14 days. Your',
  after: 'arrive by themselves as soon as the bank confirms. You can close this page.',
} as const

export const UNPAID = {
  titles: {
    unpaid: 'This purchase is waiting for payment',
    left: 'You left the payment page',
    declined: 'The payment did not go through',
  },
  nothing: 'Nothing was charged.',
  until: 'You can pay until',
  untilEnd: 'If you do not pay, this purchase ends by itself then.',
  preparing: 'The payment page is being prepared.',
  pay: (price: string) => `Pay ${price}`,
  payOther: (price: string) => `Try another card, ${price}`,
  cancel: 'Cancel this purchase',
} as const

export const CANCELLING = {
  title: 'This purchase is being cancelled',
  text:
    'The payment service has not confirmed it yet. Should it have been paid before, your tokens ' +
    'arrive by themselves.',
} as const

export const OVER = {
  titles: {
    cancelled: 'You cancelled this purchase',
    expired: 'This purchase has expired',
    failed: 'This purchase was not paid',
  },
  late: 'It was not paid in time.',
  nothing: 'Nothing was charged for it.',
  again: 'Buy it again',
  busy: 'Opening the payment page…',
} as const

export const CHECKED = {
  review: {
    title: 'We are checking this payment',
    text:
      'Something about the payment did not fit the order, so two people look at it before ' +
      'tokens are given out. You need not do anything, and it is not lost.',
  },
  refused: {
    title: 'Your payment was returned',
    text:
      'It did not fit the order, so no tokens were given out, and all of the money was sent ' +
      'back the way it came. Banks can take ten days to show it. If it does not arrive, ' +
      'contact KAI support with the number below.',
  },
} as const

export const FACTS = {
  package: 'Package',
  tokens: 'Tokens',
  bonus: (tokens: string, bonus: string) => `${tokens} + ${bonus} bonus`,
  price: 'Price',
  card: 'Card',
  ending: (digits: string) => `ending in ${digits}`,
  ordered: 'Ordered',
  none: '–',
  credited: 'Credited',
  state: 'State',
  takenBack: 'Taken back',
  taken: {
    partial: (how: string) => `Part of the tokens, as part of the payment ${how}`,
    full: (how: string) => `All of the tokens, as the payment ${how}`,
  },
  id: 'Purchase',
} as const

/** How far it is, as a picture of three steps. */
export const STEPS = {
  label: 'How far it is',
  names: { paid: 'Payment', confirmed: 'Confirmed', tokens: 'Tokens yours' },
  states: {
    done: 'done',
    now: 'under way',
    waits: 'being waited for',
    yours: 'your turn',
    ahead: 'not yet',
    stopped: 'stopped',
  },
} as const
