// The edge of the Worker, in order: request id, headers and log around everything; https; settings;
// then the API from its contract, its reference, and pages for the rest.
import { Hono } from 'hono'
import { OPERATIONS } from '../../shared/api/contract.ts'
import type { AppEnv } from './app-env.ts'
import { type Connect, connected, httpsOnly } from './connect.ts'
import { type CreateLog, edge } from './edge.ts'
import { createHandlers } from './handlers.ts'
import { createInside } from './inside.ts'
import { mount, routeOf } from './mount.ts'
import type { PageStore } from './page-cache.ts'
import { mountPages, type Pages } from './pages.ts'
import { problem, thrown } from './problem.ts'
import { mountReference, REFERENCE_PATHS } from './reference.ts'

export type { AppEnv, Connected } from './app-env.ts'

/** One an isolate. */
export function createApp(
  connect: Connect,
  pages: Pages,
  createLog: CreateLog,
  store?: PageStore,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const inside = createInside()
  app.use(edge(createLog, inside), httpsOnly, connected(connect))
  app.onError(thrown)

  const handlers = createHandlers()
  for (const operation of OPERATIONS) mount(app, operation, handlers)
  mountReference(app)
  for (const [path, methods] of methodsByPath()) refuseOtherMethods(app, path, methods)
  for (const path of ['/api', '/api/*']) app.all(path, (c) => problem(c, 'ROUTE_NOT_FOUND'))
  mountPages(app, pages, inside, store)
  return app
}

function methodsByPath(): Map<string, string[]> {
  const byPath = new Map<string, string[]>(REFERENCE_PATHS.map((path) => [path, ['GET']]))
  for (const { path, method } of OPERATIONS) {
    byPath.set(path, [...(byPath.get(path) ?? []), method])
  }
  return byPath
}

/** No CORS: the API is called from its own origin or from servers. */
function refuseOtherMethods(app: Hono<AppEnv>, path: string, methods: readonly string[]): void {
  const readable = methods.includes('GET') ? ['HEAD'] : []
  const allow = [...methods, ...readable, 'OPTIONS'].join(', ')
  app.all(routeOf(path), (c) => {
    c.set('route', path)
    c.header('allow', allow)
    return c.req.method === 'OPTIONS' ? c.body(null, 204) : problem(c, 'METHOD_NOT_ALLOWED')
  })
}
