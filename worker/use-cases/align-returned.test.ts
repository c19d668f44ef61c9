// A payment that nothing was granted for went back to its buyer, and then came to us again: their
// tokens and their money are both with us, and only a case can tell anybody.
import { describe, expect, test } from 'vitest'
import { FlagId, type SessionId } from '../../shared/ids.ts'
import { usdCents } from '../../shared/tokens.ts'
import { openCasesOf } from '../test/books.ts'
import { ADMIN2 } from '../test/people.ts'
import { startTwice } from '../test/reviews.ts'
import { must, orderNow } from '../test/shop.ts'
import { ADMIN, sdkFor } from '../test/start.ts'
import { closeFlag } from './close-flag.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'

async function start() {
  const started = await startTwice()
  const { harness, s, placed, other } = started
  const intentOf = async (session: SessionId) => (await s.payments.session(session))?.intent?.id
  return {
    ...started,
    returned: [`returned_${await intentOf(other)}`],
    /** Through us; answers with its name at Stripe. */
    refund: async (sessionId: SessionId, key: string) => {
      const cents = usdCents(999)
      const wish = { purchaseId: placed.id, sessionId, cents, reason: 'duplicate' } as const
      const asked = { ...wish, text: 'Paid twice.' }
      const { quote } = must(await quoteRefund(s, asked))
      const request = { ...asked, quote }
      return must(await refundPurchase(s, { adminId: ADMIN, key, request })).value.stripeRefundId
    },
    grantOwn: async () => {
      const { id } = await started.proposed({ sessionId: placed.sessionId as SessionId })
      must(await started.approve(id))
    },
    closeOther: async () => {
      const id = FlagId.parse(`order_${placed.id}_${other}`)
      must(await closeFlag(s, { adminId: ADMIN2, id, reason: 'The bank has it.' }))
    },
    bankReturns: async (refundId: string | null) => {
      await harness.control(`refunds/${refundId}`, { status: 'failed' })
      await harness.webhooks()
    },
  }
}

describe('paid twice', () => {
  test('one granted: the refund of the other comes back from the bank', async () => {
    const { harness, s, placed, other, returned, ...started } = await start()
    await started.grantOwn()
    const refundId = await started.refund(other, 'one')
    await started.closeOther()
    await harness.webhooks()
    expect(await openCasesOf(harness)).toEqual([])
    await started.bankReturns(refundId)
    expect(await openCasesOf(harness)).toEqual(returned)
    expect((await orderNow(s, placed)).status).toBe('credited')
  })

  test('one granted: the dispute of the other is won', async () => {
    const { harness, s, other, returned, ...started } = await start()
    await started.grantOwn()
    const intent = (await s.payments.session(other))?.intent?.id
    const [charge] = (await sdkFor(harness).charges.list({ payment_intent: `${intent}` })).data
    const opened = await harness.control(`charges/${charge?.id}/dispute`, {})
    const { id } = (await opened.json()) as { id: string }
    await harness.webhooks()
    await started.closeOther()
    await harness.control(`disputes/${id}`, { outcome: 'won' })
    await harness.webhooks()
    expect(await openCasesOf(harness)).toEqual(returned)
  })

  test('refused for one, while the refund of the other came back', async () => {
    const { harness, placed, other, returned, ...started } = await start()
    const refundId = await started.refund(other, 'one')
    await started.closeOther()
    await started.bankReturns(refundId)
    await started.refund(placed.sessionId as SessionId, 'two')
    await harness.webhooks()
    expect(await openCasesOf(harness)).toEqual(expect.arrayContaining(returned))
  })
})
