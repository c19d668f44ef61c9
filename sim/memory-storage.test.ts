// The simulator's storage stands in for the embedded Firestore's: if it forgot an index entry, the
// simulated crons would overlook work that the real ones find.
import { expect, test } from 'vitest'
import { Database } from '../local/firestore/database.ts'
import { readIndexes } from '../local/stand-ins.ts'
import { runSeed } from './run-seed.ts'

test('a seed has the same history over SQLite', async () => {
  for (const seed of [2, 7, 11]) {
    const storage = new Database(':memory:', readIndexes())
    const overSqlite = await runSeed({ seed, operations: 250, storage: () => storage })
    const inMemory = await runSeed({ seed, operations: 250 })
    expect(overSqlite.violation).toBeNull()
    expect(inMemory.hash).toBe(overSqlite.hash)
    storage.close()
  }
})
