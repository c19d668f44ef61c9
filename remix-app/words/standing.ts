// What an owner must know of the own wallet before trying anything. Made on the server.

export const STANDING = {
  paused: {
    purchases: {
      title: 'Purchases are paused',
      text: 'The tokens you have stay yours and can be committed. KAI support can lift the pause.',
    },
    commitments: {
      title: 'Commitments are paused',
      text:
        'The tokens you have stay yours. Open commitments are settled as usual. KAI support can ' +
        'lift the pause.',
    },
    all: {
      title: 'This wallet is paused',
      text:
        'Nothing can be bought or committed. Tokens and open commitments stay yours. KAI support ' +
        'can lift the pause.',
    },
  },
  onBreak: {
    title: 'You are taking a break',
    until: 'Until',
    text:
      'nothing can be bought or committed. You asked for it, and it ends by itself; your tokens ' +
      'stay yours, and what you have committed is settled as usual.',
    way: 'See your limits and breaks',
  },
  closing: {
    title: 'This account is being closed',
    text:
      'Nothing can be bought or committed any more. What you have committed is settled first; ' +
      'tokens that are left then must be given up. Take a copy of your history while it is here.',
    way: 'Go to your history',
  },
  unpaid: {
    title: 'A bank payment did not go through',
    text: (price: string, tokens: string) =>
      `The bank did not complete the payment of ${price}, so ${tokens} did not arrive. Nothing ` +
      'else of yours has changed.',
    way: 'See the purchase',
  },
  limit: {
    title: 'It would go over your own limit',
    every: 'Every package would go over your own limit',
    text: (left: string) => `${left} left today. Another day begins at midnight, UTC.`,
    way: 'See your limits',
    unpaid: {
      text: (left: string) =>
        `${left} left today: what waits for payment counts. Pay for it, or cancel it to choose ` +
        'another package.',
      way: 'See what waits for payment',
    },
  },
  owes: {
    title: (tokens: string) => `You owe ${tokens}`,
    text:
      'A payment or a result was taken back after its tokens were used. The next tokens you buy, ' +
      'win or get back repay this first; nothing else is asked of you.',
  },
}
