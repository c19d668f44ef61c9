// Tokens that no rule would move: proposed by one admin, moved by another, or not at all.
import { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { AdjustmentId } from '../../shared/ids.ts'
import {
  approveAdjustment,
  proposeAdjustment,
  rejectAdjustment,
} from '../../worker/use-cases/adjust-balance.ts'
import { CAP_TOKENS } from '../oracle/adjustments.ts'
import { demand } from '../violation.ts'
import { type Act, NOBODY, somebody } from './act.ts'
import { change } from './change.ts'
import { decideAny, decideOne, type Proposals } from './decide.ts'
import { decideAnyOutcome } from './resolutions.ts'

const ADJUSTMENTS: Proposals = {
  collection: 'adjustments',
  labels: { approve: 'approve', reject: 'reject' },
  nobodys: `adj_${'0'.repeat(20)}`,
  approve: (s, { id, ...by }) => approveAdjustment(s, { ...by, id: AdjustmentId.parse(id) }),
  reject: (s, { id, ...by }) =>
    rejectAdjustment(s, { ...by, id: AdjustmentId.parse(id), reason: 'It is not theirs.' }),
}

export async function propose(act: Act): Promise<void> {
  const { chance, world } = act
  const userId = chance.happens(0.06) ? NOBODY : somebody(act)
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
  if (chance.happens(0.6)) await decideOne(act, ADJUSTMENTS, id)
}

export async function decideAdjustment(act: Act): Promise<void> {
  if (act.chance.happens(0.2) && (await decideAnyOutcome(act))) return
  if (!(await decideAny(act, ADJUSTMENTS))) await propose(act)
}
