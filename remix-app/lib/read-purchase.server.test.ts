// Somebody paid, and Stripe's word of it got lost: who reads that nothing was charged pays twice.
import { expect, test } from 'vitest'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { ApiCall } from '../../shared/pages.ts'
import { readPurchase } from './read-purchase.server.ts'
import { visitTo } from './testing.ts'

const PENDING = { status: 'pending', checkoutUrl: 'https://pay', failureReason: null }

function visit(seen: object, confirmed: object | null) {
  const { request, context } = visitTo('/wallet/purchases/pur_1', Response.json({}))
  const asked: string[] = []
  const api = async (path: string, call?: ApiCall) => {
    asked.push(`${call?.method ?? 'GET'} ${path.split('/').at(-1)}`)
    if (!path.endsWith('/confirm')) return Response.json({ ...PENDING, ...seen })
    if (confirmed) return Response.json({ ...PENDING, ...confirmed })
    return Response.json({ code: 'PAYMENTS_UNAVAILABLE' }, { status: 503 })
  }
  return { asked, of: { request, context: { ...context, api } } }
}

async function read(
  seen: Partial<PurchaseView>,
  confirmed: Partial<PurchaseView> | null,
  result: Parameters<typeof readPurchase>[2] = null,
) {
  const { asked, of } = visit(seen, confirmed)
  const { answer, isAsked } = await readPurchase(of, 'pur_1', result)
  const { status, failureReason } = answer.ok ? answer.value : { status: null, failureReason: null }
  return { status, failureReason, isAsked, asked: asked.length }
}

test('Stripe is asked before anybody is told that nothing was charged', async () => {
  for (const result of [null, 'cancelled', 'paid'] as const) {
    const paid = await read({}, { status: 'credited' }, result)
    expect([result, paid]).toMatchObject([result, { status: 'credited', isAsked: true }])
  }
  const declined = { failureReason: 'card_declined' } as const
  expect(await read(declined, { status: 'credited' })).toMatchObject({ status: 'credited' })
})

test('when it does not answer that is not known, and a decline stays one', async () => {
  expect(await read({}, null)).toMatchObject({ status: 'pending', isAsked: false })
  const declined = { failureReason: 'card_declined' } as const
  expect(await read(declined, null)).toMatchObject(declined)
  expect(await read(declined, null, 'paid')).toMatchObject({ failureReason: null })
})

test('what is over, or has no page to pay at, is not asked about', async () => {
  expect(await read({ status: 'credited' }, null)).toMatchObject({ asked: 1 })
  expect(await read({ checkoutUrl: null }, null)).toMatchObject({ asked: 1 })
})
