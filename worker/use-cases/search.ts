// What an id is of, whoever gave it: never by looking through anything.
import type { SearchHit } from '../../shared/api/console.ts'
import {
  AdjustmentId,
  CommitmentId,
  DeadLetterId,
  EventId,
  FlagId,
  PackageId,
  PayoutJobId,
  PredictionId,
  PurchaseId,
  RefundId,
  ReportId,
  ResolutionId,
  RowId,
  RulingId,
  UserId,
} from '../../shared/ids.ts'
import { disputeCaseId, warningCaseId } from '../domain/dispute.ts'
import { commitRowId } from '../domain/keys.ts'
import type { EventRecord, Kind, Ref, Services, Stored } from '../ports.ts'
import { partOf } from './about-object.ts'
import { findPeople } from './read-people.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'identity'>

/** Of the kinds that are found by their own name: what a name must look like, and how it shows. */
interface Named<K extends Kind> {
  readonly as: SearchHit['kind']
  readonly name: { safeParse(name: string): { readonly success: boolean } }
  titleOf(value: Stored[K]): string
  /** What shows it; without one it has a page of its own. */
  partOf?(value: Stored[K]): SearchHit['partOf']
}
type NamedKinds = { readonly [K in Kind]?: Named<K> }

const NAMED: NamedKinds = {
  row: { as: 'transaction', name: RowId, titleOf: ({ type }) => type },
  order: { as: 'purchase', name: PurchaseId, titleOf: ({ packageName }) => packageName },
  commitment: {
    as: 'commitment',
    name: CommitmentId,
    titleOf: ({ predictionTitle }) => predictionTitle,
    partOf: ({ userId, id }) => ({ kind: 'transaction', id: commitRowId(userId, id) }),
  },
  prediction: { as: 'prediction', name: PredictionId, titleOf: ({ title }) => title },
  payoutJob: {
    as: 'payout',
    name: PayoutJobId,
    titleOf: ({ state }) => state,
    partOf: ({ predictionId }) => ({ kind: 'prediction', id: predictionId }),
  },
  refund: { as: 'refund', name: RefundId, titleOf: ({ reason }) => reason },
  ruling: { as: 'ruling', name: RulingId, titleOf: ({ state }) => state },
  resolution: { as: 'resolution', name: ResolutionId, titleOf: ({ outcome }) => outcome },
  adjustment: { as: 'adjustment', name: AdjustmentId, titleOf: ({ reason }) => reason },
  flag: { as: 'case', name: FlagId, titleOf: ({ reason }) => reason },
  deadLetter: { as: 'dead_letter', name: DeadLetterId, titleOf: ({ reason }) => reason },
  report: { as: 'report', name: ReportId, titleOf: ({ kind }) => kind },
  package: { as: 'package', name: PackageId, titleOf: ({ name }) => name },
  event: {
    as: 'event',
    name: EventId,
    titleOf: ({ type }) => type,
    partOf: ({ purchaseId }) => purchaseId && { kind: 'purchase', id: purchaseId },
  },
}
const FEW = 20
const STRIPES = /^[a-z]{2,5}_\w+$/

/**
 * Five calls to the store at most, and one to Stripe for what only Stripe knows. Throws
 * PAYMENTS_UNAVAILABLE, IDENTITY_UNAVAILABLE: nothing found would be a lie then.
 */
export async function search(s: Needs, q: string): Promise<SearchHit[]> {
  const [named, told] = await Promise.all([byName(s, q), STRIPES.test(q) ? atStripe(s, q) : null])
  const purchases = await purchasesOf(s, [...named.purchases, ...(told?.purchases ?? [])])
  const found = [...named.hits, ...(told?.hits ?? []), ...purchases]
  if (found.length > 0 && !q.includes('@')) return distinct(found)
  const others = [await askStripe(s, q), await people(s, q)]
  return distinct([...found, ...others.flat()])
}

interface Found {
  readonly hits: readonly SearchHit[]
  /** What else it leads to. */
  readonly purchases: readonly (PurchaseId | null)[]
}

async function byName({ store }: Needs, q: string): Promise<Found> {
  const kinds = Object.entries(NAMED).filter(([, { name }]) => name.safeParse(q).success)
  const refs: Record<string, Ref> = Object.fromEntries(
    kinds.map(([kind]) => [kind, { kind: kind as Kind, id: q }]),
  )
  // Cases are named after what they are about.
  const cases = STRIPES.test(q) ? [disputeCaseId(q), warningCaseId(q)] : []
  for (const id of cases) refs[id] = { kind: 'flag', id }
  if (UserId.safeParse(q).success) refs.wallet = { kind: 'wallet', id: q }
  const found = Object.entries(await store.look(refs)).flatMap(([name, one]) => {
    return one?.value ? [{ kind: refs[name]?.kind ?? 'row', id: one.id, value: one.value }] : []
  })
  return {
    hits: found.map(({ kind, id, value }) => hitOf(kind, id, value)),
    purchases: found.flatMap(({ kind, value }) => {
      return kind === 'event' || kind === 'flag' ? [(value as EventRecord).purchaseId] : []
    }),
  }
}

function hitOf(kind: Kind, id: string, value: Stored[Kind]): SearchHit {
  // The value is of this kind: it was read under its reference.
  const named = NAMED[kind] as Named<Kind> | undefined
  if (!named) return personOf(id)
  return {
    ...{ kind: named.as, id, title: named.titleOf(value) },
    partOf: named.partOf?.(value) ?? null,
  }
}

const personOf = (id: string, title = id): SearchHit => ({ kind: 'user', id, title, partOf: null })

/** By the ids of Stripe that we keep. */
async function atStripe({ store }: Needs, q: string): Promise<Found> {
  const [order, refund, packages, events] = await Promise.all([
    /^(?:cs|pi)_/.test(q) ? store.orderAtStripe(q) : null,
    /^(?:re|pyr)_/.test(q) ? store.refundAtStripe(q) : null,
    q.startsWith('price_') ? store.packages() : [],
    partOf(q) ? store.eventsAbout(q, FEW) : [],
  ])
  const sold = packages.filter(({ stripePriceId }) => stripePriceId === q)
  return {
    hits: [
      ...(order ? [hitOf('order', order.id, order)] : []),
      ...(refund ? [hitOf('refund', refund.id, refund)] : []),
      ...sold.map((one) => hitOf('package', one.id, one)),
      ...events.map((event) => hitOf('event', event.id, event)),
    ],
    purchases: [refund?.purchaseId ?? null, ...events.map(({ purchaseId }) => purchaseId)],
  }
}

/** A charge, say, that nobody told us of. */
async function askStripe(s: Needs, q: string): Promise<SearchHit[]> {
  const part = partOf(q)
  const hint = part ? await s.payments.paymentOf(part, q) : null
  const id = PurchaseId.safeParse(hint?.purchaseId)
  return id.success ? purchasesOf(s, [id.data]) : []
}

async function purchasesOf(
  { store }: Needs,
  names: readonly (PurchaseId | null)[],
): Promise<SearchHit[]> {
  const ids = [...new Set(names.filter((id) => id !== null))]
  if (ids.length === 0) return []
  const found = await store.look(
    Object.fromEntries(ids.map((id) => [id, { kind: 'order', id } as const])),
  )
  return Object.values(found).flatMap((one) => {
    return one?.value ? [hitOf('order', one.id, one.value)] : []
  })
}

/** Somebody who signed up and has no wallet yet, or an e-mail address. */
async function people(s: Needs, q: string): Promise<SearchHit[]> {
  const { items } = await findPeople(s, q)
  return items.map(({ wallet: { userId }, account }) => {
    const email = account !== 'unknown' ? account?.email : null
    return personOf(userId, email ?? userId)
  })
}

/** The last of each: it knows most of it. */
const distinct = (hits: readonly SearchHit[]): SearchHit[] => [
  ...new Map(hits.map((hit) => [`${hit.kind} ${hit.id}`, hit])).values(),
]
