// The thin REST client: one method a call, typed errors, timeouts, and a meter.
import { Outage } from '../../../shared/failure.ts'
import { type Fields, isInstant, type Value } from './values.ts'

export interface StoredDocument {
  readonly name: string
  readonly fields?: Fields
  readonly createTime: string
  readonly updateTime: string
}
export type Precondition = { exists: boolean } | { updateTime: string }
export interface Write {
  update: { name: string; fields: Fields }
  updateMask?: { fieldPaths: string[] }
  currentDocument?: Precondition
}
export interface CommitAnswer {
  writeResults: { updateTime?: string }[]
  commitTime: string
}
export interface Filter {
  fieldFilter: { field: { fieldPath: string }; op: string; value: Value }
}
/** Nothing to filter by is no filter: Firestore refuses an empty one. */
export type Where = { compositeFilter: { op: 'AND'; filters: Filter[] } } | undefined
export interface StructuredQuery {
  from: { collectionId: string }[]
  where?: Where
  orderBy?: { field: { fieldPath: string }; direction: 'ASCENDING' | 'DESCENDING' }[]
  startAt?: { values: (Value | { referenceValue: string })[]; before: boolean }
  limit: number
}

/** What is counted or added up; without a limit, all of it. */
export type Added = Omit<StructuredQuery, 'from' | 'limit'> & { readonly limit?: number }

/** How the service itself refused; `status` decides, because two of them share HTTP 409. */
export class FirestoreRefusal extends Error {
  override readonly name = 'FirestoreRefusal'
  readonly status: string

  constructor(status: string, message: string) {
    super(message)
    this.status = status
  }
}

/** The call may have been applied or not: no answer, a garbled one, or a server error. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

export interface Meter {
  calls: number
  reads: number
  writes: number
}

export interface FirestoreClientOptions {
  readonly projectId: string
  /** `https://firestore.googleapis.com`, or the emulator's origin. */
  readonly origin: string
  readonly token: () => Promise<string>
  /** Called when a token was refused, so that the next one is new. */
  readonly dropToken: () => void
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  readonly meter: Meter
}

export type FirestoreClient = ReturnType<typeof createFirestoreClient>

// A server error leaves open whether a commit was applied.
const UNKNOWN_OUTCOME = new Set([
  'UNAVAILABLE',
  'INTERNAL',
  'DEADLINE_EXCEEDED',
  'UNKNOWN',
  'CANCELLED',
])

/** One POST a call; a refused token is dropped and the call made once more. */
function createTransport(options: FirestoreClientOptions, base: string) {
  async function send(verb: string, body: unknown): Promise<unknown> {
    const token = await options.token()
    options.meter.calls += 1
    const response = await fetchWithTimeout(verb, token, body)
    if (response.status === 401) {
      await response.body?.cancel()
      return REFUSED_TOKEN
    }
    const json = await readJson(response)
    if (!response.ok) throw refusalOf(response.status, json)
    return json
  }

  async function fetchWithTimeout(verb: string, token: string, body: unknown): Promise<Response> {
    try {
      return await options.fetch(`${base}:${verb}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(options.timeoutMs),
      })
    } catch (cause) {
      throw new Unanswered(`${verb}: no answer`, { cause })
    }
  }

  return async (verb: string, body: unknown): Promise<unknown> => {
    const answer = await send(verb, body)
    if (answer !== REFUSED_TOKEN) return answer
    options.dropToken()
    const again = await send(verb, body)
    if (again === REFUSED_TOKEN) {
      throw new Outage('STORE_UNAVAILABLE', 'Firestore refused our token')
    }
    return again
  }
}

const REFUSED_TOKEN = Symbol('refused token')

export function createFirestoreClient(options: FirestoreClientOptions) {
  const database = `projects/${options.projectId}/databases/(default)`
  const post = createTransport(options, `${options.origin}/v1/${database}/documents`)

  return {
    nameOf: (path: string): string => `${database}/documents/${path}`,

    /** Missing documents are left out of the map. Throws FirestoreRefusal, Unanswered. */
    async batchGet(names: readonly string[]): Promise<Map<string, StoredDocument>> {
      const found = new Map<string, StoredDocument>()
      const missing = new Set<string>()
      for (const answer of elements<Got>(await post('batchGet', { documents: names }))) {
        if (answer.found) found.set(answer.found.name, answer.found)
        else if (answer.missing !== undefined) missing.add(answer.missing)
      }
      // Silence about a document doesn't mean that it isn't there.
      const known = (name: string): boolean => found.has(name) || missing.has(name)
      if (!names.every(known)) throw new Unanswered('batchGet: garbled')
      options.meter.reads += names.length
      return found
    },

    /** All or nothing. Throws FirestoreRefusal (nothing happened), Unanswered (nobody knows). */
    async commit(writes: readonly Write[]): Promise<CommitAnswer> {
      const answer = (await post('commit', { writes })) as Partial<CommitAnswer> | null
      if (!isWhole(answer, writes.length)) throw new Unanswered('commit: garbled')
      options.meter.writes += writes.length
      return answer
    },

    ...addingUp(post, options.meter),

    async runQuery(structuredQuery: StructuredQuery): Promise<StoredDocument[]> {
      const answers = elements<Matched>(await post('runQuery', { structuredQuery }))
      // That there is nothing is said in so many words; silence would leave people unpaid.
      const isSaid = ({ document, readTime }: Matched): boolean => !!(document ?? readTime)
      if (!answers.some(isSaid)) throw new Unanswered('runQuery: garbled')
      const documents = answers.flatMap(({ document }) => document ?? [])
      options.meter.reads += Math.max(1, documents.length)
      return documents
    },
  }
}

function addingUp(post: ReturnType<typeof createTransport>, meter: Meter) {
  return {
    /** Counts, and sums of integer fields by name, over one collection; now, or at a moment. */
    async aggregate(
      from: string,
      query: Added,
      sums: readonly string[],
      readTime?: string,
    ): Promise<Sums> {
      const asked = { ...aggregationOf(from, query, sums), ...(readTime && { readTime }) }
      const answer = elements<Aggregated>(await post('runAggregationQuery', asked))
      const { count, ...rest } = aggregatedFrom(answer)
      // As billed: one read for each thousand index entries.
      meter.reads += Math.max(1, Math.ceil(count / 1000))
      return { count, sums: rest, readTime: answer[0]?.readTime ?? '' }
    },
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new Unanswered(`garbled answer with status ${response.status}`, { cause })
  }
}

type Got = { found?: StoredDocument; missing?: string }
type Matched = { document?: StoredDocument; readTime?: string }
type Aggregated = { result?: { aggregateFields?: Fields }; readTime?: string }

/** Its times are used later, when it is too late to doubt them. */
function isWhole(answer: Partial<CommitAnswer> | null, count: number): answer is CommitAnswer {
  if (!answer?.writeResults || answer.writeResults.length !== count) return false
  const times = answer.writeResults.flatMap(({ updateTime }) => updateTime ?? [])
  return [answer.commitTime, ...times].every((time) => time !== undefined && isInstant(time))
}

export interface Sums {
  readonly count: number
  readonly sums: Readonly<Record<string, number>>
  /** The moment it is true of. */
  readonly readTime: string
}

function aggregationOf(from: string, query: Added, sums: readonly string[]) {
  const structuredQuery = { from: [{ collectionId: from }], ...query }
  const asked = sums.map((name) => ({ alias: name, sum: { field: { fieldPath: name } } }))
  const aggregations = [{ alias: 'count', count: {} }, ...asked]
  return { structuredAggregationQuery: { structuredQuery, aggregations } }
}

/** A double among what is added up makes the sum one: no number then, and no sum of ours. */
function aggregatedFrom([answer]: Aggregated[]): { count: number } & Record<string, number> {
  const sums = Object.entries(answer?.result?.aggregateFields ?? {}).map(
    ([name, value]) => [name, sumFrom(value)] as const,
  )
  const { count, ...rest } = Object.fromEntries(sums)
  if (count === undefined) throw new Unanswered('runAggregationQuery: garbled')
  return { ...rest, count }
}

const sumFrom = (value: Value): number =>
  'integerValue' in value ? Number(value.integerValue) : Number.NaN

/** The members of each element are Firestore's promise; that they are objects is checked. */
function elements<T>(json: unknown): T[] {
  const isList = Array.isArray(json) && json.every((each) => typeof each === 'object' && each)
  if (!isList) throw new Unanswered('expected a list of answers')
  return json
}

/** Errors come bare, or wrapped in a list from the streaming calls. */
function refusalOf(httpStatus: number, json: unknown): Error {
  const { error } = ((Array.isArray(json) ? json[0] : json) ?? {}) as {
    error?: { status?: string; message?: string }
  }
  // Without the service's own word it may come from anybody on the way, and means nothing.
  const status = error?.status ?? 'UNKNOWN'
  const text = `${status}: ${error?.message ?? `HTTP ${httpStatus}`}`
  return UNKNOWN_OUTCOME.has(status) ? new Unanswered(text) : new FirestoreRefusal(status, text)
}
