// Examples about refunds: a dry run of one, and one that was sent.
import type { RefundAnswer } from '../../../shared/api/refunds.ts'
import type { HandlersOf } from '../../http/mount.ts'
import { type Door, post } from './door.ts'
import type { Example } from './examples.ts'
import { buy } from './people.ts'

type Ids = keyof HandlersOf<'requestRefund' | 'listRefunds' | 'getRefund'>

/** `purchaseId`: something that was bought, and is kept. */
export async function refundExamplesAt(
  door: Door,
  purchaseId: string,
): Promise<{ readonly [Id in Ids]: Example }> {
  return {
    requestRefund: {
      body: { ...REFUND, purchaseId, sessionId: await sessionOf(door, purchaseId) },
    },
    listRefunds: { query: { limit: '1' }, otherQuery: { state: 'failed' } },
    getRefund: { params: { id: await refundedAt(door) } },
  }
}

const REFUND = {
  cents: 100,
  reason: 'duplicate',
  text: 'Paid twice.',
  dryRun: true,
  quote: 'q0t0',
}

/** By which it was paid. */
async function sessionOf(door: Door, purchaseId: string): Promise<string> {
  const stored = (await door.documents())[`purchases/${purchaseId}`] ?? ''
  return /cs_test_\w+/.exec(stored)?.[0] ?? ''
}

/** A refund that was sent; its id. */
async function refundedAt(door: Door): Promise<string> {
  const { purchaseId } = await buy(door, 'user2')
  const headers = { ...(await door.bearer('admin')), 'idempotency-key': crypto.randomUUID() }
  const ask = async (more: object) => {
    const body = { ...REFUND, purchaseId, ...more }
    const answer = await door.send('/api/admin/refunds', post(body, headers))
    if (answer.status !== 200) throw new Error(`no refund: ${await answer.text()}`)
    return (await answer.json()) as RefundAnswer
  }
  const { quote } = await ask({})
  return (await ask({ dryRun: false, quote: quote?.quote })).refund?.id ?? ''
}
