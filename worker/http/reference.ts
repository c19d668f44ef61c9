// The public documents of the API; they need no service, so neither caller nor limit.
import type { Hono } from 'hono'
import type { AppContext, AppEnv } from './app-env.ts'
import { cacheable } from './cacheable.ts'
import { openApi } from './openapi.ts'
import { referencePage } from './reference-page.ts'
import { REFERENCE_STYLE } from './reference-style.ts'

const API_VERSION = '1.0.0'
const SECONDS = 300

const DOCUMENTS = {
  '/api/openapi.json': ['application/json', () => JSON.stringify(openApi(API_VERSION))],
  '/api/docs': ['text/html; charset=utf-8', () => referencePage(API_VERSION)],
  '/api/docs.css': ['text/css; charset=utf-8', () => REFERENCE_STYLE],
} as const satisfies Record<string, readonly [string, () => string]>

export const REFERENCE_PATHS: readonly string[] = Object.keys(DOCUMENTS)

export function mountReference(app: Hono<AppEnv>): void {
  for (const [path, [type, make]] of Object.entries(DOCUMENTS)) {
    let made: string | undefined
    app.get(path, (c: AppContext) => {
      c.set('route', path)
      made ??= make()
      return cacheable(c, made, type, SECONDS)
    })
  }
}
