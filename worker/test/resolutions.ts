// A locked prediction of which more hangs than one admin decides about, and the admins.
import type { CommitTokens, Outcome } from '../../shared/api/predictions.ts'
import type { ResolutionId, UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import type { ProposedResolution } from '../domain/resolution.ts'
import type { Services } from '../ports.ts'
import { approveResolution, rejectResolution } from '../use-cases/approve-resolution.ts'
import type { ResolveInput } from '../use-cases/resolve-prediction.ts'
import { endow, ODDS, openTo, place } from './betting.ts'
import type { Harness } from './harness.ts'
import { lockRain, resolveRain } from './payouts.ts'
import { ADMIN2 } from './people.ts'
import { must } from './shop.ts'
import { ALICE, BOB, startHarness } from './start.ts'

const stake = (count: number) => tokens(count) as CommitTokens['tokens']
const REASON = 'The gauge at the harbour says so.'
/** Of the 185 that Alice would win. */
const SOME = { secondAdminTokens: 100, reason: REASON } as const

/** Alice holds 100 on yes, Bob 50 on no. */
export async function startBet(): Promise<Harness> {
  const harness = startHarness()
  const { services } = harness
  await openTo(services)
  await endow(services, ALICE, 100)
  await endow(services, BOB, 80)
  must(await place(services, 'a', { tokens: stake(100) }))
  must(await place(services, 'b', { position: 'no', oddsBps: ODDS.no, tokens: stake(50) }, BOB))
  harness.clock.advance(1_000)
  return harness
}

export async function startLocked(): Promise<Harness> {
  const harness = await startBet()
  await lockRain(harness.services)
  return harness
}

type More = Partial<ResolveInput['request']> &
  Partial<Pick<ResolveInput, 'key' | 'adminId' | 'secondAdminTokens'>>

export const proposeRain = (s: Services, outcome: Outcome = 'yes', more: More = {}) =>
  resolveRain(s, outcome, { ...SOME, ...more })

/** Proposed by `ADMIN`, unless told otherwise. */
export async function proposed(
  s: Services,
  outcome: Outcome = 'yes',
  more: More = {},
): Promise<ProposedResolution> {
  const { proposal, payout } = must(await proposeRain(s, outcome, more)).value
  if (!proposal || payout) throw new Error('one admin decided alone')
  return proposal
}

export const approveRain = (
  s: Services,
  id: ResolutionId,
  adminId: UserId = ADMIN2,
  key?: string,
) => approveResolution(s, { adminId, id, key })

export const rejectRain = (s: Services, id: ResolutionId, adminId: UserId = ADMIN2, key?: string) =>
  rejectResolution(s, { adminId, id, reason: 'The gauge was moved.', key })
