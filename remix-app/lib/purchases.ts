// How a purchase reads to its owner, in every state it can be in.
import type { FailureReason, PurchaseView } from '../../shared/api/tokens.ts'

export type PurchaseStatus = PurchaseView['status']
/** What brought the person to the page: the payment page says so in the address. */
export type ReturnResult = 'paid' | 'cancelled' | null

export interface Badge {
  readonly name: string
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
}

const BADGES: Record<PurchaseStatus, Badge> = {
  pending: { name: 'Waiting for payment', tone: 'wait' },
  awaiting_payment: { name: 'Bank payment on its way', tone: 'wait' },
  credited: { name: 'Credited', tone: 'good' },
  expired: { name: 'Expired', tone: 'quiet' },
  failed: { name: 'Not paid', tone: 'bad' },
  review: { name: 'Being checked', tone: 'wait' },
  refused: { name: 'Refused', tone: 'bad' },
}

export function badgeOf(purchase: PurchaseView): Badge {
  const scene = sceneOf(purchase, null)
  if (scene === 'cancelling') return { name: 'Being cancelled', tone: 'wait' }
  return scene === 'cancelled' ? { name: 'Cancelled', tone: 'quiet' } : BADGES[purchase.status]
}

const OPEN: ReadonlySet<PurchaseStatus> = new Set(['pending', 'awaiting_payment', 'review'])
export const isOpen = (purchase: PurchaseView): boolean => OPEN.has(purchase.status)

const DECLINES: Record<FailureReason, string> = {
  card_declined: 'The bank declined this card. Try another card, or ask the bank why.',
  insufficient_funds: 'There was not enough money on this card. Try another card.',
  expired_card: 'This card has expired. Try another card.',
  incorrect_cvc: 'The security code was wrong. Check the three or four digits and try again.',
  processing_error: 'The card could not be processed. Trying again usually helps.',
  bank_payment_failed: 'The bank did not complete the payment. Try again, or pay by card.',
  checkout_expired: 'The payment page was open too long and has closed.',
  checkout_refused: 'The payment page could not be opened. Start a new purchase.',
  cancelled: 'You cancelled it. Its payment page is being closed.',
}

export const declineAdvice = (reason: FailureReason): string => DECLINES[reason]

export type Scene =
  | 'credited'
  | 'confirming'
  | 'unpaid'
  | 'left'
  | 'declined'
  | 'cancelling'
  | 'cancelled'
  | 'delayed'
  | 'expired'
  | 'failed'
  | 'review'
  | 'refused'

/** Which of the page's pictures fits what is known. */
export function sceneOf(purchase: PurchaseView, result: ReturnResult): Scene {
  const cancelled = purchase.failureReason === 'cancelled'
  switch (purchase.status) {
    case 'expired':
    case 'failed':
      return cancelled ? 'cancelled' : purchase.status
    case 'credited':
    case 'review':
    case 'refused':
      return purchase.status
    case 'awaiting_payment':
      return 'delayed'
    case 'pending':
      if (cancelled) return 'cancelling'
      // A decline outranks the address, which may be another tab's.
      if (purchase.failureReason) return 'declined'
      if (result === 'paid') return 'confirming'
      return result === 'cancelled' ? 'left' : 'unpaid'
  }
}

export function parseResult(value: string | null): ReturnResult {
  return value === 'paid' || value === 'cancelled' ? value : null
}
