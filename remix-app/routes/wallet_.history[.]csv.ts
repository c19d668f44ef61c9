// The history as a file, under the filter of the page: a plain link, which works without scripts.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { requireViewer } from '../lib/api.server.ts'
import { fileOrBack } from '../lib/export-file.server.ts'
import { filePathOf, queryOf, readHistoryFilter } from '../lib/history-query.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const filter = readHistoryFilter(new URL(request.url).searchParams)
  const api = filePathOf(filter)
  return fileOrBack(visit, { api, path: '/wallet/history', query: queryOf(filter) })
}
