// A button that only leads to a refusal costs whoever is paused a tap and their trust.
import { expect, test } from 'vitest'
import { PurchaseView } from '../../shared/api/tokens.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { afterPurchase } from './after-purchase.server.ts'
import { type Scene, sceneOf } from './purchases.ts'
import { balanceAt, visitTo } from './testing.ts'

const PURCHASE = PurchaseView.parse({
  purchaseId: `pur_${'a'.repeat(40)}`,
  status: 'expired',
  packageId: 'starter',
  checkoutUrl: null,
  tokens: 500,
  bonusTokens: 0,
  priceUsdCents: 999,
  packageName: 'Starter',
  createdAt: '2026-11-22T10:00:00Z',
  expiresAt: '2026-11-22T10:40:00Z',
  creditedAt: null,
  failureReason: null,
  takenBack: 'none',
  takenBackBy: null,
  card: null,
})

interface Told {
  readonly balance?: Partial<BalanceView>
  readonly cap?: number | null
}

async function look(scene: Scene, { balance = {}, cap = null }: Told = {}) {
  const visit = visitTo('/wallet/purchases/pur_1', new Response())
  const asked: string[] = []
  const answers: Record<string, object> = {
    '/api/wallet/balance': { ...balanceAt(1), ...balance },
    '/api/account/limits': { purchaseUsdCentsPerDay: cap, today: { purchasedUsdCents: 500 } },
  }
  const api = async (path: string) => {
    asked.push(path)
    return Response.json(answers[path])
  }
  const after = await afterPurchase(
    { ...visit, context: { ...visit.context, api } },
    PURCHASE,
    scene,
  )
  return { ...after, titles: after.stopped.map(({ title }) => title), asked }
}

test('whoever may buy is offered it', async () => {
  expect(await look('expired')).toMatchObject({ titles: [], canChoose: true })
  expect(await look('credited')).toMatchObject({ titles: [], canChoose: true, available: 10 })
})

test.each([
  [{ restriction: 'purchases' }, 'Purchases are paused'],
  [{ restriction: 'all' }, 'This wallet is paused'],
  [{ excludedUntil: '2026-12-06T12:00:00Z' }, 'You are taking a break'],
  [{ closing: true }, 'This account is being closed'],
] as const)('%j: nothing is offered, and the page says why', async (balance, title) => {
  for (const scene of ['expired', 'credited', 'unpaid'] as const) {
    expect(await look(scene, { balance })).toMatchObject({ titles: [title], canChoose: false })
  }
})

test('over the own limit only this package is not offered again', async () => {
  const titles = ['It would go over your own limit']
  expect(await look('cancelled', { cap: 1_498 })).toMatchObject({ titles, canChoose: true })
  expect(await look('cancelled', { cap: 1_499 })).toMatchObject({ titles: [], canChoose: true })
})

// Such a page looks again every few seconds: it must not ask for what it doesn't show.
test('while a payment is waited for nothing more is asked', async () => {
  const waits = ['pending', 'awaiting_payment', 'review', 'refused'] as const
  for (const status of waits) {
    const scene = sceneOf({ ...PURCHASE, status }, 'paid')
    expect((await look(scene)).asked).toEqual([])
  }
})
