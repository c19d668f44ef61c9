// The embedded stand-in of Stripe: one WHATWG handler over one SQLite file, called in process by
// tests and served over HTTP by `npm start`.
import { withFaults } from '../faults.ts'
import type { Handler } from '../serve.ts'
import { createAlarm, earliest } from './alarm.ts'
import { createApi, matchRoute } from './api.ts'
import { hosted, hostedCall } from './checkout.ts'
import { type ContextOf, contexts } from './context.ts'
import { type ControlOptions, control } from './control.ts'
import { runDue } from './due.ts'
import { rejection } from './errors.ts'
import { Hostility } from './hostile.ts'
import { Store } from './store.ts'
import type { StripeOptions, WebhookTarget } from './types.ts'
import { Webhooks } from './webhooks.ts'

export type { StripeOptions, WebhookTarget } from './types.ts'

export interface LocalStripe {
  fetch(request: Request): Promise<Response>
  /** Resolves when every delivery that is due was tried. */
  flushWebhooks(): Promise<void>
  setWebhook(webhook: WebhookTarget | undefined): void
  /** Expires, settles and fails whatever is due. */
  tick(): void
  close(): void
}

export function createStripe(options: StripeOptions): LocalStripe {
  const { now = Date.now } = options
  const store = new Store(options.file)
  const hostility = new Hostility()
  hostility.terms = options.hostile ?? null
  const contextOf = contexts(store, hostility, options)
  const tick = () => runDue(contextOf(null))
  const counters = new Map<string, number>()
  const retryMs = options.webhookRetryMs
  const send = options.fetch ?? fetch
  const delivery = { store, now, fetch: send, hostility, retryMs, tried: () => alarm.arm() }
  const webhooks = new Webhooks(delivery, options.webhook)
  const alarm = createAlarm(options.timers ?? true, () => {
    tick()
    webhooks.start()
    return { now: now(), next: earliest(webhooks.nextAt(), store.nextJobAt()) }
  })
  const door = doorsOf(contextOf, { webhooks, hostility, counters, tick })
  const answer = async (request: Request): Promise<Response> => {
    tick()
    const response = await door(request)
    alarm.arm()
    return response
  }
  const faulty = withFaults(answer, { callOf, rejection, hangMs: options.hangMs })
  alarm.arm()
  return {
    async fetch(request) {
      const call = callOf(request)
      if (call) counters.set(call, (counters.get(call) ?? 0) + 1)
      return faulty(request)
    },
    async flushWebhooks() {
      tick()
      await webhooks.flush()
    },
    setWebhook(webhook) {
      webhooks.setTarget(webhook)
      alarm.arm()
    },
    tick,
    close() {
      alarm.stop()
      webhooks.close()
      store.close()
    },
  }
}

function doorsOf(contextOf: ContextOf, controls: ControlOptions): Handler {
  const api = createApi(contextOf)
  return (request) => {
    const isControl = new URL(request.url).pathname.startsWith('/__local/')
    if (isControl) return control(contextOf(null), request, controls)
    return hostedCall(request) ? hosted(contextOf(null), request) : api(request)
  }
}

/** As the SDK names the call; '' for the local controls, which are neither counted nor failed. */
function callOf(request: Request): string {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/__local/')) return ''
  const match = matchRoute(request.method, pathname)
  return match?.route.name ?? hostedCall(request) ?? `${request.method} ${pathname}`
}
