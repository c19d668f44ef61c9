// The catalogue: what is sold, checked against Stripe whenever either side changes.
import type { SavePackage } from '../../shared/api/tokens.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { type IdempotencyKey, PackageId, type UserId } from '../../shared/ids.ts'
import { chainAudit } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { receiptIdOf } from '../domain/keys.ts'
import { agrees, type PriceFacts, type TokenPackage } from '../domain/purchase.ts'
import type { Change, Decision, Seen, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

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
  const price = await s.payments.price(request.input.stripePriceId)
  const key = request.key ?? s.random.uuid()
  const saved = await s.store.atomically(refsOf(s, request, key), (seen) =>
    decide(s, request, key, price, seen),
  )
  // Lost, this message costs nothing but time: the crons close such sessions too.
  if (saved.ok && !saved.value.package.isActive) await retire(s, saved.value.package.id)
  return saved
}

type Refs = ReturnType<typeof refsOf>
type SeenHere = Seen<Refs>

function refsOf(s: Needs, { adminId, input }: SavePackageInput, key: string) {
  const receipt = receiptIdOf(s.hash.sha256, adminId, 'packages', key)
  return {
    // A new package's id follows from the key, so that a repeated request can't make a second one.
    tokenPackage: { kind: 'package', id: input.id ?? `pkg_${receipt.slice(4, 24)}` },
    head: { kind: 'auditHead', id: adminId },
    receipt: { kind: 'receipt', id: receipt },
  } as const
}

function decide(
  s: Needs,
  request: SavePackageInput,
  key: string,
  price: PriceFacts | null,
  seen: SeenHere,
): Decision<Result<Saved>> {
  const refs = refsOf(s, request, key)
  const requestHash = s.hash.sha256(canonicalJson(request.input))
  if (seen.receipt) return { answer: replayOf(seen.receipt, requestHash), changes: [] }
  const sold = agrees(request.input, price)
  // Taking a package off sale must work whatever has become of its Price.
  if (request.input.isActive && !sold) {
    const detail = 'The Stripe Price must be active, in USD, and cost what the package costs.'
    return { answer: refuse('PRICE_MISMATCH', detail), changes: [] }
  }
  // From here on the commit must succeed.
  const now = nowMicros(s.clock)
  const saved: TokenPackage = {
    ...request.input,
    id: PackageId.parse(refs.tokenPackage.id),
    stripeProductId: price?.productId ?? seen.tokenPackage?.stripeProductId ?? '',
    outOfSync: !sold,
    createdAt: seen.tokenPackage?.createdAt ?? now,
  }
  const value: Saved = { package: saved, created: !seen.tokenPackage, replayed: false }
  const fact = {
    action: seen.tokenPackage ? 'package.update' : 'package.create',
    target: refs.tokenPackage.id,
    before: seen.tokenPackage,
    after: saved,
    key,
    requestHash,
  }
  const audit = chainAudit(seen.head, request.adminId, fact, now, s.hash.sha256)
  const answer = canonicalJson(value)
  const changes: Change[] = [
    { ref: refs.tokenPackage, value: saved },
    { ref: refs.head, value: audit.head },
    { ref: { kind: 'audit', id: audit.entry.id }, value: audit.entry },
    { ref: refs.receipt, value: { id: refs.receipt.id, requestHash, answer, at: now } },
  ]
  return { answer: ok(value), changes }
}

function replayOf(receipt: { requestHash: string; answer: string }, hash: string): Result<Saved> {
  if (receipt.requestHash !== hash) {
    return refuse('IDEMPOTENCY_KEY_REUSED', 'Send a new Idempotency-Key for another change.')
  }
  return ok({ ...(JSON.parse(receipt.answer) as Saved), replayed: true })
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
