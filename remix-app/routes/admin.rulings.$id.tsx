// A ruling is shown with the order that it is about.
import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import type { RulingView } from '../../shared/api/reviews.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const api = `/api/admin/rulings/${encodeURIComponent(params.id ?? '')}`
  const { purchaseId, id } = orPage(await callApi<RulingView>(visit, api))
  return redirect(`/admin/reviews/${purchaseId}#${id}`)
}

export default function RulingPage() {
  return null
}

export { ErrorPage as ErrorBoundary }
