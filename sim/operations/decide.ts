// What one admin proposed is decided: by another one, by the same one, or by several at once.
import type { Result } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Services } from '../../worker/ports.ts'
import type { Proposal } from '../oracle/shadow.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn } from './act.ts'
import { change } from './change.ts'

type Verdict = 'approve' | 'reject'
type Decided = Result<{ readonly value: { readonly state: string } }>
type Decide = (
  s: Services,
  by: { readonly adminId: UserId; readonly id: string; readonly key: string },
) => Promise<Decided>

const WEEK = 7 * 86_400_000_000

/** A kind of proposals, and how each is decided. */
export interface Proposals extends Readonly<Record<Verdict, Decide>> {
  readonly collection: 'adjustments' | 'rulings' | 'resolutions'
  /** What the report calls it. */
  readonly labels: Readonly<Record<Verdict, string>>
  readonly nobodys: string
}

/** One that waits, or was decided, or waited too long. False: there is none yet. */
export async function decideAny(act: Act, kind: Proposals): Promise<boolean> {
  const { chance } = act
  const all = documentsIn(act, kind.collection) as never as Proposal[]
  if (all.length === 0) return false
  const waiting = all.filter(({ state }) => state === 'proposed')
  const some = waiting.length > 0 && chance.happens(0.8) ? waiting : all
  const found = chance.happens(0.06) ? null : chance.pick(some)
  await decideOne(act, kind, found?.id ?? kind.nobodys)
  return true
}

export async function decideOne(act: Act, kind: Proposals, id: string): Promise<void> {
  const { chance, town, world } = act
  const proposal = world.oracle.document(`${kind.collection}/${id}`) as Proposal | undefined
  const other = town.admins.find((admin) => admin !== proposal?.proposedBy) as UserId
  const proposer = (proposal?.proposedBy ?? other) as UserId
  const isOld = proposal !== undefined && proposal.createdAt < world.schedule.now() * 1000 - WEEK
  const manner = chance.weighted({ other: 6, own: 1, two: 2, race: 2, back: isOld ? 5 : 1 })
  const pairs = {
    other: [[other, 'approve']],
    own: [[proposer, 'approve']],
    // Twice at once, under one key or two; or one approves what the other rejects.
    two: [
      [other, 'approve'],
      [other, 'approve'],
    ],
    race: [
      [other, 'approve'],
      [proposer, 'reject'],
    ],
    back: [[proposer, 'reject']],
  } as const satisfies Record<string, readonly (readonly [UserId, Verdict])[]>
  const decisions = pairs[manner].map(([adminId, verdict], n) =>
    decideAs(act, kind, id, { adminId, verdict, window: `${n}`, ownKey: chance.happens(0.5) }),
  )
  await Promise.all(decisions)
}

interface Deciding {
  readonly adminId: UserId
  readonly verdict: Verdict
  readonly window: string
  readonly ownKey: boolean
}

async function decideAs(act: Act, kind: Proposals, id: string, deciding: Deciding): Promise<void> {
  const { world } = act
  const { adminId, verdict, window, ownKey } = deciding
  const own = { ...act, chance: world.chance(act.name, verdict, window) }
  const done = await change(
    own,
    kind.labels[verdict],
    (s, { key }) => kind[verdict](s, { adminId, id, key: ownKey ? `${key}${window}` : key }),
    { adminId, window },
  )
  if (!done?.ok) return
  const state = world.oracle.document(`${kind.collection}/${id}`)?.state
  const told = done.value.value.state
  demand('I16', state === told, () => `${id} was answered ${told} and is ${String(state)}`)
}
