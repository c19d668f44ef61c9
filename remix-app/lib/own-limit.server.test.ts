// Whoever set a limit is held by it, and never without a way on: orders that wait count as well,
// and one of them may be the order whose answer just failed to come.
import { expect, test } from 'vitest'
import { action, loader } from '../routes/wallet.buy.tsx'
import { balanceAt, visitTo } from './testing.ts'

const PACKAGE = { name: 'A', tokens: 500, bonusTokens: 0, popular: false, sortOrder: 0 }
const SMALL = { ...PACKAGE, id: 'small', priceUsdCents: 499 }
const LARGE = { ...PACKAGE, id: 'large', tokens: 1100, priceUsdCents: 999, popular: true }
interface Day {
  readonly cap: number | null
  /** Credited, and what waits. */
  readonly used: number
  readonly waiting?: readonly number[]
}

async function look({ cap, used, waiting = [] }: Day, path = '/wallet/buy') {
  const { request, context } = visitTo(path, new Response())
  const asked: string[] = []
  const bought = [...waiting.map((priceUsdCents) => ({ status: 'pending', priceUsdCents })), PAID]
  const answers: Record<string, object> = {
    '/api/tokens/packages': { items: [SMALL, LARGE] },
    '/api/wallet/balance': balanceAt(1),
    '/api/account/limits': { purchaseUsdCentsPerDay: cap, today: { purchasedUsdCents: used } },
    '/api/tokens/purchases?limit=20': { items: bought, nextCursor: null },
  }
  const api = async (called: string) => {
    asked.push(called)
    return Response.json(answers[called])
  }
  const seen = await loader({ request, context: { ...context, api }, params: {} } as never)
  return { ...seen, ways: seen.limit.map(({ to }) => to), asked: asked.length }
}
const PAID = { status: 'credited', priceUsdCents: 99_999 }

test('where every package is over the limit it is said, with a way to the limits', async () => {
  expect(await look({ cap: 1_200, used: 800 })).toMatchObject({ ways: ['/account#limits'] })
  expect(await look({ cap: 1_200, used: 701 })).toMatchObject({ ways: [], asked: 3 })
  expect(await look({ cap: null, used: 9_999 })).toMatchObject({ ways: [], asked: 3 })
})

// Else nobody finds what uses it up: their limits say nothing of it.
test('where it is what waits for payment that fills the limit, it leads there', async () => {
  const seen = await look({ cap: 1_200, used: 999, waiting: [999] })
  expect(seen.ways).toEqual(['/wallet/purchases'])
  expect(seen.limit[0]?.text).toContain('$2.01 left today: what waits for payment counts')
  // Paid already, or over by more than waits: cancelling makes no room.
  const spent = await look({ cap: 1_200, used: 1_998, waiting: [300] })
  expect(spent.ways).toEqual(['/account#limits'])
})

test('what is needed is chosen even over the limit, and what is left is known', async () => {
  const seen = await look({ cap: 500, used: 0 }, '/wallet/buy?need=600')
  expect(seen).toMatchObject({ chosen: 'large', centsLeft: 500, ways: [] })
})

async function send(code: string, status: number) {
  const { request, context } = visitTo('/wallet/buy', Response.json({ code }, { status }))
  const body = new URLSearchParams({ packageId: 'small', key: crypto.randomUUID() })
  const post = new Request(request, { method: 'POST', body })
  const sent = await action({ request: post, context, params: {} } as never)
  if (!('data' in sent)) throw new Error('it led on')
  return { ...sent.data, isSameKey: sent.data.key === body.get('key') }
}

// The limit that its own order fills must not take the form away: only its key can't order twice.
test('after an outage nobody knows if it was ordered; after a refusal it was not', async () => {
  const outage = await send('PAYMENTS_UNAVAILABLE', 503)
  expect(outage).toMatchObject({ isUnknown: true, isSameKey: true })
  const refused = await send('LIMIT_EXCEEDED', 409)
  expect(refused).toMatchObject({ isUnknown: false, isSameKey: false })
})
