// Examples about dead letters.
import type { DeadLetter } from '../../domain/dead-letter.ts'
import type { Handlers } from '../../http/mount.ts'
import { sha256 } from '../movements.ts'
import type { Door } from './door.ts'
import { put } from './endow.ts'
import type { Example } from './examples.ts'

type Ids = 'listDeadLetters' | 'getDeadLetter' | 'replayDeadLetter' | 'closeDeadLetter'

export async function letterExamplesAt(
  door: Door,
): Promise<{ readonly [Id in Ids & keyof Handlers]: Example }> {
  const letters = await lettersAt(door)
  const reason = { reason: 'It was a mistake.' }
  return {
    listDeadLetters: { query: { limit: '1' }, otherQuery: { state: 'closed' } },
    getDeadLetter: { params: { id: letters[0] } },
    replayDeadLetter: {
      params: { id: letters[0] },
      key: `once-${letters[0]}`,
      other: { params: { id: letters[1] } },
    },
    closeDeadLetter: {
      params: { id: letters[2] },
      body: reason,
      key: `once-${letters[2]}`,
      other: { params: { id: letters[3] }, body: reason },
    },
  }
}

/** Looks at orders that nobody has. */
async function lettersAt(door: Door): Promise<[string, string, string, string]> {
  const bodies = Array.from({ length: 4 }, () => {
    const purchaseId = `pur_${sha256(crypto.randomUUID()).slice(0, 40)}`
    return JSON.stringify({ v: 1, kind: 'order', purchaseId })
  })
  const waits = { reason: 'door', attempts: 6, parkedAt: Date.now() * 1000 } as const
  const letters = bodies.map((body): DeadLetter => {
    return { id: sha256(body), body, ...waits, state: 'parked', decided: null }
  })
  await put(
    door,
    letters.map((value) => ({ ref: { kind: 'deadLetter', id: value.id }, value })),
  )
  return letters.map(({ id }) => id) as [string, string, string, string]
}
