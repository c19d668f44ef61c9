// The work queue over Cloudflare Queues.
import { Outage } from '../../shared/failure.ts'
import type { QueueBinding } from '../env.ts'
import type { WorkQueue } from '../ports.ts'

// Cloudflare takes 100 messages a call.
const BATCH_MAX = 100

/** Throws SERVICE_UNAVAILABLE when a message could not be queued. */
export function createWorkQueue(binding: QueueBinding): WorkQueue {
  return {
    async send(jobs) {
      try {
        for (let start = 0; start < jobs.length; start += BATCH_MAX) {
          const bodies = jobs.slice(start, start + BATCH_MAX)
          await binding.sendBatch(bodies.map((body) => ({ body, contentType: 'json' })))
        }
      } catch (cause) {
        throw new Outage('SERVICE_UNAVAILABLE', 'the queue takes no message', { cause })
      }
    },
  }
}
