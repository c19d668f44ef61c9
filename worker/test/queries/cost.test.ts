// Firestore bills and takes time for every index entry that a query passes over: a page must cost
// what it shows, however much of the same kind others have.
import { expect, onTestFinished, test } from 'vitest'
import { startAsking } from './asking.ts'
import { ALL_QUESTIONS } from './questions.ts'

test('every query of the product scans no more than its results and one entry', async () => {
  const { ask, harness } = await startAsking()
  onTestFinished(() => harness.close())
  const dear: string[] = []
  for (const question of ALL_QUESTIONS) {
    for (const { status, message, scanned, results } of await ask(question)) {
      if (status !== 'OK') dear.push(`${question.name}: ${message}`)
      if (scanned > results + 1) dear.push(`${question.name}: ${results} for ${scanned} entries`)
    }
  }
  expect(dear).toEqual([])
})
