// Who replays a dead letter may have taken tokens from somebody, and must be led to them.
import { expect, test } from 'vitest'
import type { DeadLetterCase } from '../../shared/api/dead-letters.ts'
import { ledTo } from './led-to.server.ts'
import { visitTo } from './testing.ts'

const PURCHASE = `pur_${'a'.repeat(40)}`
const REFUND = `rfd_${'b'.repeat(40)}`

function letter(ours: DeadLetterCase['ours'], state: 'parked' | 'driven' = 'driven') {
  const about = { id: 'l', reason: 'TypeError', message: {}, attempts: 6, parkedAt: '' }
  const decided = { decidedBy: null, decidedAt: null, decidedReason: null }
  const sides = { stripe: null, stripeAnswered: true, ours, mode: 'test' } as const
  return { letter: { ...about, ...decided, state }, ...sides }
}
const read = async (...of: Parameters<typeof letter>) => {
  const visit = visitTo('/admin/dead-letters/l', Response.json({ purchase: 'P' }), true)
  const led = await ledTo(visit, letter(...of))
  return [led?.found ?? null, led?.page ?? null, visit.calls.map(({ path }) => path)]
}

test('what was done about a purchase leads to all that came of it', async () => {
  const asked = [`/api/admin/purchases/${PURCHASE}`]
  expect(await read({ id: PURCHASE })).toEqual([{ purchase: 'P' }, null, asked])
  const refund = await read({ id: REFUND, purchaseId: PURCHASE })
  expect(refund).toEqual([{ purchase: 'P' }, `/admin/refunds/${REFUND}`, asked])
})

test('anything else leads to its page, and what was not done leads nowhere', async () => {
  const page = async (ours: DeadLetterCase['ours']) => (await read(ours))[1]
  expect(await page({ id: 'prd-1', status: 'locked' })).toBe('/admin/predictions/prd-1')
  expect(await page({ id: 'job', predictionId: 'prd-1' })).toBe('/admin/predictions/prd-1')
  expect(await page({ id: 'pro', stripePriceId: 'price_1' })).toMatch(
    /^\/admin\/packages\?edit=pro/,
  )
  expect(await read({ id: PURCHASE }, 'parked')).toEqual([null, null, []])
  expect(await read(null)).toEqual([null, null, []])
})
