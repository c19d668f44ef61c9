// Examples about adjustments, holds and cases, and what they talk about.
import { AdjustmentId, UserId } from '../../../shared/ids.ts'
import { tokens } from '../../../shared/tokens.ts'
import type { Adjustment } from '../../domain/adjustment.ts'
import { openFlag } from '../../domain/flag.ts'
import { emptyWallet } from '../../domain/ledger.ts'
import type { Handlers } from '../../http/mount.ts'
import type { Door } from './door.ts'
import { put } from './endow.ts'
import type { Example } from './examples.ts'

type Ids =
  | 'listAdjustments'
  | 'getAdjustment'
  | 'proposeAdjustment'
  | 'approveAdjustment'
  | 'rejectAdjustment'
  | 'getUser'
  | 'holdUser'
  | 'liftHold'
  | 'listFlags'
  | 'getFlag'
  | 'closeFlag'

/** Whoever is held could do nothing in the other tests. */
const HELD = UserId.parse('held')

export async function peopleExamplesAt(
  door: Door,
): Promise<{ readonly [Id in Ids & keyof Handlers]: Example }> {
  const [approved, approvedLater, rejected, rejectedLater] = await proposalsAt(door)
  const [closed, closedLater] = await flagsAt(door)
  const causes = await heldAt(door)
  const asked = {
    userId: HELD,
    direction: 'add',
    tokens: 5,
    reason: 'goodwill',
    text: 'A late answer of ours.',
  }
  const endsAt = new Date(Date.now() + 86_400_000).toISOString()
  const held = { scope: 'purchases', reason: 'A stolen card?', endsAt }
  const reason = { reason: 'It was a mistake.' }
  return {
    listAdjustments: { query: { limit: '1' }, otherQuery: { state: 'rejected' } },
    getAdjustment: { params: { id: approved } },
    proposeAdjustment: { body: asked, other: { body: { ...asked, direction: 'take' } } },
    approveAdjustment: { ...onceFor(approved), other: { params: { id: approvedLater } } },
    rejectAdjustment: {
      ...onceFor(rejected),
      body: reason,
      other: { params: { id: rejectedLater }, body: reason },
    },
    getUser: { params: { id: HELD } },
    holdUser: {
      params: { id: HELD },
      body: held,
      other: { params: { id: HELD }, body: { ...held, scope: 'all' } },
    },
    liftHold: {
      params: { id: HELD, cause: causes[0] },
      body: reason,
      key: `once-${causes[0]}`,
      other: { params: { id: HELD, cause: causes[1] }, body: reason },
    },
    listFlags: { query: { limit: '1' }, otherQuery: { state: 'closed' } },
    getFlag: { params: { id: closed } },
    closeFlag: {
      params: { id: closed },
      body: reason,
      key: `once-${closed}`,
      other: { params: { id: closedLater }, body: reason },
    },
  }
}

/** What can be done once only: sent again with its key, it is replayed. */
const onceFor = (id: string): Example => ({ params: { id }, key: `once-${id}` })

async function proposalsAt(door: Door) {
  const made = (letter: string): Adjustment => ({
    id: AdjustmentId.parse(`adj_${letter}${crypto.randomUUID().replaceAll('-', '').slice(0, 19)}`),
    userId: HELD,
    direction: 'add',
    tokens: tokens(5),
    reason: 'goodwill',
    private: 'sealed',
    state: 'proposed',
    proposedBy: UserId.parse('somebody-else'),
    createdAt: Date.now() * 1000,
    decidedBy: null,
    decidedAt: null,
    rejection: null,
  })
  const all = [made('a'), made('b'), made('c'), made('d')] as const
  await put(
    door,
    all.map((value) => ({ ref: { kind: 'adjustment', id: value.id }, value })),
  )
  return all.map(({ id }) => id) as [AdjustmentId, AdjustmentId, AdjustmentId, AdjustmentId]
}

async function flagsAt(door: Door): Promise<[string, string]> {
  const named = (): string => `order_${crypto.randomUUID()}`
  const ids: [string, string] = [named(), named()]
  const createdAt = Date.now() * 1000
  const about = { userId: HELD, reason: 'subtotal', createdAt }
  await put(
    door,
    ids.map((id) => ({ ref: { kind: 'flag', id }, value: openFlag({ id, ...about }) })),
  )
  return ids
}

async function heldAt(door: Door): Promise<[string, string]> {
  await door.newPerson(HELD)
  const causes: [string, string] = [`dispute_${Date.now()}a`, `dispute_${Date.now()}b`]
  const hold = { scope: 'purchases', at: Date.now() * 1000, endsAt: null } as const
  const holds = Object.fromEntries(causes.map((cause) => [cause, hold]))
  const value = { ...emptyWallet(HELD), holds }
  await put(door, [{ ref: { kind: 'wallet', id: HELD }, value }])
  return causes
}
