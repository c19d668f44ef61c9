// The history as a file, under the filter of the page: a plain link, which works without scripts.
import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { requireViewer } from '../lib/api.server.ts'
import { faultPath, filePathOf, readHistoryFilter } from '../lib/history-query.server.ts'
import { signInPath } from '../lib/next-path.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  requireViewer({ request, context })
  const filter = readHistoryFilter(new URL(request.url).searchParams)
  const file = await context.api(filePathOf(filter))
  if (file.ok) return file
  if (file.status === 401) throw redirect(signInPath(request, 'ended'))
  // Whoever pressed a link must not be left with a file full of JSON.
  const problem: { code?: unknown; rowsMax?: unknown } = await file.json()
  const rowsMax = problem.code === 'EXPORT_TOO_LARGE' ? Number(problem.rowsMax) : null
  return redirect(faultPath(filter, rowsMax), { status: 303 })
}
