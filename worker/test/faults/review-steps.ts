// An order that somebody paid by another page, and the two admins who decide about it. Whoever gets
// no answer sends the same key again.
import type { RefundAnswer } from '../../../shared/api/refunds.ts'
import type { RulingView } from '../../../shared/api/reviews.ts'
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { payElsewhere } from '../reviews.ts'
import { sdkFor } from '../start.ts'
import { orderOf } from './books.ts'
import { insistOn, type Step } from './steps.ts'
import { PACKAGE, type World } from './world.ts'

export async function payAnother(world: World, { purchaseId }: PurchaseView): Promise<void> {
  await payElsewhere(world.harness, await orderOf(world, purchaseId))
}

export const release: Step = (world, bought) => decide(world, bought, 'release')
export const refuse: Step = (world, bought) => decide(world, bought, 'refuse')

async function decide(world: World, { purchaseId }: PurchaseView, verdict: RulingView['verdict']) {
  const sessionId = await paidIn(world)
  const asked = { purchaseId, sessionId, verdict, reason: 'verified', text: 'Both looked.' }
  const proposing = sending('admin', asked)
  const proposed = await insistOn(world, 201, () => world.post('/api/admin/rulings', proposing))
  const { id } = proposed.body as RulingView
  const path = `/api/admin/rulings/${id}/approve`
  await insistOn(world, 200, () => world.post(path, sending('admin2')))
}

/** All of it, through us. */
export async function refundThere(world: World, { purchaseId }: PurchaseView): Promise<void> {
  const sessionId = await paidIn(world)
  const wish = { purchaseId, sessionId, cents: PACKAGE.cents, reason: 'duplicate', text: 'Wrong.' }
  const ask = async (more: object) => {
    const request = sending('admin', { ...wish, ...more })
    const { body } = await insistOn(world, 200, () => world.post('/api/admin/refunds', request))
    return body as RefundAnswer
  }
  const { quote } = await ask({ dryRun: true })
  await ask({ quote: quote?.quote })
}

async function paidIn({ harness }: World): Promise<string> {
  const { data } = await sdkFor(harness).checkout.sessions.list()
  return data.find(({ payment_status }) => payment_status === 'paid')?.id ?? ''
}

/** Each admin does one thing of a kind, so one key is enough. */
function sending(admin: string, body?: object): RequestInit {
  const headers = { authorization: `Bearer ${admin}`, 'idempotency-key': 'once' }
  if (!body) return { headers }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
