// What releasing and refusing an order have in common.
import type { Result } from '../../shared/failure.ts'
import type { Order } from '../domain/purchase.ts'
import type { Ruling } from '../domain/ruling.ts'
import type { Change } from '../ports.ts'
import type { AdminAct, Changed, Done } from './admin-change.ts'

/** The order was looked at since Stripe was asked: what Stripe said then may be old. */
export const MOVED = 'moved'
export type Ruled = Result<Done<Ruling | typeof MOVED>>

export interface Approval {
  readonly act: AdminAct
  readonly ruling: Ruling
  /** As it was before Stripe was asked. */
  readonly order: Order
}

export const ruled = (
  action: 'purchase.release' | 'purchase.refuse',
  before: Ruling,
  value: Ruling,
  changes: readonly Change[],
): Changed<Ruling | typeof MOVED> => ({
  value,
  changes,
  fact: { action, target: value.purchaseId, before, after: value },
})
