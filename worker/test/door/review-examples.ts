// Examples about orders in review: somebody paid by a session that we did not make.
import { PurchaseId, SessionId, UserId } from '../../../shared/ids.ts'
import type { HandlersOf } from '../../http/mount.ts'
import { orderOf } from '../orders.ts'
import { type Door, post } from './door.ts'
import { put } from './endow.ts'
import type { Example } from './examples.ts'
import { delivered } from './people.ts'

type Reviews = 'listReviews' | 'getReview'
type Rulings = 'listRulings' | 'getRuling' | 'proposeRuling' | 'approveRuling' | 'rejectRuling'

/** Whoever has orders in review has no part in the other tests. */
const REVIEWED = UserId.parse('reviewed')

export async function reviewExamplesAt(
  door: Door,
): Promise<{ readonly [Id in keyof HandlersOf<Reviews | Rulings>]: Example }> {
  const [waiting, released, releasedLater] = [
    await reviewedAt(door),
    await reviewedAt(door),
    await reviewedAt(door),
  ]
  const reason = { reason: 'It was paid otherwise.' }
  const asked = { ...waiting, verdict: 'release', reason: 'verified', text: 'By the old link.' }
  const proposed = (about: object) => proposedAt(door, { ...asked, ...about })
  const [approved, approvedLater] = [await proposed(released), await proposed(releasedLater)]
  const [rejected, rejectedLater] = [await proposed({}), await proposed({})]
  return {
    listReviews: { query: { limit: '1' }, otherQuery: { status: 'refused' } },
    getReview: { params: { id: waiting.purchaseId } },
    listRulings: { query: { limit: '1' }, otherQuery: { state: 'rejected' } },
    getRuling: { params: { id: approved } },
    proposeRuling: { body: asked, other: { body: { ...asked, verdict: 'refuse' } } },
    approveRuling: { ...onceFor(approved), other: { params: { id: approvedLater } } },
    rejectRuling: {
      ...onceFor(rejected),
      body: reason,
      other: { params: { id: rejectedLater }, body: reason },
    },
  }
}

/** What can be done once only: sent again with its key, it is replayed. */
const onceFor = (id: string): Example => ({ params: { id }, key: `once-${id}` })

interface Reviewed {
  readonly purchaseId: PurchaseId
  readonly sessionId: SessionId
}

/** An order in review, and the session by which it was paid. */
async function reviewedAt(door: Door): Promise<Reviewed> {
  const digits = crypto.randomUUID().replaceAll('-', '')
  const purchaseId = PurchaseId.parse(`pur_${digits}${digits.slice(0, 8)}`)
  const { data } = await door.askStripe<{ data: { id: string }[] }>('/v1/prices?limit=1')
  const form = {
    mode: 'payment',
    client_reference_id: purchaseId,
    'line_items[0][price]': data[0]?.id ?? '',
    'line_items[0][quantity]': '1',
    success_url: door.facts.url,
  }
  const init = { method: 'POST', body: new URLSearchParams(form) }
  const session = await door.askStripe<{ id: string; url: string }>('/v1/checkout/sessions', init)
  const createdAt = Date.now() * 1000
  const times = { createdAt, expiresAt: createdAt, nextCheckAt: null }
  const state = { status: 'mismatch', mismatch: 'another_session', sessionId: null } as const
  const value = orderOf({ id: purchaseId, userId: REVIEWED, ...state, ...times })
  await put(door, [{ ref: { kind: 'order', id: purchaseId }, value }])
  await door.pay(session.url)
  await delivered(door)
  return { purchaseId, sessionId: SessionId.parse(session.id) }
}

/** Another admin's proposal; its id. */
async function proposedAt(door: Door, body: object): Promise<string> {
  const headers = { ...(await door.bearer('admin2')), 'idempotency-key': crypto.randomUUID() }
  const answer = await door.send('/api/admin/rulings', post(body, headers))
  if (answer.status !== 201) throw new Error(`no proposal: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}
