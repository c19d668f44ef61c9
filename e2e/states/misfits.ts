// Orders that were paid otherwise than ordered, with their payments at Stripe.
import { PackageId, SessionId } from '../../shared/ids.ts'
import { orderCaseId } from '../../worker/domain/flag.ts'
import { COMPLETED, eventOf, must } from '../../worker/test/shop.ts'
import { keyOf } from '../../worker/test/start.ts'
import { handleEvent } from '../../worker/use-cases/receive-event.ts'
import { proposeRuling } from '../../worker/use-cases/rule-order.ts'
import { startPurchase } from '../../worker/use-cases/start-purchase.ts'
import { payElsewhere } from '../elsewhere.ts'
import type { Stage } from '../stage.ts'
import type { Purchases } from './orders.ts'
import { ID } from './people.ts'
import { pays } from './refunds.ts'
import type { Past } from './services.ts'

/** Paths under /admin. */
export async function makeMisfits(past: Past, stage: Stage): Promise<Purchases> {
  const { services: s } = past
  const twice = await pays(past, stage.url, 'misfit-twice')
  const again = SessionId.parse(await payElsewhere(stage, twice.id, 999))
  await handleEvent(s, eventOf(COMPLETED, again))
  const wish = { userId: ID.returning, packageId: PackageId.parse('popular') }
  const more = { key: keyOf('misfit-cheap'), returnTo: stage.url }
  const { order: cheap } = must(await startPurchase(s, { ...wish, ...more }))
  const sessionId = SessionId.parse(await payElsewhere(stage, cheap.id, 499))
  await handleEvent(s, eventOf(COMPLETED, sessionId))
  const wrong = { verdict: 'refuse', reason: 'wrong_payment', text: 'By an old link.' } as const
  const request = { purchaseId: cheap.id, sessionId, ...wrong }
  must(await proposeRuling(s, { adminId: ID.rival, request, key: 'states-refuse' }))
  return {
    paidTwice: `/reviews/${twice.id}`,
    purchasePaidTwice: `/purchases/${twice.id}`,
    caseOfTwice: `/cases/${orderCaseId(twice.id, again)}`,
    paidOtherwise: `/reviews/${cheap.id}`,
    purchasePaidOtherwise: `/purchases/${cheap.id}`,
  }
}
