// The order in which packages are offered: all of it in one commit, with one audit entry.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PackageId, UserId } from '../../shared/ids.ts'
import type { TokenPackage } from '../domain/purchase.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { type AdminAct, adminChange, type Done } from './admin-change.ts'

/** Room for one that is put between two by hand. */
export const PLACE_STEP = 10

export interface OrderPackagesInput {
  readonly adminId: UserId
  /** First to last. */
  readonly ids: readonly PackageId[]
  readonly key?: string | undefined
}
type Needs = Pick<Services, 'store' | 'hash' | 'clock' | 'random'>

/**
 * Packages that are not named, for whoever asks doesn't know of them, follow in the order they had.
 * Refuses PACKAGE_NOT_FOUND, IDEMPOTENCY_KEY_REUSED.
 */
export async function orderPackages(
  s: Needs,
  { adminId, ids, key = s.random.uuid() }: OrderPackagesInput,
): Promise<Result<Done<TokenPackage[]>>> {
  const act: AdminAct = { adminId, route: 'package-order', key, request: { ids } }
  const listed = await s.store.packages()
  const refs: Record<`package ${string}`, Ref<'package'>> = {}
  for (const { id } of listed) refs[nameOf(id)] = { kind: 'package', id }
  return adminChange(s, act, refs, (seen) => {
    const before = listed
      .flatMap(({ id }) => seen[nameOf(id)] ?? [])
      .sort((a, b) => a.sortOrder - b.sortOrder)
    const named = ids.flatMap((id) => before.find((each) => each.id === id) ?? [])
    if (named.length < ids.length) {
      return refuse('PACKAGE_NOT_FOUND', 'Read the packages again.')
    }
    const rest = before.filter((each) => !ids.includes(each.id))
    const after = [...named, ...rest].map((each, at) => ({
      ...each,
      sortOrder: (at + 1) * PLACE_STEP,
    }))
    if (orderOf(after) === orderOf(before)) return ok({ value: before })
    // From here on the commit must succeed.
    const places = new Map(before.map(({ id, sortOrder }) => [id, sortOrder]))
    const changes = after
      .filter(({ id, sortOrder }) => places.get(id) !== sortOrder)
      .map((value): Change => ({ ref: { kind: 'package', id: value.id }, value }))
    const [was, is] = [before, after].map((each) => ({ order: orderOf(each) }))
    return ok({
      value: after,
      changes,
      fact: { action: 'package.order', target: 'packages', before: was, after: is },
    })
  })
}

const nameOf = (id: PackageId): `package ${string}` => `package ${id}`

const orderOf = (packages: readonly TokenPackage[]): string =>
  packages.map(({ id }) => id).join(', ')
