// Counts the product's calls to Firestore and Stripe in their order, and lets a plan break each.
import type { Handler } from '../../../local/serve.ts'
import { matchRoute } from '../../../local/stripe/api.ts'
import type { Harness } from '../harness.ts'

export type Service = 'firestore' | 'stripe'

export interface Call {
  /** From 1, over both services. */
  readonly index: number
  readonly service: Service
  /** `commit`, `checkout.sessions.create`, ... */
  readonly name: string
  readonly request: Request
  /** The stand-in applies and answers it. */
  proceed(): Promise<Response>
}

export interface Plan {
  /** What becomes of a call; undefined: nothing special. */
  meet(call: Call): Promise<Response> | undefined
  /** Somebody noticed: an outage ends. */
  noticed?(): void
  /** Nothing goes wrong any more, and what was held back happens. */
  heal?(): Promise<void>
}

export interface Calls {
  /** Names so far. */
  readonly names: readonly string[]
  /** How many of them met with something special. */
  readonly struck: number
  /** Calls are counted from 1 again. */
  follow(plan: Plan): void
  noticed(): void
  heal(): Promise<void>
}

const PEACE: Plan = { meet: () => undefined }

export function watchCalls(harness: Harness): Calls {
  let names: string[] = []
  let struck = 0
  let plan = PEACE
  const watch = (service: Service) => (request: Request, next: Handler) => {
    const name = nameOf(service, request)
    names.push(name)
    const proceed = async () => next(request)
    const special = plan.meet({ index: names.length, service, name, request, proceed })
    if (special) struck += 1
    return special ?? proceed()
  }
  harness.intercept('firestore', watch('firestore'))
  harness.intercept('stripe', watch('stripe'))
  return {
    get names() {
      return names
    },
    get struck() {
      return struck
    },
    follow(next) {
      names = []
      struck = 0
      plan = next
    },
    noticed: () => plan.noticed?.(),
    async heal() {
      const ended = plan
      plan = PEACE
      await ended.heal?.()
    },
  }
}

export function nameOf(service: Service, { method, url }: Request): string {
  const { pathname } = new URL(url)
  if (service === 'stripe') return matchRoute(method, pathname)?.route.name ?? pathname
  return pathname.slice(pathname.lastIndexOf(':') + 1)
}
