// A failure among thousands of events helps nobody until it is small and comes again.
import { expect, test } from 'vitest'
import type { StoredDocument } from '../local/firestore/database.ts'
import { readIndexes } from '../local/stand-ins.ts'
import { MemoryStorage } from './memory-storage.ts'
import { runSeed } from './run-seed.ts'
import { only, shrink } from './shrink.ts'

const PERSON = 'balances/user1'

/** Loses what is written to one balance, from its third row on. */
class Forgetful extends MemoryStorage {
  override put(root: string, document: Omit<StoredDocument, 'id'>, before?: StoredDocument): void {
    const isThird = /"version":\{"integerValue":"[3-9]/.test(document.body)
    if (document.path.join('/') === PERSON && isThird) return
    super.put(root, document, before)
  }
}

test('a lost balance is noticed, and shown by as few acts as it takes', async () => {
  const options = { seed: 4, operations: 200, storage: () => new Forgetful(readIndexes()) }
  const failed = await runSeed(options)
  expect(failed.violation?.message).toMatch(/^I5: \w+ came without its balance$/)
  const { acts, faults, result } = await shrink(options, failed)
  expect(result.violation?.rule).toBe('I5')
  expect(acts.length).toBeLessThanOrEqual(2)
  expect(faults).toEqual([])
  const again = await runSeed({ ...options, ...only(acts, faults) })
  expect(again.hash).toBe(result.hash)
})

test('without the fault nothing is noticed', async () => {
  expect((await runSeed({ seed: 4, operations: 200 })).violation).toBeNull()
})
