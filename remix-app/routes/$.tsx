// Every address that is no page: the root's error page, with its header.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { pageProblem } from '../lib/api.server.ts'
import { COMMON } from '../words/common.ts'

export const meta = () => [{ title: COMMON.notFound }]

export function loader({ context }: LoaderFunctionArgs): never {
  throw pageProblem('ROUTE_NOT_FOUND', context.requestId)
}

export default function NotFound() {
  return null
}

export { ErrorPage as ErrorBoundary }
