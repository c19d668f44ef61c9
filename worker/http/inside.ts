// Pages call the API in process. Such a request is known by its identity as an object, which
// nobody outside can forge, and shares the outer request's id and meter.
import type { Meter } from './app-env.ts'

export interface Outer {
  readonly requestId: string
  readonly meter: Meter
}

export interface Inside {
  /** Marks a request as made by a page on behalf of `outer`. */
  enter(request: Request, outer: Outer): Request
  outerOf(request: Request): Outer | undefined
}

export function createInside(): Inside {
  const outers = new WeakMap<Request, Outer>()
  return {
    enter(request, outer) {
      outers.set(request, outer)
      return request
    },
    outerOf: (request) => outers.get(request),
  }
}
