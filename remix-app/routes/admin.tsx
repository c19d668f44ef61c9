// Around every page of the console: its menu, and the search by any id.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData } from '@remix-run/react'
import { ConsoleMenu } from '../components/console/ConsoleMenu.tsx'
import { ConsoleSearch } from '../components/console/ConsoleSearch.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { consolePlaces } from '../lib/console-places.server.ts'
import { useKeptFocus } from '../lib/kept-focus.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  requireAdmin({ request, context })
  return { groups: consolePlaces() }
}

/** Nothing that anybody does changes it. */
export const shouldRevalidate = () => false

export default function Console() {
  const { groups } = useLoaderData<typeof loader>()
  useKeptFocus()
  return (
    <div className="console">
      <div className="console-side no-print">
        <ConsoleSearch />
        <ConsoleMenu groups={groups} />
      </div>
      <div className="console-page">
        <Outlet />
      </div>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }
