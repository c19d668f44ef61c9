// The ways in which one call to a service can go wrong.
import { injectedRejection } from '../../../local/firestore/errors.ts'
import { rejection } from '../../../local/stripe/errors.ts'
import type { Call, Plan } from './calls.ts'

export type Break = (call: Call) => Promise<Response>

const rejects =
  (status: number): Break =>
  async ({ service }) =>
    service === 'firestore' ? injectedRejection(status) : rejection(status)

const lost = (): never => {
  throw new TypeError('connection lost')
}
const never = (): Promise<never> => new Promise(() => undefined)

/** `answers`: refused before anything happens. The others name what becomes of call and answer. */
export const BREAKS = {
  'answers 401': rejects(401),
  'answers 409': rejects(409),
  'answers 429': rejects(429),
  'answers 500': rejects(500),
  'answers 503': rejects(503),
  'answers 504': rejects(504),
  'never arrives': async () => lost(),
  'is applied and its answer lost': async (call) => {
    await call.proceed()
    return lost()
  },
  'is applied and answered by a gateway': async (call) => {
    await call.proceed()
    return new Response('<h1>502 Bad Gateway</h1>', { status: 502 })
  },
  'is applied and answered with garbage': async (call) => {
    await call.proceed()
    return new Response('<!doctype html>\u0000not json', { status: 200 })
  },
  'is applied and its answer cut off': async (call) => {
    const answer = await call.proceed()
    const text = await answer.text()
    return new Response(text.slice(0, text.length / 2), { status: answer.status })
  },
  'is applied and answered with nothing in it': async (call) => {
    await call.proceed()
    return Response.json(call.service === 'firestore' ? [] : {})
  },
} as const satisfies Record<string, Break>

/** Ended by the caller's own timeout only. */
export const HANGS = {
  hangs: never,
  'is applied and hangs': async (call) => {
    await call.proceed()
    return never()
  },
} as const satisfies Record<string, Break>

export type BreakName = keyof typeof BREAKS | keyof typeof HANGS
const ALL: Readonly<Record<BreakName, Break>> = { ...BREAKS, ...HANGS }
export const BREAK_NAMES = Object.keys(BREAKS) as (keyof typeof BREAKS)[]
export const HANG_NAMES = Object.keys(HANGS) as (keyof typeof HANGS)[]

/** Kinds that differ most, where trying all of them would take too long. */
export const FEW_BREAKS = [
  'answers 503',
  'is applied and its answer lost',
  'is applied and answered with garbage',
] as const satisfies readonly BreakName[]

export interface Fault {
  readonly index: number
  readonly how: BreakName
}

/** Each fault meets one call. */
export function once(...faults: readonly Fault[]): Plan {
  return {
    meet(call) {
      const fault = faults.find(({ index }) => index === call.index)
      return fault && ALL[fault.how](call)
    },
  }
}

/** From that call on every call to the same service goes wrong, until somebody notices. */
export function outage({ index, how }: Fault): Plan {
  let down: Call['service'] | undefined
  let over = false
  return {
    meet(call) {
      if (call.index === index) down = call.service
      return !over && call.service === down ? ALL[how](call) : undefined
    },
    noticed() {
      if (down) over = true
    },
  }
}
