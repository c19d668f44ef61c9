// Firestore bills and takes time for every index entry that a query passes over: a page must cost
// what it shows, however much of the same kind others have.
import { expect, onTestFinished, test } from 'vitest'
import { startIsolate } from '../faults/isolate.ts'
import { ALL_ADDRESSES } from './addresses.ts'
import { blameOf, startAsking } from './asking.ts'
import { ALL_QUESTIONS } from './questions.ts'

async function start() {
  const asking = await startAsking()
  onTestFinished(() => asking.harness.close())
  return asking
}

test('every query of the store scans no more than its results and one entry a range', async () => {
  const { ask } = await start()
  const dear: string[] = []
  for (const question of ALL_QUESTIONS) dear.push(...(await ask(question)).flatMap(blameOf))
  expect(dear).toEqual([])
})

// Whoever adds a filter to the API must not have to remember the index it needs.
test('nor does any query that the API can be made to ask', async () => {
  const { harness, watch } = await start()
  const { send } = startIsolate(harness)
  const dear: string[] = []
  for (const { address, who } of ALL_ADDRESSES) {
    const asked = await watch(async () => {
      const answer = await send(address, { headers: { authorization: `Bearer ${who}` } })
      expect([address, answer.status]).toEqual([address, 200])
    })
    dear.push(...asked.flatMap(blameOf).map((blame) => `${address}: ${blame}`))
  }
  expect(dear).toEqual([])
  expect(ALL_ADDRESSES.length).toBeGreaterThan(100)
})

// Operators compare the product's own count with the bill.
test('what the product counts as reads is what is billed', async () => {
  const { harness, ask } = await start()
  for (const question of ALL_QUESTIONS) {
    const before = harness.meter.reads
    const asked = await ask(question)
    const billed = asked.reduce((sum, { reads }) => sum + reads, 0)
    expect([question.name, harness.meter.reads - before]).toEqual([question.name, billed])
    for (const { call, reads, results } of asked) {
      // One for a thousand entries added up, one for each document, and never less than one.
      const due = call === 'runQuery' ? results : Math.ceil(results / 1_000)
      expect([question.name, reads]).toEqual([question.name, Math.max(1, due)])
    }
  }
})
