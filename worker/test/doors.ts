// Addresses that only exist in this process: while a door is open, the global `fetch` reaches its
// handler, and a call to an address without a door throws instead of leaving the machine.
import type { Handler } from '../../local/serve.ts'
import { untilAborted } from '../adapters/testing.ts'

export type Interceptor = (request: Request, next: Handler) => Promise<Response> | Response

export interface Door {
  /** No trailing slash. */
  readonly url: string
  intercept(interceptor: Interceptor): () => void
  close(): void
}

const FIRST_PORT = 20_001
const doors = new Map<string, Handler>()
const realFetch = globalThis.fetch
let opened = 0

export function openDoor(handler: Handler): Door {
  const url = `http://127.0.0.1:${FIRST_PORT + opened}`
  opened += 1
  const interceptors: Interceptor[] = []
  doors.set(url, (request) => through(interceptors.toReversed(), handler, request))
  globalThis.fetch = fetchDoors
  return {
    url,
    intercept(interceptor) {
      interceptors.push(interceptor)
      return () => {
        const position = interceptors.indexOf(interceptor)
        if (position >= 0) interceptors.splice(position, 1)
      }
    },
    close() {
      doors.delete(url)
      if (doors.size === 0) globalThis.fetch = realFetch
    },
  }
}

const fetchDoors: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  const { origin } = new URL(request.url)
  const door = doors.get(origin)
  if (!door) throw new TypeError(`nothing stands in for ${origin}`)
  const own = input instanceof Request ? input.signal : null
  return untilAborted(door(request), init?.signal ?? own)
}

async function through(
  [first, ...rest]: readonly Interceptor[],
  handler: Handler,
  request: Request,
): Promise<Response> {
  if (!first) return handler(request)
  return first(request, (passed) => through(rest, handler, passed))
}
