// Tokens that no rule would move: proposed by one admin, moved by another, or not at all.
import { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { AdjustmentId, type UserId } from '../../shared/ids.ts'
import {
  approveAdjustment,
  proposeAdjustment,
  rejectAdjustment,
} from '../../worker/use-cases/adjust-balance.ts'
import { CAP_TOKENS } from '../oracle/adjustments.ts'
import type { Adjustment } from '../oracle/shadow.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn, NOBODY, somebody } from './act.ts'
import { change } from './change.ts'

export async function propose(act: Act): Promise<void> {
  const { chance, world } = act
  const userId = chance.happens(0.03) ? NOBODY : somebody(act)
  const tokens = chance.happens(0.05) ? CAP_TOKENS + 1 : chance.between(1, CAP_TOKENS)
  const direction = chance.pick(['add', 'take'] as const)
  const reason = chance.pick(['correction', 'goodwill', 'abuse'] as const)
  const request = ProposeAdjustment.parse({ userId, direction, tokens, reason, text: act.name })
  const done = await change(act, 'propose', (s, by) =>
    proposeAdjustment(s, { ...by, request, tokensMax: CAP_TOKENS }),
  )
  if (!done?.ok) return
  const { id } = done.value.value
  const stored = world.oracle.document(`adjustments/${id}`)
  demand('I16', stored !== undefined, () => `${id} was proposed and is not there`)
  if (chance.happens(0.6)) await decideOne(act, AdjustmentId.parse(id))
}

/** One that waits, or was decided, or waited too long. */
export async function decideAny(act: Act): Promise<void> {
  const { chance } = act
  const all = documentsIn(act, 'adjustments') as never as Adjustment[]
  if (all.length === 0) return propose(act)
  const waiting = all.filter(({ state }) => state === 'proposed')
  const some = waiting.length > 0 && chance.happens(0.8) ? waiting : all
  const found = chance.happens(0.03) ? null : chance.pick(some)
  await decideOne(act, AdjustmentId.parse(found?.id ?? `adj_${'0'.repeat(20)}`))
}

/** By another admin, by the same one, or by both at once. */
async function decideOne(act: Act, id: AdjustmentId): Promise<void> {
  const { chance, town, world } = act
  const proposer = world.oracle.document(`adjustments/${id}`)?.proposedBy as UserId | undefined
  const other = town.admins.find((admin) => admin !== proposer) as UserId
  const manner = chance.weighted({ other: 6, own: 1, two: 2, race: 2 })
  const pairs = {
    other: [[other, 'approve']],
    own: [[proposer ?? other, 'approve']],
    // Twice at once, under one key or two; or one approves what the other rejects.
    two: [
      [other, 'approve'],
      [other, 'approve'],
    ],
    race: [
      [other, 'approve'],
      [proposer ?? other, 'reject'],
    ],
  } as const satisfies Record<string, readonly (readonly [UserId, 'approve' | 'reject'])[]>
  const decisions = pairs[manner].map(([adminId, verdict], n) =>
    decideAs(act, id, { adminId, verdict, window: `${n}`, ownKey: chance.happens(0.5) }),
  )
  await Promise.all(decisions)
}

interface Deciding {
  readonly adminId: UserId
  readonly verdict: 'approve' | 'reject'
  readonly window: string
  readonly ownKey: boolean
}

async function decideAs(act: Act, id: AdjustmentId, deciding: Deciding): Promise<void> {
  const { world } = act
  const { adminId, verdict, window, ownKey } = deciding
  const own = { ...act, chance: world.chance(act.name, verdict, window) }
  const decide = verdict === 'approve' ? approveAdjustment : rejectAdjustment
  const done = await change(
    own,
    verdict,
    (s, { key }) => decide(s, { adminId, id, key: ownKey ? `${key}${window}` : key }),
    { adminId, window },
  )
  if (!done?.ok) return
  const state = world.oracle.document(`adjustments/${id}`)?.state
  const told = done.value.value.state
  demand('I16', state === told, () => `${id} was answered ${told} and is ${state}`)
}
