// Outcomes that one admin proposes and another one approves, turns down, or comes too late for.
import { ok } from '../../shared/failure.ts'
import { ResolutionId } from '../../shared/ids.ts'
import { approveResolution, rejectResolution } from '../../worker/use-cases/approve-resolution.ts'
import type { Act } from './act.ts'
import { decideAny, decideOne, type Proposals } from './decide.ts'

const RESOLUTIONS: Proposals = {
  collection: 'resolutions',
  labels: { approve: 'approve outcome', reject: 'reject outcome' },
  nobodys: `res_${'0'.repeat(20)}`,
  async approve(s, { id, ...by }) {
    const done = await approveResolution(s, { ...by, id: ResolutionId.parse(id) })
    if (!done.ok) return done
    return ok({ value: { state: done.value.value.proposal?.state ?? 'not proposed' } })
  },
  reject: (s, { id, ...by }) =>
    rejectResolution(s, { ...by, id: ResolutionId.parse(id), reason: 'It is too early.' }),
}

export const decideOutcome = (act: Act, id: string): Promise<void> =>
  decideOne(act, RESOLUTIONS, id)

export const decideAnyOutcome = (act: Act): Promise<boolean> => decideAny(act, RESOLUTIONS)
