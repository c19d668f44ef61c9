// A store over near misses that sees what each of its queries cost, one at a time.
import type { IndexFile } from '../../../local/firestore/index.ts'
import type { Handler } from '../../../local/serve.ts'
import { createHarness } from '../harness.ts'
import { NEAR_MISSES } from './near-misses.ts'
import type { Question } from './questions.ts'

/** One query as Firestore met it. */
export interface Asked {
  readonly call: string
  /** As it went over the wire. */
  readonly body: string
  /** The service's own word; `OK` if it was answered. */
  readonly status: string
  readonly message: string
  /** Names of the documents in their order, or the sums. */
  readonly answer: readonly string[]
  /** Documents, or index entries that were counted. */
  readonly results: number
  readonly scanned: number
  readonly reads: number
}

const QUERIES = ['runQuery', 'runAggregationQuery']

/** Close the harness at the end. `indexes`: in place of the product's file. */
export async function startAsking(indexes?: IndexFile) {
  const harness = createHarness(indexes && { indexes })
  const { services, firestore } = harness
  await services.store.atomically({}, () => ({ answer: null, changes: NEAR_MISSES }))
  let asked: Asked[] = []
  let last: Promise<unknown> = Promise.resolve()

  async function measure(request: Request, call: string, next: Handler): Promise<Response> {
    const body = await request.clone().text()
    const before = firestore.counters()
    const response = await next(request)
    const after = firestore.counters()
    asked.push({
      call,
      body,
      scanned: after.indexEntriesScanned - before.indexEntriesScanned,
      reads: after.documentsRead - before.documentsRead,
      ...answerFrom(await response.clone().text()),
    })
    return response
  }

  harness.intercept('firestore', (request, next) => {
    const call = request.url.slice(request.url.lastIndexOf(':') + 1)
    if (!QUERIES.includes(call)) return next(request)
    // Those sent together are answered one after the other, or their costs would mix.
    const measured = last.then(() => measure(request, call, next))
    last = measured.catch(() => undefined)
    return measured
  })

  /** What `work` asked; some of it may have been refused. */
  async function watch(work: () => Promise<unknown>): Promise<Asked[]> {
    asked = []
    await work().catch((error: unknown) => {
      if (asked.every(({ status }) => status === 'OK')) throw error
    })
    // Of several sent together the first refusal is the answer; the others still come.
    await last
    return asked
  }

  return {
    harness,
    watch,
    ask: (question: Question) => watch(() => question.ask(services.store)),
  }
}

/** Why a query is too dear: it was refused, or read more than it had to. */
export function blameOf({ body, status, message, scanned, results }: Asked): string[] {
  if (status !== 'OK') return [`${message} for ${body}`]
  const most = results + rangesOf(body)
  return scanned > most ? [`${results} results for ${scanned} entries: ${body}`] : []
}

/** Each value of an IN is a range of its own, of which one entry is looked at ahead. */
function rangesOf(body: string): number {
  const [, values = ''] = /"op":"IN","value":\{"arrayValue":\{"values":\[(.*?)\]/.exec(body) ?? []
  return Math.max(1, values.split('},{').length)
}

interface Element {
  readonly error?: { readonly status: string; readonly message: string }
  readonly document?: { readonly name: string }
  readonly result?: { readonly aggregateFields: { readonly count: { integerValue: string } } }
}

function answerFrom(text: string): Pick<Asked, 'status' | 'message' | 'answer' | 'results'> {
  const elements = [JSON.parse(text)].flat() as Element[]
  const error = elements[0]?.error
  if (error) return { ...error, answer: [], results: 0 }
  const sums = elements.flatMap(({ result }) => result?.aggregateFields ?? [])
  const names = elements.flatMap(({ document }) => document?.name ?? [])
  const [sum] = sums
  return {
    status: 'OK',
    message: '',
    answer: sum ? [JSON.stringify(sum)] : names,
    results: sum ? Number(sum.count.integerValue) : names.length,
  }
}
