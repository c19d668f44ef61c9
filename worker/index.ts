// The three doors. Wiring only.
import { waitUntil } from 'cloudflare:workers'
import { createRequestHandler } from '@remix-run/cloudflare'
// @ts-expect-error Made by `npm run build`, without types.
import * as build from '../remix-app/build/server/index.js'
import { captureConsole, createLog } from './adapters/log.ts'
import { parseSettings } from './env.ts'
import { type Connected, createApp } from './http/app.ts'
import { tick } from './jobs/cron.ts'
import { consume } from './jobs/queue.ts'
import type { Services } from './ports.ts'
import { createIsolate } from './services.ts'

captureConsole()

const connections = new WeakMap<object, Connected | { invalid: string[] }>()

/** Settings are parsed once an isolate; the bindings object is the isolate's. */
function connect(bindings: unknown): Connected | { invalid: string[] } {
  const known = connections.get(bindings as object)
  if (known) return known
  const made = open(bindings)
  connections.set(bindings as object, made)
  return made
}

function open(bindings: unknown): Connected | { invalid: string[] } {
  const parsed = parseSettings(bindings)
  if (!parsed.ok) return { invalid: parsed.fields }
  const isolate = createIsolate(parsed.settings, {
    fetch: (input, init) => fetch(input, init),
    random: { uuid: () => crypto.randomUUID(), fraction: Math.random },
    keepAlive: waitUntil,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  return { settings: parsed.settings, services: isolate.services }
}

/** For the doors without a visitor. Throws when misconfigured, so that the platform tries again. */
function servicesFor(bindings: unknown, door: string): Services {
  const log = createLog({ door })
  const connected = connect(bindings)
  if ('invalid' in connected) {
    log.error('configuration_invalid', { fields: connected.invalid })
    throw new Error('the configuration is not valid')
  }
  return connected.services({ calls: 0, reads: 0, writes: 0 }, log)
}

const handlePage = createRequestHandler(build, 'production')
// The only cache that a Worker fills itself; one in each place where Cloudflare answers.
const { default: nearby } = caches as CacheStorage & { readonly default: Cache }
const app = createApp(
  connect,
  (request, context) => handlePage(request, { ...context }),
  createLog,
  {
    version: build.assets.version,
    match: (key) => nearby.match(key),
    put: (key, page) => nearby.put(key, page),
    later: waitUntil,
  },
)

export default {
  fetch: (request, env, context) => app.fetch(request, env as object, context),
  queue: (batch, env) => consume(servicesFor(env, 'queue'), batch),
  scheduled: (event, env) => tick(servicesFor(env, 'cron'), event.cron),
} satisfies ExportedHandler
