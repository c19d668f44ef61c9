// Examples about outcomes that one admin proposed for another to approve.
import { PredictionId, ResolutionId, UserId } from '../../../shared/ids.ts'
import type { ProposedResolution } from '../../domain/resolution.ts'
import { seenHashOf, sumsOf } from '../../domain/resolution.ts'
import type { HandlersOf } from '../../http/mount.ts'
import { changesOf, predictionOf } from '../betting.ts'
import { sha256 } from '../movements.ts'
import { SAMPLES } from '../samples.ts'
import type { Door } from './door.ts'
import { put } from './endow.ts'
import type { Example } from './examples.ts'
import { until } from './people.ts'

type Ids =
  | 'getAnyPrediction'
  | 'listResolutions'
  | 'getResolution'
  | 'approveResolution'
  | 'rejectResolution'

export async function resolutionExamplesAt(
  door: Door,
): Promise<{ readonly [Id in keyof HandlersOf<Ids>]: Example }> {
  const round = crypto.randomUUID().slice(0, 8)
  const [rejected, rejectedLater] = [
    await proposedAt(door, `door-rejected-${round}`),
    await proposedAt(door, `door-rejected-later-${round}`),
  ]
  const body = { reason: 'The gauge is read again.' }
  const approved = await approvedAt(door)
  return {
    // Everybody reads of its sums once they are read: reading a draft's writes nothing.
    getAnyPrediction: { params: { id: await draftAt(door, `door-draft-${round}`) } },
    listResolutions: { query: { limit: '1' }, otherQuery: { state: 'rejected' } },
    getResolution: { params: { id: approved } },
    // It was approved so already: nothing is set going behind the tests' backs.
    approveResolution: { params: { id: approved }, key: APPROVED },
    rejectResolution: {
      params: { id: rejected.id },
      body,
      key: `once-${rejected.id}`,
      other: { params: { id: rejectedLater.id }, body },
    },
  }
}

const APPROVED = 'door-approved'

/** Nobody committed, so that its payout ends at once; once is enough for all tests of a stack. */
async function approvedAt(door: Door): Promise<string> {
  const headers = await door.bearer('admin')
  const caseNow = async () => {
    const answer = await door.send(`/api/admin/predictions/${APPROVED}`, { headers })
    return (await answer.json()) as { prediction?: { status: string }; proposal?: { id: string } }
  }
  const before = await caseNow()
  if (before.prediction?.status === 'resolved') return before.proposal?.id ?? ''
  const { id } = await proposedAt(door, APPROVED)
  const approve = { method: 'POST', headers: { ...headers, 'idempotency-key': APPROVED } }
  const answer = await door.send(`/api/admin/resolutions/${id}/approve`, approve)
  if (answer.status !== 200) throw new Error(`not approved: ${await answer.text()}`)
  await until('it is resolved', async () => (await caseNow()).prediction?.status === 'resolved')
  return id
}

async function draftAt(door: Door, name: string): Promise<PredictionId> {
  const draft = predictionOf(Date.now() * 1000, { id: PredictionId.parse(name), status: 'draft' })
  await put(door, changesOf(draft))
  return draft.id
}

const NOBODY = { count: 0, stakes: 0, winnings: 0 }

async function proposedAt(door: Door, name: string): Promise<ProposedResolution> {
  const id = ResolutionId.parse(`res_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`)
  const createdAt = Date.now() * 1000
  const state = { status: 'locked', lockedAt: createdAt, proposalId: id } as const
  const prediction = predictionOf(createdAt, { id: PredictionId.parse(name), ...state })
  const stakes = { yes: NOBODY, no: NOBODY }
  const by = UserId.parse('somebody-else')
  const value: ProposedResolution = {
    ...SAMPLES.resolution,
    ...{ id, userId: by, predictionId: prediction.id, proposedBy: by, createdAt },
    ...{ state: 'proposed', decidedBy: null, decidedAt: null, rejection: null },
    sums: sumsOf(stakes, 'yes'),
    seenHash: seenHashOf(prediction, stakes, sha256),
  }
  await put(door, [...changesOf(prediction), { ref: { kind: 'resolution', id }, value }])
  return value
}
