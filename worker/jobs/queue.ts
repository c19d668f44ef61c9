// The queue's door, and the only place that acks: each message ends in one of ack, retry, dead.
import { reasonOf } from '../../shared/failure.ts'
import { JobMessage } from '../../shared/job-message.ts'
import type { Services } from '../ports.ts'
import { parkDeadLetter } from '../use-cases/park-dead-letter.ts'
import { performJob } from '../use-cases/perform-job.ts'

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
    await performJob(s, job.data)
    return { kind: 'done' }
  } catch (error) {
    // What nobody classified is retried like an outage, then parked: a paid event is never dropped.
    const kind = message.attempts >= ATTEMPTS_MAX ? 'dead' : 'retry'
    return { kind, reason: reasonOf(error) }
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
    await parkDeadLetter(s, { message: message.body, reason, attempts: message.attempts })
    return true
  } catch (error) {
    s.log.error('dead_letter_not_parked', { reason: reasonOf(error) })
    return false
  }
}
