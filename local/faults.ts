// Seeded faults in front of any stand-in, so that tests can ask "what if this call fails?".
import type { Handler } from './serve.ts'

export type FaultKind = 'latency' | 'reject' | 'drop' | 'hang' | 'garbage'

/**
 * One rule of `POST /__local/faults`. `reject` answers before the call is applied; `drop` applies
 * it, then never answers; `hang` never applies nor answers; `garbage` applies it and answers 200
 * with a body that isn't JSON; `latency` waits `ms` and goes on.
 */
export interface FaultRule {
  kind: FaultKind
  /** The call as the stand-in counts it (`commit`, `checkout.sessions.create`); `*` = all. */
  call?: string
  /** Substring of the request's path and query. */
  path?: string
  /** 0..1; default 1. */
  probability?: number
  /** Let this many matching calls through first; default 0. */
  skip?: number
  /** Fire at most this often; default: no bound. */
  times?: number
  /** `latency` only, milliseconds. */
  ms?: number
  /** `reject` only; default 503. */
  status?: number
}

interface ArmedRule extends FaultRule {
  seen: number
  fired: number
}

export interface FaultOptions {
  /** Name of a call, for `FaultRule.call`. */
  callOf(request: Request): string
  /** The service's own error body for a rejected call. */
  rejection(status: number): Response
  /** Longest wait of `drop` and `hang`; ended sooner by the client's abort. Milliseconds. */
  hangMs?: number
}

const HANG_MS_DEFAULT = 120_000

/** Wraps a stand-in; answers `GET`, `POST` and `DELETE /__local/faults` itself. */
export function withFaults(handler: Handler, options: FaultOptions): Handler {
  const rules = createRules(options.callOf)
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/__local/faults') return rules.control(request)
    const rule = pathname.startsWith('/__local/') ? undefined : rules.pick(request)
    return rule ? strike(rule, request, handler, options) : handler(request)
  }
}

function createRules(callOf: FaultOptions['callOf']) {
  let rules: ArmedRule[] = []
  let random = seeded(1)

  function matches(rule: ArmedRule, request: Request): boolean {
    const { pathname, search } = new URL(request.url)
    if (rule.call && rule.call !== '*' && rule.call !== callOf(request)) return false
    return !rule.path || `${pathname}${search}`.includes(rule.path)
  }

  return {
    async control(request: Request): Promise<Response> {
      if (request.method === 'DELETE') rules = []
      if (request.method === 'POST') {
        const body = (await request.json()) as { seed?: number; rules: FaultRule[] }
        if (body.seed !== undefined) random = seeded(body.seed)
        rules = [...rules, ...body.rules.map((rule) => ({ ...rule, seen: 0, fired: 0 }))]
      }
      return Response.json({ rules })
    },

    /** The first rule that fires; the ones before it have counted the call. */
    pick(request: Request): ArmedRule | undefined {
      return rules.find((rule) => {
        if (!matches(rule, request)) return false
        rule.seen += 1
        if (rule.seen <= (rule.skip ?? 0) || rule.fired >= (rule.times ?? Infinity)) return false
        if (random() >= (rule.probability ?? 1)) return false
        rule.fired += 1
        return true
      })
    },
  }
}

async function strike(
  rule: FaultRule,
  request: Request,
  handler: Handler,
  { hangMs = HANG_MS_DEFAULT, rejection }: FaultOptions,
): Promise<Response> {
  switch (rule.kind) {
    case 'latency':
      await pause(rule.ms ?? 100, request.signal)
      return handler(request)
    case 'reject':
      return rejection(rule.status ?? 503)
    case 'hang':
      await pause(hangMs, request.signal)
      return rejection(503)
    case 'drop':
      await handler(request)
      await pause(hangMs, request.signal)
      return rejection(503)
    case 'garbage':
      await handler(request)
      return new Response('<!doctype html>\u0000not json', { status: 200 })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** mulberry32: small, seeded, good enough to pick which call fails. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
