// Whoever got a 2xx must find the money there, also after the machine's worst moment.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { int, orderBy, startFirestore, update, type WireDocument, where } from './test-client.ts'

const ROUNDS = 3
const WRITERS = 4
const ACKNOWLEDGED_MIN = 40

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
  const { createFirestore } = await import(process.argv[1] + '/index.ts')
  const { serve } = await import(process.argv[1] + '/../serve.ts')
  const indexes = { indexes: [], fieldOverrides: [] }
  const served = await serve(createFirestore({ file: process.argv[2], indexes }).fetch)
  console.log(served.url)
`

function startChild(): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--no-warnings', '--input-type=module', '-e', CHILD, import.meta.dirname, file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server ended before it was ready')))
    child.stdout?.once('data', (data) => resolve({ child, url: String(data).trim() }))
  })
}

/** Commits pairs of documents until the server is gone; gives the pairs that were acknowledged. */
async function writePairs(url: string, writer: string, acknowledged: string[]): Promise<void> {
  for (let at = 0; ; at++) {
    const pair = `${writer}-${at}`
    const fields = { pair: { stringValue: pair }, n: int(at) }
    const writes = [update(`left/${pair}`, fields), update(`right/${pair}`, fields)]
    try {
      const response = await fetch(`${url}/v1/projects/demo/databases/(default)/documents:commit`, {
        method: 'POST',
        headers: { authorization: 'Bearer owner' },
        body: JSON.stringify({ writes }),
      })
      if (response.ok) acknowledged.push(pair)
    } catch {
      return
    }
  }
}

async function untilAcknowledged(acknowledged: string[], count: number): Promise<void> {
  while (acknowledged.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('kill -9 in mid-traffic loses no acknowledged commit and leaves no half of one', async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { child, url } = await startChild()
    const gone = new Promise((resolve) => child.once('exit', resolve))
    const writers = Array.from({ length: WRITERS }, (_, each) =>
      writePairs(url, `${round}-${each}`, acknowledged),
    )
    await untilAcknowledged(acknowledged, (round + 1) * ACKNOWLEDGED_MIN)
    child.kill('SIGKILL')
    await Promise.all([gone, ...writers])
  }
  const db = startFirestore({ file })
  const all = { from: [{ collectionId: 'left' }], orderBy: [orderBy('pair')] }
  const left = await db.ids(all)
  const right = await db.ids({ ...all, from: [{ collectionId: 'right' }] })
  db.close()
  expect(right).toEqual(left)
  expect(left).toEqual(expect.arrayContaining(acknowledged))
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_MIN)
}, 60_000)

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
