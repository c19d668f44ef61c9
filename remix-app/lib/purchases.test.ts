// Someone back from the payment page must not be told the wrong ending.
import { expect, test } from 'vitest'
import { PURCHASE_STATUSES, PurchaseView } from '../../shared/api/tokens.ts'
import { stepsOf } from './purchase-steps.ts'
import { badgeOf, isOpen, type PurchaseStatus, parseResult, sceneOf } from './purchases.ts'

function purchase(status: PurchaseStatus, failureReason: PurchaseView['failureReason'] = null) {
  return PurchaseView.parse({
    purchaseId: `pur_${'a'.repeat(40)}`,
    status,
    packageId: 'starter',
    checkoutUrl: 'https://pay.example/1',
    tokens: 500,
    bonusTokens: 50,
    priceUsdCents: 1999,
    packageName: 'Regular',
    createdAt: '2026-11-22T10:00:00Z',
    expiresAt: '2026-11-22T10:40:00Z',
    creditedAt: null,
    failureReason,
    takenBack: 'none',
    takenBackBy: null,
    card: null,
  })
}

test('a claim of payment in the address never shows tokens that were not credited', () => {
  for (const status of PURCHASE_STATUSES) {
    const scene = sceneOf(purchase(status), 'paid')
    expect(scene === 'credited').toBe(status === 'credited')
  }
})

test('a pending purchase waits, offers to resume, or explains the decline', () => {
  expect(sceneOf(purchase('pending'), 'paid')).toBe('confirming')
  expect(sceneOf(purchase('pending'), 'cancelled')).toBe('left')
  expect(sceneOf(purchase('pending'), null)).toBe('unpaid')
  expect(sceneOf(purchase('pending', 'card_declined'), 'cancelled')).toBe('declined')
})

test('paid in the end, although cancelled in another tab', () => {
  expect(sceneOf(purchase('credited'), 'cancelled')).toBe('credited')
  expect(sceneOf(purchase('awaiting_payment'), 'cancelled')).toBe('delayed')
})

// Whoever cancelled must not read that a card was declined, or that time ran out.
test('what its owner cancelled says so, until it turns out to be paid', () => {
  expect(sceneOf(purchase('pending', 'cancelled'), 'paid')).toBe('cancelling')
  expect(badgeOf(purchase('pending', 'cancelled')).name).toBe('Being cancelled')
  for (const status of ['expired', 'failed'] as const) {
    expect(sceneOf(purchase(status, 'cancelled'), null)).toBe('cancelled')
    expect(badgeOf(purchase(status, 'cancelled')).name).toBe('Cancelled')
    expect(sceneOf(purchase(status), null)).toBe(status)
  }
  expect(sceneOf(purchase('credited'), null)).toBe('credited')
  expect(badgeOf(purchase('expired')).name).toBe('Expired')
})

// "Tokens are yours" with a green check, of tokens that are gone.
test('what was taken back after its credit is not called credited any more', () => {
  const credited = purchase('credited')
  const sceneAfter = (takenBack: PurchaseView['takenBack']) =>
    sceneOf({ ...credited, takenBack }, 'paid')
  expect(sceneAfter('none')).toBe('credited')
  expect(sceneAfter('partial')).toBe('partlyTakenBack')
  expect(sceneAfter('full')).toBe('takenBack')
  expect(badgeOf({ ...credited, takenBack: 'full' })).toEqual({ name: 'Taken back', tone: 'bad' })
  expect(stepsOf('takenBack').at(-1)?.state).toBe('stopped')
})

test('only what is unfinished stays on the wallet page', () => {
  const open = PURCHASE_STATUSES.filter((status) => isOpen(purchase(status)))
  expect(open).toEqual(['pending', 'awaiting_payment', 'review'])
})

test('an unknown result in the address is none', () => {
  expect(parseResult('paid')).toBe('paid')
  expect(parseResult('PAID')).toBeNull()
  expect(parseResult(null)).toBeNull()
})
