// The queue's side: at least once, with what was neither acked nor retried coming back too.
import type { WorkBatch } from '../../jobs/queue.ts'
import type { Harness } from '../harness.ts'
import { messageOf, type TestMessage } from '../test-queue.ts'
import { Died, type Isolate } from './isolate.ts'

export interface Consumers {
  /** Every waiting message is tried once; whether none is left. */
  round(): Promise<boolean>
  /** Messages that wait to be tried. */
  waiting(): number
}

export function openConsumers(harness: Harness, isolate: () => Isolate): Consumers {
  let again: TestMessage[] = []
  const next = ({ body, attempts }: TestMessage): TestMessage => messageOf(body, attempts + 1)

  async function run(batch: WorkBatch): Promise<void> {
    try {
      await isolate().consume(batch)
    } catch (error) {
      if (!(error instanceof Died)) throw error
    }
  }

  return {
    async round() {
      const messages = [...again, ...harness.queue.take().messages]
      again = []
      await run({ queue: 'kai-work', messages })
      for (const message of messages) {
        if (message.endings.length > 1) throw new Error('a message ended twice')
        if (message.endings[0] !== 'ack') again.push(next(message))
      }
      return again.length + harness.queue.waiting().length === 0
    },
    waiting: () => again.length + harness.queue.waiting().length,
  }
}
