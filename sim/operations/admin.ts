// Admins: predictions from draft to payout, corrections, packages, blocked payouts.

import { SavePackage } from '../../shared/api/tokens.ts'
import { IdempotencyKey, PayoutJobId, PredictionId } from '../../shared/ids.ts'
import { createPrediction } from '../../worker/use-cases/create-prediction.ts'
import { drivePayoutJob } from '../../worker/use-cases/drive-payout-job.ts'
import { editPrediction } from '../../worker/use-cases/edit-prediction.ts'
import { lockPrediction } from '../../worker/use-cases/lock-prediction.ts'
import { savePackage } from '../../worker/use-cases/manage-packages.ts'
import { openPrediction } from '../../worker/use-cases/open-prediction.ts'
import { previewResolution } from '../../worker/use-cases/preview-resolution.ts'
import { resolvePrediction } from '../../worker/use-cases/resolve-prediction.ts'
import { aloneTokens } from '../oracle/resolutions.ts'
import type { Prediction } from '../oracle/shadow.ts'
import { demand } from '../violation.ts'
import type { Act } from './act.ts'
import { change } from './change.ts'
import { decideOutcome } from './resolutions.ts'

/** One admin in several windows: their changes stand in one chain. */
export async function hurry(act: Act): Promise<void> {
  const admin = act.chance.pick(act.town.admins)
  const windows = [1, 2, 3].map((n) => {
    const chance = act.world.chance(act.name, n)
    const town = { ...act.town, admins: [admin], people: [admin] }
    return edit({ ...act, town, chance, name: `${act.name}.${n}` })
  })
  await Promise.all(windows)
}

const SECOND = 1_000_000
const ODDS = [10_001, 12_000, 18_500, 25_000, 99_999, 999_999]

export async function create(act: Act): Promise<void> {
  const { chance, world, town } = act
  const wording = {
    title: `Will ${act.name} happen?`,
    description: 'It may.',
    category: 'tests',
    closesAt:
      Math.floor(world.schedule.now()) * 1000 + chance.pick([2, 60, 3_600, 1e6, 1e6]) * SECOND,
    oddsBps: { yes: chance.pick(ODDS), no: chance.pick(ODDS) },
    minTokens: chance.happens(0.03) ? 20_000 : 1,
    maxTokens: 10_000,
  }
  const made = await change(act, 'create', (s, by) => createPrediction(s, { ...by, wording }))
  if (!made?.ok) return
  const { id } = made.value.value
  demand('I16', predictionOf(act, id) !== undefined, () => `${id} was made and is not there`)
  if (chance.happens(0.9)) await change(act, 'open', (s, by) => openPrediction(s, { ...by, id }))
  town.predictions.push(id)
}

export async function edit(act: Act): Promise<void> {
  const { chance, world } = act
  const id = anyOf(act, ['open', 'draft'])
  const odds = { yes: chance.pick(ODDS), no: chance.pick(ODDS) }
  const closesAt = Math.floor(world.schedule.now()) * 1000 + chance.pick([1, 600, 1e6]) * SECOND
  const edits = {
    odds: { oddsBps: odds },
    time: { closesAt },
    title: { title: `Will ${act.name}?` },
    past: { closesAt: 1 },
  }
  const kind = chance.weighted({ odds: 6, time: 2, title: 1, past: 0.2 })
  const made = await change(act, 'edit', (s, by) =>
    editPrediction(s, { ...by, id, change: edits[kind] }),
  )
  // At once again: odds may change at most every two seconds.
  if (!made?.ok || kind !== 'odds') return
  const again = { oddsBps: { yes: odds.yes + 1, no: odds.no } }
  await change(act, 'edit again', (s, by) => editPrediction(s, { ...by, id, change: again }))
}

export async function openOne(act: Act): Promise<void> {
  const id = anyOf(act, ['draft'])
  await change(act, 'open', (s, by) => openPrediction(s, { ...by, id }))
}

export async function lock(act: Act): Promise<void> {
  const id = anyOf(act, ['open'])
  const done = await change(act, 'lock', (s, by) => lockPrediction(s, { ...by, id }))
  if (!done?.ok) return
  demand('I16', LOCKED.has(statusOf(act, id)), () => `${id} was locked and is ${statusOf(act, id)}`)
}

const LOCKED = new Set(['locked', 'resolving', 'resolved', 'voided'])

export async function resolve(act: Act): Promise<void> {
  const { chance } = act
  const predictionId = anyOf(act, ['locked'])
  const outcome = chance.weighted({ yes: 4, no: 4, void: 2 })
  const secondAdminTokens = aloneTokens(predictionId)
  // Nobody proposes without one.
  const request = { outcome, ...(secondAdminTokens === 0 && { reason: 'So it was.' }) }
  if (chance.happens(0.2)) await preview(act, predictionId, request)
  const done = await change(act, 'resolve', (s, by) =>
    resolvePrediction(s, { ...by, predictionId, request, secondAdminTokens }),
  )
  if (!done?.ok) return
  const { proposal } = done.value.value
  if (proposal) {
    if (chance.happens(0.7)) await decideOutcome(act, proposal.id)
    return
  }
  const version = predictionOf(act, predictionId)?.resolutionVersion ?? 0
  demand('I16', version > 0, () => `${predictionId} was resolved and is not`)
}

export async function correct(act: Act): Promise<void> {
  const { chance } = act
  const predictionId = anyOf(act, ['resolved', 'voided'])
  const version = predictionOf(act, predictionId)?.resolutionVersion ?? 1
  const request = {
    outcome: chance.pick(['yes', 'no', 'void'] as const),
    reason: 'It turned out otherwise.',
    resolutionVersion: chance.happens(0.9) ? version : version + 1,
  }
  if (chance.happens(0.2)) await preview(act, predictionId, request)
  const secondAdminTokens = aloneTokens(predictionId)
  await change(act, 'correct', (s, by) =>
    resolvePrediction(s, { ...by, predictionId, request, secondAdminTokens }),
  )
}

type Request = Parameters<typeof resolvePrediction>[1]['request']

/** I15: a dry run writes nothing, whatever it answers. */
async function preview(act: Act, predictionId: PredictionId, request: Request): Promise<void> {
  const adminId = act.chance.pick(act.town.admins)
  await act.world.perform(`${act.name}.preview`, 'preview', (s, task) => {
    task.refused = true
    const secondAdminTokens = aloneTokens(predictionId)
    return previewResolution(s, { adminId, predictionId, request, secondAdminTokens })
  })
}

export async function drive(act: Act): Promise<void> {
  const jobs = [...act.world.oracle.shadow.documents.keys()].filter((path) =>
    path.startsWith('payoutJobs/'),
  )
  const path = jobs.length > 0 && act.chance.happens(0.8) ? act.chance.pick(jobs) : '/none_v1'
  const jobId = PayoutJobId.parse(path.slice(path.indexOf('/') + 1))
  await change(act, 'drive', (s, by) => drivePayoutJob(s, { ...by, jobId }))
}

/** Takes a package off sale or puts it back; under one key, sometimes with another body. */
export async function save(act: Act): Promise<void> {
  const { chance, town, world } = act
  const sold = chance.pick(town.packages)
  const cents = chance.happens(0.1) ? sold.priceUsdCents + 1 : sold.priceUsdCents
  const { stripeProductId: _, outOfSync: __, createdAt: ___, ...words } = sold
  const input = { ...words, priceUsdCents: cents, isActive: chance.happens(0.7) }
  const key = IdempotencyKey.parse(`${act.name}.save`)
  const adminId = chance.pick(town.admins)
  for (const tries of [1, 2]) {
    const sortOrder = tries === 2 && chance.happens(0.3) ? 5 : 0
    await world.perform(`${act.name}.save${tries}`, 'save package', (s) =>
      savePackage(s, { adminId, key, input: SavePackage.parse({ ...input, sortOrder }) }),
    )
    if (chance.happens(0.6)) return
  }
}

/** One in such a state, if there is one; rarely any, or none at all. */
function anyOf(act: Act, statuses: readonly string[]): PredictionId {
  const { chance, town } = act
  if (chance.happens(0.02)) return PredictionId.parse('nowhere')
  const fitting = town.predictions.filter((id) => statuses.includes(statusOf(act, id)))
  const some = fitting.length > 0 && chance.happens(0.9) ? fitting : town.predictions
  return PredictionId.parse(chance.pick(some))
}

const predictionOf = ({ world }: Act, id: string): Prediction | undefined =>
  world.oracle.document(`predictions/${id}`) as Prediction | undefined
const statusOf = (act: Act, id: string): string => predictionOf(act, id)?.status ?? ''
