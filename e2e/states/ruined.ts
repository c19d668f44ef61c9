// What somebody did to the books past the product. Written last: no check of the books runs then.

import type { Stack } from '../../local/stack.ts'
import { PROJECT_ID } from '../../local/stand-ins.ts'
import { SessionId, UserId } from '../../shared/ids.ts'
import type { Fields } from '../../worker/adapters/firestore/values.ts'
import { integer, text } from '../../worker/test/by-hand.ts'
import { buys, put } from './deeds.ts'
import { ID } from './people.ts'
import type { Past } from './services.ts'

export const RUINED_ROW = 'purchase_cs_test_ruined'
export const FORGED_ROW = 'purchase_cs_test_forged'

export const FORGER = UserId.parse('states-forger')

export async function ruinBooks(past: Past, stack: Stack): Promise<void> {
  await ruinRows(past, stack)
  await forgeEntry(past)
}

async function ruinRows({ services }: Past, stack: Stack): Promise<void> {
  await buys(services, ID.locked, {}, { sessionId: SessionId.parse('cs_test_forged') })
  await patch(stack, FORGED_ROW, { requestHash: text('forged') })
  await patch(stack, RUINED_ROW, {
    id: text(RUINED_ROW),
    userId: text(ID.locked),
    timestamp: { timestampValue: new Date().toISOString() },
    shard: integer(0),
  })
}

/** Its hash is that of nothing it says. */
function forgeEntry({ services: s }: Past): Promise<unknown> {
  const about = { actor: FORGER, seq: 1, hash: 'forged' }
  const entry = {
    ...{ id: `${FORGER}_1`, action: 'package.update', target: 'popular', prevHash: '' },
    ...{ key: 'forged', requestHash: 'forged', at: s.clock.now() * 1000 },
    before: '{"isActive":true,"priceUsdCents":999}',
    after: '{"isActive":true,"priceUsdCents":1}',
  }
  return put(s, [
    { ref: { kind: 'auditHead', id: FORGER }, value: about },
    { ref: { kind: 'audit', id: entry.id }, value: { ...entry, ...about } },
  ])
}

async function patch({ services }: Stack, id: string, fields: Fields): Promise<void> {
  const documents = `projects/${PROJECT_ID}/databases/(default)/documents`
  const mask = Object.keys(fields).map((name) => `updateMask.fieldPaths=${name}`)
  const url = `${services.firestoreUrl}/v1/${documents}/transactions/${id}?${mask.join('&')}`
  const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ fields }) })
  if (!answer.ok) throw new Error(await answer.text())
}
