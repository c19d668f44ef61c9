// The catalogue: what is sold, checked against Stripe whenever either side changes.
import { PLACE_MAX, type SavePackage } from '../../shared/api/tokens.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { type IdempotencyKey, PackageId, type UserId } from '../../shared/ids.ts'
import type { Micros } from '../domain/ledger.ts'
import { misfitOf, type PriceFacts, type TokenPackage } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'
import { type AdminAct, adminChange, type Changed, receiptOf } from './admin-change.ts'
import { PLACE_STEP } from './order-packages.ts'

export async function packagesForSale(s: Pick<Services, 'store'>): Promise<TokenPackage[]> {
  const all = await s.store.packages()
  return all.filter((tokenPackage) => tokenPackage.isActive && !tokenPackage.outOfSync)
}

export function allPackages(s: Pick<Services, 'store'>): Promise<TokenPackage[]> {
  return s.store.packages()
}

export interface SavePackageInput {
  readonly adminId: UserId
  readonly input: SavePackage
  readonly key?: IdempotencyKey | undefined
}
export interface Saved {
  readonly package: TokenPackage
  readonly created: boolean
  readonly replayed: boolean
}
type Needs = Pick<Services, 'store' | 'payments' | 'queue' | 'hash' | 'clock' | 'random' | 'log'>

/** Package, audit and receipt in one commit. Refuses PRICE_MISMATCH, IDEMPOTENCY_KEY_REUSED. */
export async function savePackage(s: Needs, request: SavePackageInput): Promise<Result<Saved>> {
  const { adminId, input, key = s.random.uuid() } = request
  const [price, last] = await Promise.all([
    s.payments.price(input.stripePriceId),
    input.sortOrder === undefined ? lastPlace(s) : 0,
  ])
  const act: AdminAct = { adminId, route: 'packages', key, request: input }
  // A new package's id follows from the key, so that a repeated request can't make a second one.
  const id = input.id ?? PackageId.parse(`pkg_${receiptOf(s, act).slice(4, 24)}`)
  const refs = { before: { kind: 'package', id } } as const
  const done = await adminChange(s, act, refs, ({ before }, now) =>
    decide({ input, id, price, before, last }, now),
  )
  if (!done.ok) return done
  const saved = { ...done.value.value, replayed: done.value.replayed }
  // Lost, this message costs nothing but time: the crons close such sessions too.
  if (!saved.package.isActive) await retire(s, saved.package.id)
  return ok(saved)
}

interface Saving {
  readonly input: SavePackage
  readonly id: PackageId
  readonly price: PriceFacts | null
  readonly before: TokenPackage | null
  /** Behind all others. */
  readonly last: number
}

async function lastPlace({ store }: Pick<Services, 'store'>): Promise<number> {
  const places = (await store.packages()).map(({ sortOrder }) => sortOrder)
  return Math.min(PLACE_MAX, Math.max(0, ...places) + PLACE_STEP)
}

function decide({ input, id, price, before, last }: Saving, now: Micros) {
  const misfit = misfitOf(input, price)
  const isActive = input.isActive ?? before?.isActive ?? true
  // Taking a package off sale must work whatever has become of its Price.
  if (isActive && misfit) {
    const detail = 'The Stripe Price must be active, in USD, and cost what the package costs.'
    return refuse('PRICE_MISMATCH', detail, { misfit, stripeCents: price?.cents ?? null })
  }
  // From here on the commit must succeed.
  const saved: TokenPackage = {
    ...input,
    id,
    isActive,
    sortOrder: input.sortOrder ?? before?.sortOrder ?? last,
    stripeProductId: price?.productId ?? before?.stripeProductId ?? '',
    outOfSync: misfit !== null,
    createdAt: before?.createdAt ?? now,
  }
  const action = before ? 'package.update' : 'package.create'
  return ok({
    value: { package: saved, created: !before },
    changes: [{ ref: { kind: 'package', id }, value: saved }],
    fact: { action, target: id, before, after: saved },
  } satisfies Changed<Omit<Saved, 'replayed'>>)
}

async function retire(s: Needs, packageId: PackageId): Promise<void> {
  try {
    await s.queue.send([{ v: 1, kind: 'retire', packageId }])
  } catch {
    s.log.warn('retire_not_queued', { packageId })
  }
}

const RETIRE_PAGE_MAX = 100

/** Has every open order of a package no longer sold looked at; that closes its session. */
export async function retireOrders(
  s: Pick<Services, 'store' | 'queue'>,
  packageId: PackageId,
): Promise<void> {
  const ids = await s.store.pendingOrdersOf(packageId, RETIRE_PAGE_MAX)
  if (ids.length === 0) return
  await s.queue.send(ids.map((purchaseId) => ({ v: 1, kind: 'order', purchaseId })))
}
