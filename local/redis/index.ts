// Local Upstash Redis: its REST protocol over an in-process store, or over a real Redis.
import { timingSafeEqual } from 'node:crypto'
import { withFaults } from '../faults.ts'
import { createInProcess } from './in-process.ts'
import { encoderOf, outcome, type RestCall, readCall } from './protocol.ts'
import { createRealRedis } from './real-redis.ts'
import { type Backend, RedisError } from './reply.ts'

export interface RedisOptions {
  /** What `Authorization: Bearer` must carry. */
  token: string
  /** A real Redis to pass the commands on to, e.g. `redis://127.0.0.1:6379`. */
  redisUrl?: string
  /** Milliseconds; the in-process store expires keys by it. */
  now?: () => number
  hangMs?: number
}

export interface Redis {
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}

export function createRedis(options: RedisOptions): Redis {
  const { redisUrl, now = Date.now } = options
  const backend = redisUrl ? createRealRedis(redisUrl) : createInProcess(now)
  // Fault rules name calls synchronously, so the body is read before they are asked.
  const calls = new WeakMap<Request, RestCall | RedisError>()
  const counters: Record<string, number> = {}

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/__local/counters') {
      if (request.method === 'DELETE')
        for (const name of Object.keys(counters)) delete counters[name]
      return Response.json({ calls: counters })
    }
    if (pathname.startsWith('/__local/')) return Response.json({}, { status: 404 })
    if (!authorised(request, options.token)) {
      const error = 'WRONGPASS invalid or missing auth token'
      return Response.json({ error }, { status: 401 })
    }
    const call = calls.get(request)
    if (!call || call instanceof RedisError) return refused(call?.message ?? 'ERR empty command')
    return answer(backend, call, request)
  }

  const faulty = withFaults(handle, {
    callOf: (request) => nameOf(calls.get(request)),
    rejection: (status) => Response.json({ error: 'ERR injected failure' }, { status }),
    ...(options.hangMs !== undefined && { hangMs: options.hangMs }),
  })

  return {
    async fetch(request) {
      if (!new URL(request.url).pathname.startsWith('/__local/')) {
        const call = await readCall(request).catch(asRefusal)
        calls.set(request, call)
        const name = nameOf(call)
        counters[name] = (counters[name] ?? 0) + 1
      }
      return faulty(request)
    },
    close: () => backend.close(),
  }
}

function asRefusal(error: unknown): RedisError {
  if (error instanceof RedisError) return error
  throw error
}

/**
 * The command's name in lower case. SDKs send even a single command as a pipeline of one, which
 * is named by its command too; `pipeline` has two or more.
 */
function nameOf(call: RestCall | RedisError | undefined): string {
  if (!call || call instanceof RedisError) return ''
  if (call.kind === 'multi') return 'multi-exec'
  if (call.commands.length !== 1) return 'pipeline'
  return call.commands[0]?.[0]?.toLowerCase() ?? ''
}

async function answer(backend: Backend, call: RestCall, request: Request): Promise<Response> {
  const encode = encoderOf(request)
  try {
    const run = call.kind === 'multi' ? backend.multi : backend.run
    const replies = await run(call.commands)
    if (call.kind !== 'single') {
      return Response.json(replies.map((reply) => outcome(reply, encode)))
    }
    const [reply = null] = replies
    if (reply instanceof RedisError) return refused(reply.message)
    return Response.json(outcome(reply, encode))
  } catch (error) {
    if (error instanceof RedisError) return refused(error.message)
    // Only the real Redis can be out of reach.
    const message = error instanceof Error ? error.message : String(error)
    return Response.json({ error: `ERR ${message}` }, { status: 502 })
  }
}

function refused(error: string): Response {
  return Response.json({ error }, { status: 400 })
}

function authorised(request: Request, token: string): boolean {
  const header = /^Bearer (.*)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const given = header ?? new URL(request.url).searchParams.get('_token') ?? ''
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
