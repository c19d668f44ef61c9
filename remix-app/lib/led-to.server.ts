// What the replay of a dead letter led to: the purchase it was about as it is now, with all that
// came of it, or the page of whatever else it was about.
import type { DeadLetterCase } from '../../shared/api/dead-letters.ts'
import type { PurchaseCase } from '../../shared/api/purchases.ts'
import { callApi, type Visit } from './api.server.ts'
import { CONSOLE_PATHS, pathOfId } from './console-paths.ts'

export interface LedTo {
  readonly found: PurchaseCase | null
  /** Of what is more than that, or no purchase. */
  readonly page: string | null
}

/** null: nothing was done by it, or nothing of ours is known. */
export async function ledTo(visit: Visit, of: DeadLetterCase): Promise<LedTo | null> {
  const { letter, ours } = of
  if (letter.state !== 'driven' || !ours) return null
  const purchaseId = [ours.purchaseId, ours.id].find((id) => String(id).startsWith('pur_'))
  if (purchaseId === undefined) return { found: null, page: pageOf(ours) }
  const path = `/api/admin/purchases/${encodeURIComponent(String(purchaseId))}`
  const answer = await callApi<PurchaseCase>(visit, path)
  if (!answer.ok) return null
  return { found: answer.value, page: ours.id === purchaseId ? null : pageOf(ours) }
}

/** What a lock is about says nothing but its own id. */
function pageOf({ id, predictionId, stripePriceId }: NonNullable<DeadLetterCase['ours']>) {
  if (typeof predictionId === 'string') return CONSOLE_PATHS.prediction(predictionId)
  if (typeof id !== 'string') return null
  if (stripePriceId !== undefined) return CONSOLE_PATHS.package(id)
  return pathOfId(id) ?? CONSOLE_PATHS.prediction(id)
}
