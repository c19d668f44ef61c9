// A file behind a plain link: what could not be made leads back to the page of the link, which says
// why. Whoever pressed it must not be left with a file full of JSON.
import { redirect } from '@remix-run/cloudflare'
import type { Visit } from './api.server.ts'
import { signInPath } from './next-path.ts'

const FAULT = 'export'
const BUSY = 'busy'

interface Wanted {
  readonly api: string
  /** Of the page, and what stands in its address. */
  readonly path: string
  readonly query: URLSearchParams
}

export async function fileOrBack(
  { request, context }: Visit,
  { api, path, query }: Wanted,
): Promise<Response> {
  const file = await context.api(api)
  if (file.ok) return file
  if (file.status === 401) throw redirect(signInPath(request, 'ended'))
  const problem: { code?: unknown; rowsMax?: unknown } = await file.json()
  const rowsMax = problem.code === 'EXPORT_TOO_LARGE' ? Number(problem.rowsMax) : null
  return redirect(backPath({ path, query }, rowsMax), { status: 303 })
}

/** The page's address after a file that could not be made; `rowsMax`: it would have been larger. */
export function backPath({ path, query }: Omit<Wanted, 'api'>, rowsMax: number | null): string {
  const back = new URLSearchParams(query)
  back.set(FAULT, rowsMax === null ? BUSY : `over-${rowsMax}`)
  return `${path}?${back}`
}

export type ExportFault =
  | { readonly kind: 'too-large'; readonly rowsMax: number }
  | { readonly kind: 'busy' }

export function readExportFault(query: URLSearchParams): ExportFault | null {
  const fault = query.get(FAULT)
  if (fault === BUSY) return { kind: 'busy' }
  const [, rowsMax] = /^over-(\d{1,9})$/.exec(fault ?? '') ?? []
  return rowsMax ? { kind: 'too-large', rowsMax: Number(rowsMax) } : null
}
