// Orders in review for those who decide about them: ours beside what Stripe has.
import type { Misfit } from '../../shared/api/reviews.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, RulingId, SessionId } from '../../shared/ids.ts'
import type { Order } from '../domain/purchase.ts'
import { type DisputeStanding, type Paid, paidOf, standingOf } from '../domain/reversal.ts'
import { noRuling, type Ruling } from '../domain/ruling.ts'
import { type Here, misfitsOf } from '../domain/settlement.ts'
import type { CheckoutSession, Page, Services } from '../ports.ts'
import { type Asked, askPayments, CASES_MAX, casesOf, orderOf } from './ask-payments.ts'
import { type ReadFlag, withReasons } from './close-flag.ts'
import { type WithText, withWords } from './proposals.ts'

const RULINGS_MAX = 50

export interface ReviewedPayment {
  readonly sessionId: SessionId
  readonly flag: ReadFlag | null
  readonly session: CheckoutSession | null
  readonly misfits: readonly Misfit[]
  readonly payment: (Paid & { readonly dispute: DisputeStanding }) | null
}
export interface Reviewed {
  readonly order: Order
  readonly payments: readonly ReviewedPayment[]
  readonly rulings: readonly WithText<Ruling>[]
}

/** Newest first. */
export const listReviews = (
  s: Pick<Services, 'store'>,
  { status }: { readonly status: 'review' | 'refused' },
  page: Page,
): Promise<Order[]> => s.store.ordersReviewed(status === 'review' ? 'mismatch' : status, page)

/** Of an order in any state. Refuses PURCHASE_NOT_FOUND. Throws PAYMENTS_UNAVAILABLE. */
export async function readReview(
  s: Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'log'>,
  id: PurchaseId,
): Promise<Result<Reviewed>> {
  const order = await orderOf(s, id)
  if (!order) return refuse('PURCHASE_NOT_FOUND', 'Check the id of the purchase.')
  const cases = casesOf(order, await s.store.flagsAbout(id, CASES_MAX))
  const sessionIds = cases.map(({ sessionId }) => sessionId)
  const asked = await askPayments(s, [...sessionIds, ...(order.sessionId ? [order.sessionId] : [])])
  const rulings = await s.store.rulingsOf(id, RULINGS_MAX)
  const here = { livemode: s.payments.livemode, sha256: s.hash.sha256 }
  const flags = await withReasons(s, cases)
  const payments = asked.map((one) => {
    const flag = flags.find(({ sessionId }) => sessionId === one.sessionId) ?? null
    return reviewed(order, one, flag, here)
  })
  return ok({ order, payments, rulings: await withWords(s, 'rulings', newestFirst(rulings)) })
}

/** Refuses RULING_NOT_FOUND. */
export async function readRuling(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  id: RulingId,
): Promise<Result<WithText<Ruling>>> {
  const { ruling } = await s.store.read({ ruling: { kind: 'ruling', id } })
  const [read] = await withWords(s, 'rulings', ruling ? [ruling] : [])
  return read ? ok(read) : noRuling()
}

function reviewed(
  order: Order,
  { sessionId, session, facts }: Asked,
  flag: ReadFlag | null,
  here: Here,
): ReviewedPayment {
  return {
    sessionId,
    flag,
    session,
    misfits: session ? misfitsOf(order, session, here) : [],
    payment: facts && { ...paidOf(facts), dispute: standingOf(facts.disputes) },
  }
}

const newestFirst = (rulings: readonly Ruling[]): Ruling[] =>
  rulings.toSorted((a, b) => b.createdAt - a.createdAt)
