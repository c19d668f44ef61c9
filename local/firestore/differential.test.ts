// The stand-in against Google's own emulator: the same random commits and queries, the same
// answers. What passes here and fails there would fail in production.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '../faults.ts'
import { type Emulator, findEmulator, startEmulator } from './emulator.ts'
import { type Answer, documentsOf, ROOT, readAnswer, startFirestore } from './test-client.ts'
import { parseTimestamp } from './timestamps.ts'
import {
  randomAggregation,
  randomQuery,
  randomWrites,
  TIMES,
  WORKLOAD_INDEXES,
} from './workload.ts'

const SEEDS = [1, 2, 25]
const COMMITS = 50
const QUERIES_PER_COMMIT = 2
/** Index refusals the emulator doesn't know; more would mean the workload proves nothing. */
const REFUSED_SHARE_MAX = 0.1

type Call = (method: string, path: string, body?: unknown) => Promise<Answer>

/** One of the two servers, with its instants translated into numbers of commits. */
class Side {
  readonly #call: Call
  readonly #commits = new Map<bigint, number>()

  constructor(call: Call) {
    this.#call = call
  }

  /** `updateTime` in a guard is written as the path of a document, or as STALE. */
  async commit(writes: object[], paths: string[]): Promise<unknown> {
    const times = new Map<string, string>()
    for (const path of paths) times.set(path, await this.#updateTime(path))
    const text = JSON.stringify({ writes }, (key, value) =>
      key === 'updateTime' ? (times.get(value) ?? TIMES.stale) : value,
    )
    const { status, body } = await this.#call('POST', ':commit', JSON.parse(text))
    if (status !== 'OK') return status
    const { commitTime, writeResults } = body as { commitTime: string; writeResults: object[] }
    this.#commits.set(parseTimestamp(commitTime), this.#commits.size)
    return this.#translate(writeResults)
  }

  async query(parent: string, structuredQuery: object): Promise<unknown> {
    const { status, body } = await this.#call('POST', `${parent}:runQuery`, { structuredQuery })
    return status === 'OK' ? this.#translate(documentsOf(body)) : status
  }

  async aggregate(structuredAggregationQuery: object): Promise<unknown> {
    const body = { structuredAggregationQuery }
    const answer = await this.#call('POST', ':runAggregationQuery', body)
    if (answer.status !== 'OK') return answer.status
    return (answer.body as { result: unknown }[])[0]?.result
  }

  async #updateTime(path: string): Promise<string> {
    const { body } = await this.#call('GET', `/${path}`)
    return (body as { updateTime?: string }).updateTime ?? TIMES.stale
  }

  /**
   * Stored times become "which commit"; REQUEST_TIME differs by nature. A verified document that
   * isn't there has a time of no commit in the emulator, and none here.
   */
  #translate(value: unknown): unknown {
    return JSON.parse(JSON.stringify(value), (key, inner) => {
      if (key === 'updateTime' || key === 'createTime') {
        return this.#commits.get(parseTimestamp(inner))
      }
      return key === 'timestampValue' && !TIMES.all.includes(inner) ? 'request time' : inner
    })
  }
}

const location = findEmulator()
let emulator: Emulator | undefined

beforeAll(async () => {
  if ('jar' in location) emulator = await startEmulator(location.jar)
}, 60_000)
afterAll(() => emulator?.stop())

function sides(): { ours: Side; theirs: Side; clear(): Promise<unknown> } {
  const local = startFirestore({ indexes: WORKLOAD_INDEXES })
  const remote: Call = async (method, path, body) => {
    const response = await fetch(`${emulator?.url}/v1/${ROOT}${path}`, {
      method,
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    return readAnswer(response)
  }
  const clear = () => fetch(`${emulator?.url}/emulator/v1/${ROOT}`, { method: 'DELETE' })
  return { ours: new Side(local.call), theirs: new Side(remote), clear }
}

for (const seed of SEEDS) {
  test(`seed ${seed}: commits and queries answer as Google's emulator does`, async (context) => {
    if (!emulator) return context.skip('reason' in location ? location.reason : 'not started')
    const random = seeded(seed)
    const { ours, theirs, clear } = sides()
    await clear()
    let [asked, refused] = [0, 0]
    for (let at = 0; at < COMMITS; at++) {
      const { writes, paths } = randomWrites(random)
      const shown = `commit ${at} of seed ${seed}: ${JSON.stringify(writes)}`
      expect(await ours.commit(writes, paths), shown).toEqual(await theirs.commit(writes, paths))
      for (let query = 0; query < QUERIES_PER_COMMIT; query++) {
        const { parent, structuredQuery } = randomQuery(random)
        const [mine, google] = await Promise.all([
          ours.query(parent, structuredQuery),
          theirs.query(parent, structuredQuery),
        ])
        asked += 1
        if (mine === 'FAILED_PRECONDITION') refused += 1
        else expect(mine, JSON.stringify({ seed, at, structuredQuery })).toEqual(google)
      }
      const aggregation = randomAggregation(random)
      const sum = await ours.aggregate(aggregation)
      expect(sum, JSON.stringify(aggregation)).toEqual(await theirs.aggregate(aggregation))
    }
    expect(refused / asked).toBeLessThan(REFUSED_SHARE_MAX)
  }, 120_000)
}
