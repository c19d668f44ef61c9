// One row of a person's ledger and its place in the chain.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { RowId, UserId } from '../../shared/ids.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Neighbours, Services } from '../ports.ts'

export interface Story extends Neighbours {
  readonly row: TokenTransaction
}

/** Another user's row is not found, as if it weren't there. */
export async function readStory(
  s: Pick<Services, 'store'>,
  userId: UserId,
  id: RowId,
): Promise<Result<Story>> {
  const { row } = await s.store.read({ row: { kind: 'row', id } })
  if (row?.userId !== userId) return refuse('TRANSACTION_NOT_FOUND')
  return ok({ row, ...(await s.store.neighboursOf(row)) })
}
