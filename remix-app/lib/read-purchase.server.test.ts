// "Nothing was charged" is Stripe's to say: told to somebody who has paid, they pay once more.
import { expect, test } from 'vitest'
import { PurchaseView } from '../../shared/api/tokens.ts'
import { readPurchase } from './read-purchase.server.ts'
import { visitTo } from './testing.ts'

const SEEN = PurchaseView.parse({
  purchaseId: `pur_${'a'.repeat(40)}`,
  status: 'pending',
  packageId: 'starter',
  checkoutUrl: 'https://pay.example/1',
  tokens: 500,
  bonusTokens: 0,
  priceUsdCents: 499,
  packageName: 'Starter',
  createdAt: '2026-11-22T10:00:00Z',
  expiresAt: '2026-11-22T10:40:00Z',
  creditedAt: null,
  failureReason: null,
  takenBack: 'none',
  takenBackBy: null,
  takenBackTokens: 0,
  returnedUsdCents: 0,
  refundReturned: false,
  card: null,
})

interface Told {
  readonly seen?: Partial<PurchaseView>
  /** null: Stripe is not asked, or does not answer. */
  readonly stripe?: Partial<PurchaseView> | null
  readonly result?: 'paid' | 'cancelled' | null
}

async function look({ seen = {}, stripe = null, result = null }: Told) {
  const visit = visitTo('/wallet/purchases/pur_1', new Response())
  const asked: string[] = []
  const api = async (path: string) => {
    asked.push(path)
    if (!path.endsWith('/confirm')) return Response.json({ ...SEEN, ...seen })
    const limited = { code: 'RATE_LIMITED', status: 429, detail: '', requestId: 'r' }
    return stripe
      ? Response.json({ ...SEEN, ...seen, ...stripe })
      : Response.json(limited, { status: 429 })
  }
  const read = { ...visit, context: { ...visit.context, api } }
  const { answer, asked: isAsked } = await readPurchase(read, 'pur_1', result)
  const value = answer.ok ? answer.value : null
  return { value, isAsked, asked: asked.filter((path) => path.endsWith('/confirm')).length }
}

// Its event was lost, and they came back from their wallet and not from the payment page.
test.each([null, 'cancelled', 'paid'] as const)(
  'paid, and nobody told us (back: %s): Stripe is asked before anything is said',
  async (result) => {
    const { value, isAsked } = await look({ stripe: { status: 'credited' }, result })
    expect([value?.status, isAsked]).toEqual(['credited', true])
  },
)

test('asked and unpaid is known; not answered is not', async () => {
  expect(await look({ stripe: {} })).toMatchObject({ isAsked: true, asked: 1 })
  expect(await look({})).toMatchObject({ value: SEEN, isAsked: false, asked: 1 })
})

test('nobody is asked about what is over, or has no page to pay at', async () => {
  for (const status of ['credited', 'expired', 'failed', 'review', 'refused'] as const) {
    expect(await look({ seen: { status } })).toMatchObject({ asked: 0 })
  }
  expect(await look({ seen: { checkoutUrl: null } })).toMatchObject({ asked: 0, isAsked: false })
})

test("an earlier card's decline says nothing of the payment that brought them back", async () => {
  const declined = { failureReason: 'card_declined' } as const
  expect((await look({ seen: declined, result: 'paid' })).value?.failureReason).toBeNull()
  expect((await look({ seen: declined })).value?.failureReason).toBe('card_declined')
})
