// One package, and whom it would concern if it was taken off sale.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PackageId } from '../../shared/ids.ts'
import type { TokenPackage } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'

const OPEN_ORDERS_COUNTED_MAX = 100

export interface ReadPackage {
  readonly package: TokenPackage
  /** Orders that wait to be paid. */
  readonly openOrders: number
  readonly openOrdersArePartial: boolean
}

/** Refuses PACKAGE_NOT_FOUND. */
export async function readPackage(
  { store }: Pick<Services, 'store'>,
  id: PackageId,
): Promise<Result<ReadPackage>> {
  const [{ found }, open] = await Promise.all([
    store.read({ found: { kind: 'package', id } }),
    store.pendingOrdersOf(id, OPEN_ORDERS_COUNTED_MAX),
  ])
  if (!found) return refuse('PACKAGE_NOT_FOUND', 'Choose one of the listed packages.')
  const openOrdersArePartial = open.length === OPEN_ORDERS_COUNTED_MAX
  return ok({ package: found, openOrders: open.length, openOrdersArePartial })
}
