// Stripe's published test numbers, and the two names that stand for bank debits.
import { createHash } from 'node:crypto'

export type After = 'dispute' | 'undelivered' | 'inquiry' | 'warning'

export type TestCard =
  | { kind: 'paid'; brand: string; after?: After; refunds?: 'fail' | 'later' }
  | { kind: 'declined'; brand: string; code: string; decline: string; message: string }
  | { kind: 'bank'; settles: 'success' | 'failure' }

const declined = (code: string, decline: string, message: string): TestCard => ({
  kind: 'declined',
  brand: 'visa',
  code,
  decline,
  message,
})

const CARDS: Record<string, TestCard> = {
  '4242424242424242': { kind: 'paid', brand: 'visa' },
  '4000056655665556': { kind: 'paid', brand: 'visa' },
  '5555555555554444': { kind: 'paid', brand: 'mastercard' },
  '378282246310005': { kind: 'paid', brand: 'amex' },
  '4000000000000259': { kind: 'paid', brand: 'visa', after: 'dispute' },
  '4000000000002685': { kind: 'paid', brand: 'visa', after: 'undelivered' },
  '4000000000001976': { kind: 'paid', brand: 'visa', after: 'inquiry' },
  '4000000000005423': { kind: 'paid', brand: 'visa', after: 'warning' },
  '4000000000005126': { kind: 'paid', brand: 'visa', refunds: 'fail' },
  '4000000000007726': { kind: 'paid', brand: 'visa', refunds: 'later' },
  '4000000000000002': declined('card_declined', 'generic_decline', 'Your card was declined.'),
  '4000000000009995': declined(
    'card_declined',
    'insufficient_funds',
    'Your card has insufficient funds. Try a different card.',
  ),
  '4000000000009987': declined('card_declined', 'lost_card', 'Your card was declined.'),
  '4000000000000069': declined('expired_card', 'expired_card', 'Your card has expired.'),
  '4000000000000127': declined(
    'incorrect_cvc',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
  ),
  '4000000000000119': declined(
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  bank_delayed_success: { kind: 'bank', settles: 'success' },
  bank_delayed_failure: { kind: 'bank', settles: 'failure' },
}

/** What the page offers, in this order. */
export const OFFERED: readonly (readonly [number: string, label: string])[] = [
  ['4242424242424242', 'Pays'],
  ['4000000000000002', 'Declined'],
  ['4000000000009995', 'Insufficient funds'],
  ['4000000000000259', 'Pays, then disputed'],
  ['bank_delayed_success', 'Settles later'],
  ['bank_delayed_failure', 'Fails later'],
]

export function testCard(number: string): TestCard | undefined {
  return Object.hasOwn(CARDS, number) ? CARDS[number] : undefined
}

/** The same number always has the same fingerprint, which is what fraud checks look at. */
export function fingerprintOf(number: string): string {
  return createHash('sha256').update(number).digest('base64url').replace(/[-_]/g, 'x').slice(0, 16)
}

const REFUNDS = new Map(
  Object.entries(CARDS).map(([number, card]) => [
    fingerprintOf(number),
    card.kind === 'paid' ? card.refunds : undefined,
  ]),
)

/** How refunds of this card end: failed after they succeeded, or pending at first. */
export function refundsOf(fingerprint: string | null | undefined): 'fail' | 'later' | undefined {
  return REFUNDS.get(fingerprint ?? '')
}
