// Refunds for the admin who sent them.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { RefundId } from '../../shared/ids.ts'
import type { Refund } from '../domain/refund.ts'
import type { RefundFilter, Services } from '../ports.ts'

const LISTED_MAX = 50

/** Newest first. */
export function listRefunds(s: Pick<Services, 'store'>, filter: RefundFilter): Promise<Refund[]> {
  return s.store.refunds(filter, LISTED_MAX)
}

export async function readRefund(
  s: Pick<Services, 'store'>,
  id: RefundId,
): Promise<Result<Refund>> {
  const { refund } = await s.store.read({ refund: { kind: 'refund', id } })
  return refund ? ok(refund) : refuse('REFUND_NOT_FOUND', 'Choose one of the listed refunds.')
}
