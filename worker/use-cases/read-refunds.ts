// Refunds for the admins who sent them, with what was written about them.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { RefundId } from '../../shared/ids.ts'
import type { Refund } from '../domain/refund.ts'
import type { Page, RefundFilter, Services } from '../ports.ts'
import { readTexts } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'vault' | 'log'>
/** null: its person was erased. */
export type ReadRefund = Refund & { readonly text: string | null }

export const refundPlaceOf = (id: RefundId): string => `refunds/${id}/private`

/** Newest first. */
export async function listRefunds(
  s: Needs,
  filter: RefundFilter,
  page: Page,
): Promise<ReadRefund[]> {
  return withTexts(s, await s.store.refunds(filter, page))
}

export async function readRefund(s: Needs, id: RefundId): Promise<Result<ReadRefund>> {
  const { refund } = await s.store.read({ refund: { kind: 'refund', id } })
  if (!refund) return refuse('REFUND_NOT_FOUND', 'Choose one of the listed refunds.')
  return ok(await withRefundText(s, refund))
}

export async function withRefundText(s: Needs, refund: Refund): Promise<ReadRefund> {
  const [read] = await withTexts(s, [refund])
  return read ?? { ...refund, text: null }
}

async function withTexts(s: Needs, all: readonly Refund[]): Promise<ReadRefund[]> {
  const texts = await readTexts(
    s,
    all.map(({ id, userId, private: sealed }) => ({ userId, place: refundPlaceOf(id), sealed })),
  )
  return all.map((refund, at) => ({ ...refund, text: texts[at] ?? null }))
}
