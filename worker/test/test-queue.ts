// A work queue in memory, and messages as the platform hands them over.
import type { WorkMessage } from '../jobs/queue.ts'

export type Ending = 'ack' | 'retry'

export interface TestMessage extends WorkMessage {
  /** Every call of ack or retry, in order: more or less than one is a bug of the consumer. */
  readonly endings: Ending[]
  readonly delays: (number | undefined)[]
}

export function messageOf(body: unknown, attempts = 1): TestMessage {
  const endings: Ending[] = []
  const delays: (number | undefined)[] = []
  return {
    body,
    attempts,
    endings,
    delays,
    ack: () => void endings.push('ack'),
    retry: (options) => {
      endings.push('retry')
      delays.push(options?.delaySeconds)
    },
  }
}

export function createTestQueue() {
  let waiting: unknown[] = []
  const state = { down: false }
  const accept = (bodies: unknown[]): void => {
    if (state.down) throw new Error('the queue is down')
    // As over the wire: what isn't JSON doesn't arrive.
    waiting.push(...bodies.map((body) => JSON.parse(JSON.stringify(body))))
  }
  return {
    /** `state.down = true` refuses every message. */
    state,
    binding: {
      sendBatch: async (messages: Iterable<{ body: unknown }>) =>
        accept([...messages].map(({ body }) => body)),
    },
    waiting: (): readonly unknown[] => waiting,
    /** Takes what waits, as one batch of first deliveries. */
    take(queue = 'kai-work'): { queue: string; messages: readonly TestMessage[] } {
      const messages = waiting.map((body) => messageOf(body))
      waiting = []
      return { queue, messages }
    },
  }
}
