// What workerd offers and its tests use. Tests are checked in the world of Node, whose globals clash
// with those of @cloudflare/workers-types.
declare module 'cloudflare:workers' {
  export const env: object
  export function waitUntil(work: Promise<unknown>): void
}

declare module 'cloudflare:test' {
  type Execution = import('hono').ExecutionContext
  interface Message {
    id: string
    timestamp: Date
    attempts: number
    body: unknown
  }
  type Batch = import('../jobs/queue.ts').WorkBatch
  interface QueueResult {
    outcome: string
    explicitAcks: string[]
    retryMessages: { msgId: string; delaySeconds?: number }[]
  }
  export const SELF: { fetch(url: string, init?: RequestInit): Promise<Response> }
  export function createExecutionContext(): Execution
  export function createMessageBatch(queue: string, messages: Message[]): Batch
  export function getQueueResult(batch: Batch, context: Execution): Promise<QueueResult>
  export function createScheduledController(options: { cron: string }): { cron: string }
  export function waitOnExecutionContext(context: Execution): Promise<void>
}

interface ExportedHandler {
  fetch(
    request: Request,
    env: unknown,
    context: import('hono').ExecutionContext,
  ): Response | Promise<Response>
  queue(batch: import('../jobs/queue.ts').WorkBatch, env: unknown): Promise<void>
  scheduled(event: { cron: string }, env: unknown): Promise<void>
}
