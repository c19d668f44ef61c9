// The queue's door, and the only place that acks: each message ends in one of ack, retry, dead.
import { reasonOf } from '../../shared/failure.ts'
import type { Job, Services } from '../ports.ts'
import { checkOrder } from '../use-cases/check-order.ts'
import { lockDue } from '../use-cases/lock-prediction.ts'
import { retireOrders } from '../use-cases/manage-packages.ts'
import { parkDeadLetter } from '../use-cases/park-dead-letter.ts'
import { handleEvent } from '../use-cases/receive-event.ts'
import { recheckPackage } from '../use-cases/recheck-prices.ts'
import { runNight } from '../use-cases/run-night.ts'
import { runPayout } from '../use-cases/run-payout.ts'
import { JobMessage } from './job.ts'

export const DEAD_LETTER_QUEUE = 'kai-dead'
export const ATTEMPTS_MAX = 6
const RETRY_SECONDS_BASE = 5
const RETRY_SECONDS_MAX = 300

/** 10 s, 20 s, ... : six attempts outlast an outage of five minutes. */
const delayAfter = (attempts: number): number =>
  Math.min(RETRY_SECONDS_BASE * 2 ** attempts, RETRY_SECONDS_MAX)

/** What the product uses of Cloudflare's messages. */
export interface WorkMessage {
  readonly body: unknown
  readonly attempts: number
  ack(): void
  retry(options?: { delaySeconds?: number }): void
}
export interface WorkBatch {
  readonly queue: string
  readonly messages: readonly WorkMessage[]
}

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'dead'; readonly reason: string }

export async function consume(s: Services, batch: WorkBatch): Promise<void> {
  const dead = batch.queue === DEAD_LETTER_QUEUE
  for (const message of batch.messages) {
    await settle(s, message, dead ? await parkAgain(s, message) : await attempt(s, message))
  }
}

async function settle(s: Services, message: WorkMessage, outcome: Outcome): Promise<void> {
  switch (outcome.kind) {
    case 'done':
      message.ack()
      break
    case 'retry':
      s.log.warn('job_retried', { attempts: message.attempts, reason: outcome.reason })
      message.retry({ delaySeconds: delayAfter(message.attempts) })
      break
    case 'dead':
      // Acked only once it is recorded; else the platform's dead-letter queue gets it.
      if (await park(s, message, outcome.reason)) message.ack()
      else message.retry({ delaySeconds: RETRY_SECONDS_MAX })
      break
    default:
      outcome satisfies never
  }
}

async function attempt(s: Services, message: WorkMessage): Promise<Outcome> {
  const job = JobMessage.safeParse(message.body)
  if (!job.success) return { kind: 'dead', reason: 'unreadable' }
  try {
    await perform(s, job.data)
    return { kind: 'done' }
  } catch (error) {
    // What nobody classified is retried like an outage, then parked: a paid event is never dropped.
    const kind = message.attempts >= ATTEMPTS_MAX ? 'dead' : 'retry'
    return { kind, reason: reasonOf(error) }
  }
}

async function perform(s: Services, job: Job): Promise<void> {
  switch (job.kind) {
    case 'event':
      await handleEvent(s, job.event)
      return
    case 'order':
      return checkOrder(s, job.purchaseId)
    case 'retire':
      return retireOrders(s, job.packageId)
    case 'lock':
      return lockDue(s, job.predictionId)
    case 'payout':
      return runPayout(s, job.jobId)
    case 'recheck':
      return recheckPackage(s, job.packageId)
    case 'reconcile':
      return runNight(s)
    default:
      job satisfies never
  }
}

/** Came here because the consumer died again and again before it could park the message. */
async function parkAgain(s: Services, message: WorkMessage): Promise<Outcome> {
  return (await park(s, message, 'max_retries'))
    ? { kind: 'done' }
    : { kind: 'retry', reason: 'not_parked' }
}

async function park(s: Services, message: WorkMessage, reason: string): Promise<boolean> {
  try {
    await parkDeadLetter(s, JSON.stringify(message.body) ?? 'null', reason)
    return true
  } catch (error) {
    s.log.error('dead_letter_not_parked', { reason: reasonOf(error) })
    return false
  }
}
