// A list of the console: its filters stand in the page's address, under the API's own names.
import { callApi, listSection, type Section, type Visit } from './api.server.ts'

export interface Page<Row> {
  readonly items: Row[]
  readonly nextCursor: string | null
}

export interface ConsoleListData<Row, List extends Page<Row> = Page<Row>> {
  /** Of the page, without its filters. */
  readonly path: string
  /** Its filters, and the cursor. */
  readonly query: string
  /** The filters alone, for the form that sets them. */
  readonly filters: Readonly<Record<string, string>>
  readonly filtered: boolean
  readonly list: Section<List>
}

interface Asked {
  readonly api: string
  readonly path: string
  /** Names of its filters; what else stands in the address is not asked for. */
  readonly filters: readonly string[]
  /** What the API is asked beside them. */
  readonly also?: Readonly<Record<string, string>>
  /** Filters as the API has them, where a page writes them otherwise. */
  readonly toApi?: (filters: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

export async function readList<Row, List extends Page<Row> = Page<Row>>(
  visit: Visit,
  { api, path, filters: names, also, toApi = (filters) => filters }: Asked,
): Promise<ConsoleListData<Row, List>> {
  const address = new URL(visit.request.url).searchParams
  const filters = given(address, names)
  const cursor = given(address, ['cursor'])
  const asked = new URLSearchParams({ ...also, ...toApi(filters), ...cursor })
  const answer = await callApi<List>(visit, `${api}?${asked}`)
  const [query, start] = [{ ...filters, ...cursor }, filters].map((of) => new URLSearchParams(of))
  const shown = { path, query: `${query}`, filters, filtered: Object.keys(filters).length > 0 }
  // A filter that nobody can mean is told beside it; the page stays.
  if (!answer.ok && answer.problem.code === 'REQUEST_INVALID') {
    return { ...shown, list: { value: null, problem: answer.problem } }
  }
  return { ...shown, list: listSection(answer, `${path}?${start}`) }
}

/** What stands in the address under these names. */
export function given(from: URLSearchParams, names: readonly string[]): Record<string, string> {
  const all = names.map((name) => [name, from.get(name)?.trim() ?? ''] as const)
  return Object.fromEntries(all.filter(([, value]) => value !== ''))
}
