// An admin who follows a case must end where the thing can be done, and read nothing untrue about
// the buyer's money on the way.
import { expect, test } from 'vitest'
import { FlagId, PurchaseId, SessionId } from '../../shared/ids.ts'
import { caseAdvice } from './case-advice.ts'

type Asked = Parameters<typeof caseAdvice>
const id = `pur_${'a'.repeat(40)}`
const flag = {
  id: FlagId.parse(`order_${id}_cs_test_b`),
  reason: 'paid_later',
  state: 'open',
  purchaseId: PurchaseId.parse(id),
  sessionId: SessionId.parse('cs_test_b'),
  paymentIntentId: 'pi_2',
} as const
const order = { status: 'credited', paymentIntentId: 'pi_1', dispute: 'none' } as const
const advice = (more: object, purchase: Asked[1] = order) => {
  const { text, way, warning } = caseAdvice({ ...flag, ...more }, purchase)
  return { text, to: way?.to, warning }
}
const BESIDE = `/admin/reviews/${id}#cs_test_b`

test('of an order that was credited before, a second payment is one to send back', () => {
  const twice = advice({})
  expect(twice.to).toBe(BESIDE)
  expect(twice.text).toMatch(/paid twice.*granted.*Refund/)
  expect(twice.text).not.toMatch(/Nothing was granted/)
  expect(advice({ paymentIntentId: 'pi_1' }).text).toMatch(/granted/)
})

test('what two people decide about is decided beside its payments', () => {
  const review = advice({}, { ...order, status: 'review', paymentIntentId: null })
  expect(review).toMatchObject({ to: BESIDE, text: expect.stringMatching(/Nothing was granted/) })
  expect(review.warning).not.toBeNull()
  const refused = advice({}, { ...order, status: 'refused' })
  expect(refused).toMatchObject({ to: BESIDE, text: expect.stringMatching(/Refund/) })
  expect(advice({}, null)).toMatchObject({ to: BESIDE })
})

test('money that came back leads to where it is sent once more', () => {
  const returned = { id: 'returned_pi_2', reason: 'refund_returned', sessionId: null }
  expect(advice(returned).to).toBe(`/admin/reviews/${id}`)
})

test('a closed case asks for nothing, and an open dispute is not ended by closing its case', () => {
  const dispute = { id: 'dispute_du_1', reason: 'dispute' }
  const open = advice(dispute, { ...order, dispute: 'open' })
  expect(open.warning).not.toBeNull()
  const closed = advice({ ...dispute, state: 'closed' }, { ...order, dispute: 'open' })
  expect(closed).toMatchObject({ to: undefined, warning: null })
  expect(closed.text).not.toMatch(/t buy|Answer/)
})
