// Resolving and paying out in tests: locked predictions, whole crowds, and the queue's consumer.
import type { Outcome } from '../../shared/api/predictions.ts'
import type { Result } from '../../shared/failure.ts'
import { type PayoutJobId, UserId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import type { Prediction } from '../domain/prediction.ts'
import { consume } from '../jobs/queue.ts'
import type { Services } from '../ports.ts'
import { lockPrediction } from '../use-cases/lock-prediction.ts'
import { payoutMessage } from '../use-cases/payout-message.ts'
import type { Resolved } from '../use-cases/resolution-ground.ts'
import { type ResolveInput, resolvePrediction } from '../use-cases/resolve-prediction.ts'
import { RAIN } from './betting.ts'
import { ADMIN } from './people.ts'
import { must } from './shop.ts'
import { messageOf, type TestMessage } from './test-queue.ts'

export const JOB = payoutJobIdOf(RAIN, 1)
export const CORRECTION = payoutJobIdOf(RAIN, 2)

export async function lockRain(s: Services): Promise<void> {
  must(await lockPrediction(s, { adminId: ADMIN, id: RAIN }))
}

/** Whatever is at stake. */
export const ALONE = { secondAdminTokens: Number.MAX_SAFE_INTEGER } as const
type Whom = 'key' | 'adminId' | 'secondAdminTokens'

export function resolveRain(
  s: Services,
  outcome: Outcome,
  more: Partial<ResolveInput['request']> & Partial<Pick<ResolveInput, Whom>> = {},
): Promise<Result<{ value: Resolved; replayed: boolean }>> {
  const { key, adminId = ADMIN, secondAdminTokens = ALONE.secondAdminTokens, ...request } = more
  return resolvePrediction(s, {
    adminId,
    predictionId: RAIN,
    request: { outcome, ...request },
    secondAdminTokens,
    key,
  })
}

export const correctRain = (s: Services, outcome: Outcome, resolutionVersion = 1, key?: string) =>
  resolveRain(s, outcome, { reason: 'The gauge was read wrongly.', resolutionVersion, key })

export const payoutMail = (jobId: PayoutJobId = JOB, attempts = 1): TestMessage =>
  messageOf(payoutMessage(jobId), attempts)

interface Waiting {
  readonly services: Services
  readonly queue: { take(): { queue: string; messages: readonly TestMessage[] } }
}

/** Consumes what waits, and what that sends, until nothing is left. */
export async function drainQueue({ services, queue }: Waiting): Promise<TestMessage[]> {
  const all: TestMessage[] = []
  for (let batch = queue.take(); batch.messages.length > 0; batch = queue.take()) {
    await consume(services, batch)
    all.push(...batch.messages)
  }
  return all
}

export async function jobNow({ store }: Services, id: PayoutJobId = JOB): Promise<PayoutJob> {
  const { job } = await store.read({ job: { kind: 'payoutJob', id } })
  if (!job) throw new Error('there is no such payout')
  return job
}

export async function rainNow({ store }: Services): Promise<Prediction> {
  const { prediction } = await store.read({ prediction: { kind: 'prediction', id: RAIN } })
  if (!prediction) throw new Error('the prediction is gone')
  return prediction
}

export const personOf = (at: number): UserId => UserId.parse(`user-${at}`)
