// What waits for admins: cases, dead letters, an order in review with a proposal about it.
import { PurchaseId, RulingId, SessionId, UserId } from '../../shared/ids.ts'
import type { DeadLetter } from '../../worker/domain/dead-letter.ts'
import { byCode } from '../../worker/domain/decided.ts'
import { type Flag, openFlag, orderCaseId } from '../../worker/domain/flag.ts'
import type { Ruling } from '../../worker/domain/ruling.ts'
import type { Change } from '../../worker/ports.ts'
import { sha256 } from '../../worker/test/movements.ts'
import { placeOf } from '../../worker/use-cases/proposals.ts'
import { sealText } from '../../worker/use-cases/sealing.ts'
import { put } from './deeds.ts'
import type { Purchases } from './orders.ts'
import { ID } from './people.ts'
import type { Past } from './services.ts'

const HOUR = 3_600_000_000
const OTHER_ADMIN = UserId.parse('states-other-boss')

/** One about a purchase that Stripe and we know, one about nothing, one that is none. */
export const lettersAbout = ({ partlyRefunded = '' }: Purchases) => ({
  known: letterOf('PAYMENTS_UNAVAILABLE', orderMessage(partlyRefunded.split('/').at(-1))),
  lost: letterOf('TypeError', orderMessage(`pur_${'7'.repeat(40)}`)),
  unreadable: letterOf('unreadable', { v: 9 }),
})

const orderMessage = (purchaseId = '') => ({ v: 1, kind: 'order', purchaseId })

function letterOf(reason: string, message: object) {
  const body = JSON.stringify(message)
  return { id: sha256(body), body, reason }
}

export const CASES = {
  dispute: 'dispute_du_1StatesOfPages',
  row: 'row_states_of_pages',
  closed: 'warning_issfr_1StatesOfPages',
} as const

export async function makeTroubles(past: Past, purchases: Purchases): Promise<void> {
  const { services: s } = past
  const now = s.clock.now() * 1000
  const purchaseId = PurchaseId.parse(purchases.review?.split('/').at(-1))
  const sessionId = SessionId.parse(`cs_test_${purchaseId.slice('pur_'.length)}`)
  const intent = { sessionId, paymentIntentId: 'pi_3StatesOfPages' }
  const about = { userId: ID.buyer, purchaseId, ...intent, createdAt: now - 3 * HOUR }
  const dispute = JSON.stringify({ disputeId: 'du_1StatesOfPages', cents: 999, reason: 'general' })
  const row = JSON.stringify({ document: 'tokenTransactions/3_1', expected: 'a1', found: 'b2' })
  const flags: Flag[] = [
    openFlag({ ...about, id: orderCaseId(purchaseId, sessionId), reason: 'subtotal' }),
    openFlag({ ...about, id: CASES.dispute, reason: 'dispute', facts: dispute }),
    openFlag({ id: CASES.row, userId: ID.paused, reason: 'row_hash', facts: row, createdAt: now }),
    {
      ...openFlag({ ...about, id: CASES.closed, reason: 'fraud_warning' }),
      state: 'closed',
      closed: byCode(OTHER_ADMIN, now - HOUR, 'won'),
    },
  ]
  const letters = Object.values(lettersAbout(purchases)).map(
    (letter): DeadLetter => ({
      ...letter,
      ...{ attempts: 6, parkedAt: now - 5 * HOUR, state: 'parked', decided: null },
    }),
  )
  const id = RulingId.parse(`rul_${'5'.repeat(20)}`)
  const { dataKey } = await s.store.read({ dataKey: { kind: 'dataKey', id: ID.buyer } })
  const place = { userId: ID.buyer, dataKey, place: placeOf('rulings', id) }
  const { sealed, changes: keys } = sealText(s, place, 'Paid by the old link of the same price.')
  const ruling: Ruling = {
    id,
    ...{ userId: ID.buyer, purchaseId, ...intent, verdict: 'release', reason: 'verified' },
    ...{ private: sealed, proposedBy: OTHER_ADMIN, createdAt: now - 2 * HOUR },
    ...{ state: 'proposed', decidedBy: null, decidedAt: null, rejection: null },
  }
  await put(s, [
    ...keys,
    ...flags.map((value): Change => ({ ref: { kind: 'flag', id: value.id }, value })),
    ...letters.map((value): Change => ({ ref: { kind: 'deadLetter', id: value.id }, value })),
    { ref: { kind: 'ruling', id: ruling.id }, value: ruling },
  ])
}
