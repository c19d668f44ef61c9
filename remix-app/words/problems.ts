// The words of refusals. `about` tells what somebody was doing: the same limit is met by buyers and
// by those who commit, and each must read what it means for them.
import type { FailureCode } from '../../shared/failure.ts'
import type { About, Advice, Words } from '../lib/advice.ts'
import { ADMIN_WORDS, TO_ADMINS } from './admin-problems.ts'

/** Of a refusal that can be tried again. */
const TRY_LATER: Advice = {
  title: 'This is not available right now',
  text: 'Your tokens are safe. Try again in a moment.',
  offer: 'retry',
}

const NOT_UNDERSTOOD: Advice = {
  title: 'This could not be understood',
  text: 'Nothing was changed. Reload the page, check what you entered, and send it again.',
  offer: 'none',
}

/** What no page of ours brings about by itself, and what passes. */
const OWN_FAULTS = {
  SIGNATURE_INVALID: NOT_UNDERSTOOD,
  METHOD_NOT_ALLOWED: NOT_UNDERSTOOD,
  MEDIA_TYPE_UNSUPPORTED: NOT_UNDERSTOOD,
  IDEMPOTENCY_KEY_REQUIRED: NOT_UNDERSTOOD,
  REQUEST_INVALID: NOT_UNDERSTOOD,
  BODY_TOO_LARGE: {
    title: 'That was too much text',
    text: 'Nothing was changed. Shorten what you entered and send it again.',
    offer: 'none',
  },
  STORE_BUSY: TRY_LATER,
  STORE_UNAVAILABLE: TRY_LATER,
  SERVICE_UNAVAILABLE: TRY_LATER,
  MAINTENANCE: {
    title: 'KAI Wallet is being worked on',
    text: 'Your tokens are safe, and nothing was changed. Try again in a few minutes.',
    offer: 'retry',
  },
  LISTENING_UNAVAILABLE: TRY_LATER,
  IDENTITY_UNAVAILABLE: {
    title: 'The sign-in service does not answer',
    text: 'Your tokens are safe, and nothing was changed. Try again in a moment.',
    offer: 'retry',
  },
  INTERNAL: {
    title: 'Something went wrong on our side',
    text: 'Your tokens are safe: a movement happens whole or not at all. Try again in a moment.',
    offer: 'retry',
  },
} as const satisfies Words

/** Every code, or it doesn't compile; the wait of RATE_LIMITED is told by `RATE_LIMITED` below. */
export const WORDS: Record<Exclude<FailureCode, 'RATE_LIMITED'>, Advice> = {
  ...OWN_FAULTS,
  UNAUTHENTICATED: {
    title: 'Your session has ended',
    text: 'Sign in again to go on.',
    offer: 'signIn',
  },
  ORIGIN_REFUSED: {
    title: 'This request came from another site',
    text: 'Open the wallet in its own tab and try again from there.',
    offer: 'none',
  },
  ADMIN_REQUIRED: {
    title: 'This page is for admins',
    text: 'Your account has no admin rights. If you were just given them, sign out and in again.',
    offer: 'none',
  },
  ACCOUNT_DISABLED: {
    title: 'This account is disabled',
    text: 'Nothing can be bought or committed with it. Contact KAI support to have it looked at.',
    offer: 'none',
  },
  ACCOUNT_CLOSING: {
    title: 'This account is being closed',
    text: 'Tokens can no longer be bought or committed with it.',
    offer: 'none',
  },
  PACKAGE_NOT_FOUND: {
    title: 'That package is gone',
    text: 'It was taken off sale. Choose another one.',
    offer: 'choose',
  },
  PACKAGE_INACTIVE: {
    title: 'That package is no longer for sale',
    text: 'Nothing was charged. Choose another one.',
    offer: 'choose',
  },
  PACKAGE_OUT_OF_SYNC: {
    title: 'The price of this package is being updated',
    text: 'Nothing was charged. Try again in a minute, or choose another package.',
    offer: 'retry',
  },
  PURCHASES_RESTRICTED: {
    title: 'Purchases are paused on your account',
    text: 'Nothing was charged. Tokens you have stay yours. Contact KAI support to lift the pause.',
    offer: 'none',
  },
  OPEN_ORDERS_EXCEEDED: {
    title: 'You have three purchases waiting for payment',
    text: 'Pay for one of them or cancel one. Left alone, each ends by itself after 40 minutes.',
    offer: 'openOrders',
  },
  LIMIT_EXCEEDED: {
    title: 'This would go over a limit',
    text: 'Nothing was charged. Choose a smaller package, or wait for the next day (UTC).',
    offer: 'choose',
    detailed: true,
  },
  CHECKOUT_REFUSED: {
    title: 'The payment page could not be opened',
    text: 'Nothing was charged. Choose a package to start a new purchase.',
    offer: 'choose',
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: 'This form was already used',
    text: 'It has been renewed. Check your choice and send it once more.',
    offer: 'retry',
  },
  PAYMENTS_UNAVAILABLE: {
    title: 'The payment service does not answer',
    text: 'Nothing was charged. Trying again is safe: it is the same purchase, never a second one.',
    offer: 'retry',
  },
  ROUTE_NOT_FOUND: {
    title: 'There is nothing at this address',
    text: 'It may have been mistyped, or the page has moved.',
    offer: 'none',
  },
  PURCHASE_NOT_FOUND: {
    title: 'No such purchase',
    text: 'There is no purchase with this address in your wallet.',
    offer: 'openOrders',
  },
  TRANSACTION_NOT_FOUND: {
    title: 'No such movement',
    text: 'There is no movement with this address in your wallet.',
    offer: 'none',
  },
  EXPORT_TOO_LARGE: {
    title: 'That is too much for one file',
    text: 'Nothing was downloaded. Choose fewer days.',
    offer: 'none',
  },
  CURSOR_INVALID: {
    title: 'This page of the list has expired',
    text: 'Start again from the newest entries.',
    offer: 'none',
  },
  PRICE_MISMATCH: {
    title: 'Package and Stripe Price differ',
    text:
      'Nothing was saved. The amount, the currency (USD) and the state of the Stripe Price must ' +
      'agree with the form. Correct the price here, or enter the ID of a Price that fits.',
    offer: 'none',
  },
  PREDICTION_NOT_FOUND: {
    title: 'No such prediction',
    text: 'There is no prediction at this address. See which ones are open.',
    offer: 'predictions',
  },
  COMMITMENTS_RESTRICTED: {
    title: 'Commitments are paused on your account',
    text: 'Nothing was committed. Your tokens stay yours. KAI support can lift the pause.',
    offer: 'none',
  },
  SELF_EXCLUDED: {
    title: 'You are taking a break',
    text: 'You asked for it, so nothing was bought or committed. It ends by itself.',
    offer: 'limits',
  },
  PREDICTION_CLOSED: {
    title: 'This prediction has closed',
    text: 'Nothing was committed; your tokens are where they were.',
    offer: 'predictions',
  },
  ODDS_CHANGED: {
    title: 'The odds have changed',
    text: 'Nothing was committed yet. Look at the new odds, and commit again if you still want to.',
    offer: 'choose',
  },
  INSUFFICIENT_TOKENS: {
    title: 'You have too few available tokens for that',
    text: 'Nothing was committed. Commit fewer tokens, or buy some more.',
    offer: 'buy',
  },
  ...ADMIN_WORDS,
}

export const RATE_LIMITED = {
  title: 'That was a lot at once',
  text: (wait: string) => `Try again in ${wait}.`,
  aMinute: 'a minute',
}

const NOT_CHARGED: Advice = {
  title: 'This is not available right now',
  text:
    'Nothing was charged. Try again with the same button: it is the same purchase, never a ' +
    'second one.',
  offer: 'retry',
}

const LATER: Advice = {
  title: 'This is not available right now',
  text:
    'Your tokens are safe. Try again with the same button: it is the same commitment, never a ' +
    'second one.',
  offer: 'retry',
}

/** Where the same code needs other words than a buyer's. */
export const ELSEWHERE: Record<About, Words> = {
  reading: {},
  purchase: {
    STORE_BUSY: NOT_CHARGED,
    STORE_UNAVAILABLE: NOT_CHARGED,
    SERVICE_UNAVAILABLE: NOT_CHARGED,
    INTERNAL: NOT_CHARGED,
  },
  commitment: {
    LIMIT_EXCEEDED: {
      title: 'This would go over a limit',
      text: 'Nothing was committed.',
      offer: 'limits',
      detailed: true,
    },
    IDEMPOTENCY_KEY_REUSED: {
      title: 'This form was already used',
      text:
        'Your first commitment from it stands, and nothing was added. The form has been renewed: ' +
        'send it once more only if you want another one.',
      offer: 'commitments',
    },
    STORE_BUSY: LATER,
    STORE_UNAVAILABLE: LATER,
    SERVICE_UNAVAILABLE: LATER,
    INTERNAL: LATER,
  },
  limits: {
    STORE_BUSY: { title: 'This is not saved yet', text: 'Try again in a moment.', offer: 'retry' },
  },
  admin: {
    ...TO_ADMINS,
    PAYMENTS_UNAVAILABLE: {
      title: 'Stripe does not answer',
      text: 'Try again in a moment. What a form did already is not done twice.',
      offer: 'retry',
    },
    LIMIT_EXCEEDED: {
      title: 'That is over a limit',
      text: 'Nothing was changed.',
      offer: 'none',
      detailed: true,
    },
    ACCOUNT_CLOSING: {
      title: 'This account is being closed',
      text: 'No token moved: its balance stays as it is.',
      offer: 'none',
    },
    IDEMPOTENCY_KEY_REUSED: {
      title: 'This form was already used',
      text: 'Look at what it did first; the form has been renewed.',
      offer: 'none',
    },
  },
}
