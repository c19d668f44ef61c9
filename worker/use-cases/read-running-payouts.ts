// What a person waits for: own commitments in predictions that are being paid out just now.
import type { UserId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Page, Services } from '../ports.ts'

/** As many as one query may name. */
const PREDICTIONS_MAX = 30
const COMMITMENTS_MAX = 50

const firstOf = (limit: number): Page => ({ limit, after: null })

/** One call while nothing is paid out, else two. Corrections count: they settle anew. */
export async function listRunningPayouts(
  s: Pick<Services, 'store'>,
  userId: UserId,
): Promise<Commitment[]> {
  const filter = { status: 'resolving', sort: 'newest' } as const
  const resolving = await s.store.predictions(filter, firstOf(PREDICTIONS_MAX))
  if (resolving.length === 0) return []
  const versions = new Map(resolving.map(({ id, resolutionVersion }) => [id, resolutionVersion]))
  const among = { predictionIds: [...versions.keys()] }
  const own = await s.store.commitmentsOf(userId, among, firstOf(COMMITMENTS_MAX))
  return own.filter((each) => each.settledVersion < (versions.get(each.predictionId) ?? 0))
}
