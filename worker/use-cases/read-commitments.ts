// A person's commitments, for themselves and for admins.
import type { UserId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Found } from '../domain/difference.ts'
import type { CommitmentFilter, Page, Services } from '../ports.ts'

export function listCommitments(
  s: Pick<Services, 'store'>,
  userId: UserId,
  filter: CommitmentFilter,
  page: Page,
): Promise<Commitment[]> {
  return s.store.commitmentsOf(userId, filter, page)
}

/** For admins. */
export function listCommitmentsOf(
  s: Pick<Services, 'store'>,
  userId: UserId,
  filter: CommitmentFilter,
  page: Page,
): Promise<Found<Commitment>[]> {
  return s.store.commitmentsAmong(userId, filter, page)
}
