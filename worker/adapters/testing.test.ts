// A timeout that a garbage collection swallows leaves a test waiting until its own end, now and
// then, and nobody finds out why.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { openDoor } from '../test/doors.ts'
import { fakeFetch } from './testing.ts'

const TIMEOUT_MS = 60
const nobody = () => new Promise<Response>(() => undefined)

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}

test.each([
  ['a switched fetch', () => fakeFetch(nobody).fetch],
  ['a door', openedDoor],
])('%s ends a call in time although memory was collected meanwhile', async (_, open) => {
  const call = open()
  const ended = call('http://127.0.0.1:1', { signal: AbortSignal.timeout(TIMEOUT_MS) })
  // Before the collection, or it would hold what only the call itself should hold.
  const outcome = ended.then(
    () => 'answered',
    (cause: Error) => cause.name,
  )
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  expect(await outcome).toBe('TimeoutError')
})

test('a call that is given up before it begins ends at once', async () => {
  const { fetch } = fakeFetch(nobody)
  const given = fetch('http://127.0.0.1:1', { signal: AbortSignal.abort(new Error('given up')) })
  await expect(given).rejects.toThrow('given up')
})

function openedDoor(): typeof fetch {
  const door = openDoor(nobody)
  onTestFinished(() => door.close())
  return (_, init) => fetch(door.url, init)
}
