// The log as operators search it: also when a service is away, each line is one JSON object.
import { afterEach, expect, test } from 'vitest'
import { post, theDoor } from './door.ts'

const door = theDoor()
const faults = (init: RequestInit) => fetch(`${door.facts.firestore}/__local/faults`, init)
afterEach(() => faults({ method: 'DELETE' }))

// The library that reads the price list prints its errors by itself.
test('an outage of the price list is logged in our format only', async () => {
  const before = (await door.logLines()).length
  await faults(post({ rules: [{ kind: 'reject', call: 'runQuery', status: 503 }] }))
  const answer = await door.send('/api/tokens/packages')
  expect(answer.status).toBe(503)
  await expect.poll(async () => (await linesSince(before)).join()).toContain('"outage"')
  const events = (await linesSince(before)).map((line) => JSON.parse(line).event)
  expect(events).toEqual(expect.arrayContaining(['printed', 'outage', 'request']))
})

const linesSince = async (before: number): Promise<string[]> =>
  (await door.logLines()).slice(before)
