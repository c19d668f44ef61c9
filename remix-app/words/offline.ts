// What the pages say while the connection is gone, and of what waits for it.
import type { Plural } from '../lib/format.ts'

const COMMITMENT: Plural = { one: 'commitment', other: 'commitments' }
const PURCHASE: Plural = { one: 'purchase', other: 'purchases' }
const THING: Plural = { one: 'thing', other: 'things' }

export const OFFLINE = {
  nouns: { commitment: COMMITMENT, purchase: PURCHASE, both: THING },
  label: 'Connection',
  lastKnown: (when: string) => `Offline. Last known, as of ${when}`,
  offline: 'Offline. Nothing can be sent now',
  held: 'No answer. The page you asked for opens once the connection is back',
  stay: 'Stay here',
  unanswered: 'No answer yet. This page waits for the connection',
  linkHeld: 'Offline. That page is not kept on this device',
  formHeld: 'Offline. Nothing was sent, and what you typed stays here',
  formLost:
    'No answer came, so it is not known whether that was saved. What you typed is still here: ' +
    'look again before you send it once more',
  draftBack: 'Your session had ended. What you typed is here again; nothing of it was sent',
  waits: (what: string) => `${what} waiting for the connection`,
  here: (what: string) => `${what} waiting on this device`,
  asks: (what: string) => `${what} waiting for your decision`,
  look: 'Look',
  dismiss: 'Close this message',
}

export const WAITING = {
  title: 'Waiting on this device',
  text: 'Kept for 24 hours, for you alone. Each can happen once, however often it is sent.',
  close: 'Close',
  commitment: (tokens: string, side: string) => `${tokens} to ${side}`,
  purchase: (tokens: string, name: string) => `${tokens}, ${name}`,
  since: (when: string) => `Tapped ${when}`,
  notSent: 'Not sent yet.',
  notKnown: 'The answer got lost. Whether it arrived is looked up when the connection is back.',
  sameAsBefore: 'Nothing has changed since.',
  facts: { odds: 'Odds', available: 'Available', price: 'Price', tokens: 'Tokens', bonus: 'Bonus' },
  fact: 'What',
  before: 'Then',
  after: 'Now',
  changed: 'Something has changed since you tapped. Nothing happens unless you say so.',
  impossible: {
    closed: 'The prediction takes no more tokens. Nothing was committed.',
    restricted: 'This is paused on your account. Nothing was committed or bought.',
    gone: 'It is no longer there. Nothing was committed or bought.',
    tooFew: 'You have too few available tokens now. Nothing was committed.',
  },
  confirmCommitment: (tokens: string, side: string, odds: string) =>
    `Commit ${tokens} to ${side} at ${odds}`,
  confirmPurchase: (price: string) => `Pay ${price}`,
  discard: 'Discard',
  tryNow: 'Try now',
  done: (what: string) => `Sent: ${what}.`,
  arrived: (what: string) => `It had arrived: ${what}.`,
  over: (what: string) =>
    `It did not arrive within 24 hours, and was dropped: ${what}. Nothing moved.`,
  see: 'See it',
  signOutTitle: 'Sign out and discard?',
  signOutText: (what: string) =>
    `${what} on this device. Signing out discards what waits, for good.`,
  signOut: 'Sign out and discard',
  stay: 'Stay signed in',
}
