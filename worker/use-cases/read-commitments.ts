// A person's own commitments.
import type { UserId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { CommitmentFilter, Page, Services } from '../ports.ts'

export function listCommitments(
  s: Pick<Services, 'store'>,
  userId: UserId,
  filter: CommitmentFilter,
  page: Page,
): Promise<Commitment[]> {
  return s.store.commitmentsOf(userId, filter, page)
}
