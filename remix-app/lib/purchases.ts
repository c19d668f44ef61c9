// How a purchase reads to its owner, in every state it can be in.
import type { FailureReason, PurchaseView } from '../../shared/api/tokens.ts'
import { DECLINES, PURCHASE_STATES } from '../words/states.ts'

export type PurchaseStatus = PurchaseView['status']
/** What brought the person to the page: the payment page says so in the address. */
export type ReturnResult = 'paid' | 'cancelled' | null

export interface Badge {
  readonly name: string
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
}

const TONES: Record<PurchaseStatus, Badge['tone']> = {
  pending: 'wait',
  awaiting_payment: 'wait',
  credited: 'good',
  expired: 'quiet',
  failed: 'bad',
  review: 'wait',
  refused: 'bad',
}

/** What says how far it is. */
export type PurchaseState = Pick<PurchaseView, 'status' | 'failureReason' | 'takenBack'>

export function badgeOf(purchase: PurchaseState): Badge {
  const scene = sceneOf(purchase, null)
  if (scene === 'cancelling') return { name: PURCHASE_STATES.cancelling, tone: 'wait' }
  if (scene === 'cancelled') return { name: PURCHASE_STATES.cancelled, tone: 'quiet' }
  const { status } = purchase
  if (scene === 'takenBack' || scene === 'partlyTakenBack') {
    return { name: PURCHASE_STATES[scene], tone: 'bad' }
  }
  return { name: PURCHASE_STATES[status], tone: TONES[status] }
}

const OPEN: ReadonlySet<PurchaseStatus> = new Set(['pending', 'awaiting_payment', 'review'])
export const isOpen = (purchase: PurchaseState): boolean => OPEN.has(purchase.status)

export const declineAdvice = (reason: FailureReason): string => DECLINES[reason]

export type Scene =
  | 'credited'
  | 'partlyTakenBack'
  | 'takenBack'
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

const SINCE_CREDITED = {
  none: 'credited',
  partial: 'partlyTakenBack',
  full: 'takenBack',
} as const satisfies Record<PurchaseView['takenBack'], Scene>

/** Which of the page's pictures fits what is known. */
export function sceneOf(purchase: PurchaseState, result: ReturnResult): Scene {
  const cancelled = purchase.failureReason === 'cancelled'
  switch (purchase.status) {
    case 'expired':
    case 'failed':
      return cancelled ? 'cancelled' : purchase.status
    case 'credited':
      return SINCE_CREDITED[purchase.takenBack]
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
