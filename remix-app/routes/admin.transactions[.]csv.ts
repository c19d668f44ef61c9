// Everybody's rows as a file, under the filter of the page: a plain link.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { requireAdmin } from '../lib/api.server.ts'
import { LEDGER_API, ledgerFilters, ledgerInApi } from '../lib/console-ledger.server.ts'
import { given } from '../lib/console-list.server.ts'
import { LEDGER_PATH } from '../lib/console-paths.ts'
import { fileOrBack } from '../lib/export-file.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const address = new URL(request.url).searchParams
  const filters = given(address, ledgerFilters(address))
  const api = `${LEDGER_API}.csv?${new URLSearchParams(ledgerInApi(filters))}`
  return fileOrBack(visit, { api, path: LEDGER_PATH, query: new URLSearchParams(filters) })
}
