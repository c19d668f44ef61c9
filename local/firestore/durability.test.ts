// Whoever got a 2xx must find the money there, also after the machine's worst moment.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  documentsOf,
  int,
  orderBy,
  startFirestore,
  type TestFirestore,
  text,
  update,
  type WireDocument,
  where,
} from './test-client.ts'
import { parseTimestamp } from './timestamps.ts'

const WRITERS = 4
const COMMITS = 1_000
/** After so many acknowledged commits the server is killed, whatever it is doing. */
const KILLS = [137, 301, 302, 640, 871]
/** Each restart finds the machine's clock an hour earlier. */
const CLOCK_STEP_MS = -3_600_000

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'firestore-'))
  file = join(directory, 'data.sqlite')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** A server of its own process, printing its URL. */
const CHILD = `
  const [, folder, file, aheadMs] = process.argv
  const { createFirestore } = await import(folder + '/index.ts')
  const { serve } = await import(folder + '/../serve.ts')
  const indexes = { indexes: [], fieldOverrides: [] }
  const nowMicros = () => BigInt(Date.now() + Number(aheadMs)) * 1000n
  const served = await serve(createFirestore({ file, indexes, nowMicros }).fetch)
  console.log(served.url)
`

function startChild(aheadMs: number): Promise<{ child: ChildProcess; url: string }> {
  const script = ['--no-warnings', '--input-type=module', '-e', CHILD]
  const args = [...script, import.meta.dirname, file, String(aheadMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server ended before it was ready')))
    child.stdout?.once('data', (data) => resolve({ child, url: String(data).trim() }))
  })
}

/** What was promised: a pair of documents, and the instant of their commit. */
type Acknowledged = Map<string, bigint>

/** Commits until the server is gone, or `isEnough`: two new documents, and one that is changed. */
async function write(
  url: string,
  writer: string,
  acknowledged: Acknowledged,
  isEnough: () => boolean,
): Promise<void> {
  for (let at = 0; !isEnough(); at++) {
    const pair = `${writer}-${at}`
    const fields = { pair: text(pair), n: int(at) }
    const paths = [`left/${pair}`, `right/${pair}`, `heads/${writer}`]
    try {
      const response = await fetch(`${url}/v1/projects/demo/databases/(default)/documents:commit`, {
        method: 'POST',
        headers: { authorization: 'Bearer owner' },
        body: JSON.stringify({ writes: paths.map((path) => update(path, fields)) }),
      })
      const { commitTime } = (await response.json()) as { commitTime: string }
      acknowledged.set(pair, parseTimestamp(commitTime))
    } catch {
      return
    }
  }
}

/** One life of the server: it ends when `count` commits are acknowledged. */
async function live(round: number, acknowledged: Acknowledged, count: number): Promise<void> {
  const { child, url } = await startChild(round * CLOCK_STEP_MS)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const isEnough = () => acknowledged.size >= count
  const writers = Array.from({ length: WRITERS }, (_, each) =>
    write(url, `${round}-${each}`, acknowledged, () => acknowledged.size >= COMMITS),
  )
  while (!isEnough()) await new Promise((resolve) => setTimeout(resolve, 1))
  child.kill('SIGKILL')
  await Promise.all([gone, ...writers])
}

/** Documents by id, read through the index of one of their fields. */
async function readBy(db: TestFirestore, collectionId: string, field: string) {
  const { body } = await db.query({ from: [{ collectionId }], orderBy: [orderBy(field)] })
  const found = documentsOf(body)
  const byId = new Map(found.map((each) => [each.name.split('/').at(-1) ?? '', each]))
  // An entry that outlived its document's change would show it twice.
  expect(byId.size).toBe(found.length)
  return byId
}

const timesOf = (documents: ReadonlyMap<string, WireDocument>) =>
  new Map([...documents].map(([id, { updateTime }]) => [id, parseTimestamp(updateTime)]))

describe('kill -9 in the middle of 1,000 commits', () => {
  test('loses none that was acknowledged, and leaves no half of one', async () => {
    const acknowledged: Acknowledged = new Map()
    const ends = [...KILLS, COMMITS]
    for (const [round, count] of ends.entries()) await live(round, acknowledged, count)

    const db = startFirestore({ file })
    const left = await readBy(db, 'left', 'pair')
    const times = timesOf(left)
    for (const [pair, commitTime] of acknowledged) expect(times.get(pair), pair).toBe(commitTime)
    // At most what each writer had under way when it was killed was applied besides.
    expect(left.size).toBeLessThanOrEqual(acknowledged.size + ends.length * WRITERS)
    expect(timesOf(await readBy(db, 'right', 'pair'))).toEqual(times)
    expect(timesOf(await readBy(db, 'left', 'n'))).toEqual(times)
    for (const [writer, head] of await readBy(db, 'heads', 'n')) {
      const own = [...times].filter(([pair]) => pair.startsWith(`${writer}-`))
      const [pair, time] = own.reduce((a, b) => (a[1] > b[1] ? a : b))
      expect([head.fields?.pair, parseTimestamp(head.updateTime)]).toEqual([text(pair), time])
    }
    db.close()
  })

  // A guard compares instants: one given out twice would let a stale write through.
  test('commit times go on rising, though each restart finds an earlier clock', async () => {
    const acknowledged: Acknowledged = new Map()
    let before = 0n
    for (const [round, count] of [20, 40, 60].entries()) {
      await live(round, acknowledged, count)
      const own = [...acknowledged].filter(([pair]) => pair.startsWith(`${round}-`))
      for (const [pair, time] of own) expect(time, pair).toBeGreaterThan(before)
      before = [...acknowledged.values()].sort((a, b) => Number(a - b)).at(-1) ?? 0n
    }
    expect(new Set(acknowledged.values()).size).toBe(acknowledged.size)
  })
})

test('after a restart documents, indexes and the order of commit times go on', async () => {
  const late = () => 1_900_000_000_000_000n
  const first = startFirestore({ file, nowMicros: late })
  await first.commit(update('c/x', { n: int(1) }))
  const before = await first.get('c/x')
  first.close()

  const second = startFirestore({ file, nowMicros: () => late() - 1_000_000n })
  expect(await second.get('c/x')).toEqual(before)
  const from = [{ collectionId: 'c' }]
  expect(await second.ids({ from, where: where('n', 'EQUAL', int(1)) })).toEqual(['x'])
  await second.commit(update('c/x', { n: int(2) }))
  const after: WireDocument = await second.get('c/x')
  expect(Date.parse(after.updateTime)).toBeGreaterThanOrEqual(Date.parse(before.updateTime))
  expect(after.updateTime).not.toBe(before.updateTime)
  second.close()
})

test('another index file than last time indexes what is already there', async () => {
  const first = startFirestore({ file })
  await first.commit(
    update('c/x', { a: int(1), b: int(1) }),
    update('c/y', { a: int(1), b: int(2) }),
  )
  first.close()
  const fields = [
    { fieldPath: 'a', order: 'ASCENDING' as const },
    { fieldPath: 'b', order: 'DESCENDING' as const },
  ]
  const index = { collectionGroup: 'c', queryScope: 'COLLECTION' as const, fields }
  const second = startFirestore({ file, indexes: { indexes: [index], fieldOverrides: [] } })
  const filter = where('a', 'EQUAL', int(1))
  const query = {
    from: [{ collectionId: 'c' }],
    where: filter,
    orderBy: [orderBy('b', 'DESCENDING')],
  }
  expect(await second.ids(query)).toEqual(['y', 'x'])
  second.close()
})
