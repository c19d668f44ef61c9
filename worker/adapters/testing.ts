// What adapter tests share: a clock set by hand, a log that is read, a fetch that is switched.
import type { Clock, Log } from '../ports.ts'

/** 2026-01-02T03:04:05Z */
export const START_MS = 1_767_323_045_000

export function handClock(ms = START_MS): Clock & { pass(ms: number): void } {
  let now = ms
  return {
    now: () => now,
    pass: (passed) => {
      now += passed
    },
  }
}

export function keptLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = []
  const keep = (event: string) => void lines.push(event)
  return { info: keep, warn: keep, error: keep, lines }
}

type Answer = (request: Request) => Response | Promise<Response>

/** Counts calls; `answer` can be replaced while a test runs. Aborts as the real one does. */
export function fakeFetch(first: Answer) {
  const state = { calls: 0, answer: first }
  const run = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    state.calls += 1
    return untilAborted(state.answer(request), init?.signal)
  }
  return { state, fetch: run as typeof fetch }
}

/**
 * Like a real connection: the caller gives up, while the other side may go on. Takes the caller's
 * own signal: that of a `Request` made from it may be collected before it fires, and then whoever
 * waits does so for ever.
 */
export async function untilAborted(
  answer: Promise<Response> | Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (!signal) return answer
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([answer, aborted])
}
