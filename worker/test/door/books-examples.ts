// Examples about comparing the books, and what they talk about.
import { LEDGER_REF } from '../../domain/ledger-state.ts'
import type { Handlers } from '../../http/mount.ts'
import { SAMPLES } from '../samples.ts'
import { type Door, post } from './door.ts'
import { put } from './endow.ts'
import type { Example } from './examples.ts'

type Ids = 'listReconciliations' | 'getReconciliation' | 'thawLedger' | 'getStats'

const THAWED = 'door-thawed'
const BODY = { reason: 'The books agree again' }

export async function booksExamplesAt(
  door: Door,
): Promise<{ readonly [Id in Ids & keyof Handlers]: Example }> {
  await thawOnce(door)
  const { report } = SAMPLES
  await put(door, [{ ref: { kind: 'report', id: report.id }, value: report }])
  return {
    listReconciliations: { query: { limit: '1' }, otherQuery: { kind: 'night' } },
    getReconciliation: { params: { id: report.id } },
    // Frozen for a moment only: other tests pay people out.
    thawLedger: { body: BODY, key: THAWED },
    getStats: { query: { days: '7' } },
  }
}

async function thawOnce(door: Door): Promise<void> {
  const headers = { ...(await door.bearer('admin')), 'idempotency-key': THAWED }
  const thaw = () => door.send('/api/admin/ledger/thaw', post(BODY, headers))
  if ((await thaw()).status === 200) return
  const value = { id: 'ledger', frozen: { at: Date.now() * 1000, reason: 'supply' } } as const
  await put(door, [{ ref: LEDGER_REF, value }])
  const answer = await thaw()
  if (answer.status !== 200) throw new Error(`not thawed: ${await answer.text()}`)
}
