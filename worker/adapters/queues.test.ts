// A job that is not queued must be known not to be, or a paid event is lost between two services.
import { expect, test } from 'vitest'
import type { QueueBinding } from '../env.ts'
import type { Job } from '../ports.ts'
import { ORDER_ID } from '../test/orders.ts'
import { createWorkQueue } from './queues.ts'

const JOB: Job = { v: 1, kind: 'order', purchaseId: ORDER_ID }

function start(failFrom = Infinity) {
  const batches: Parameters<QueueBinding['sendBatch']>[0][] = []
  const queue = createWorkQueue({
    async sendBatch(messages) {
      if (batches.length >= failFrom) throw new Error('over the limit')
      batches.push(messages)
    },
  })
  return { queue, batches }
}

test('all jobs are sent, no more than the 100 a call that Cloudflare takes', async () => {
  const { queue, batches } = start()
  await queue.send(Array.from({ length: 250 }, () => JOB))
  expect(batches.map(({ length }) => length)).toEqual([100, 100, 50])
  expect(batches[0]?.[0]).toEqual({ body: JOB, contentType: 'json' })
})

test('nothing to send is no call', async () => {
  const { queue, batches } = start(0)
  await queue.send([])
  expect(batches).toEqual([])
})

test('a refusal is an outage, also when it comes late: all are sent again', async () => {
  const { queue, batches } = start(1)
  const sending = queue.send(Array.from({ length: 150 }, () => JOB))
  await expect(sending).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true })
  expect(batches).toHaveLength(1)
})
