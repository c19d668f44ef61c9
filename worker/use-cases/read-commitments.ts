// A person's own commitments.
import type { CommitmentStatus } from '../../shared/api/predictions.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Page, Services } from '../ports.ts'

export function listCommitments(
  s: Pick<Services, 'store'>,
  userId: UserId,
  query: { readonly status?: CommitmentStatus | undefined; readonly page: Page },
): Promise<Commitment[]> {
  return s.store.commitmentsOf(userId, query.status, query.page)
}
