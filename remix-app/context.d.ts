// Loaders and actions receive the Worker's PageContext and nothing else.
import type { PageContext } from '../shared/pages.ts'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends PageContext<Response> {}
}
