// A hundred thousand rows: the console must open as fast as with a hundred, and cost no more.
import { expect, test } from 'vitest'
import type { AdminTransactionList } from '../../../shared/api/ledger.ts'
import { toInstant } from '../../../shared/instant.ts'
import { tokens } from '../../../shared/tokens.ts'
import { pathOf, SPELLINGS } from '../../adapters/firestore/documents.ts'
import type { Fields } from '../../adapters/firestore/values.ts'
import { SHARDS, type TokenTransaction } from '../../domain/ledger.ts'
import { RAIN } from '../../test/betting.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import type { Harness } from '../../test/harness.ts'
import { rowOf } from '../../test/queries/near-misses.ts'
import { PROJECT_ID } from '../../test/settings.ts'
import { ADMIN, ALICE, startHarness } from '../../test/start.ts'
import { READS_MAX } from '../../use-cases/search-back.ts'

const ROWS = 100_000
/** The newest are whole; of those that no first page may read there is what indexes are made of. */
const WHOLE = 2_000
const WRITES_MAX = 500
const PAGE = 25
const headers = { authorization: `Bearer ${ADMIN}` }

function rowAt(n: number): TokenTransaction {
  const row = rowOf(n)
  return { ...row, seq: n, shard: n % SHARDS, amount: tokens((n % 900) + 1), timestamp: timeOf(n) }
}
const timeOf = (n: number): number => Date.UTC(2026, 0, 1) * 1000 + n * 1_000_000

const INDEXED = ['id', 'userId', 'type', 'predictionId', 'shard', 'timestamp', 'seq']
const encode = SPELLINGS.row.encode as (row: TokenTransaction) => Fields

function fieldsAt(row: TokenTransaction, n: number): Fields {
  const fields = encode(row)
  if (n >= ROWS - WHOLE) return fields
  return Object.fromEntries(INDEXED.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])))
}

async function fill({ firestore }: Harness): Promise<void> {
  const root = `projects/${PROJECT_ID}/databases/(default)/documents`
  const init = { method: 'POST', headers: { authorization: 'Bearer owner' } }
  for (let first = 0; first < ROWS; first += WRITES_MAX) {
    const writes = Array.from({ length: WRITES_MAX }, (_, i) => {
      const row = rowAt(first + i)
      const name = `${root}/${pathOf('row', row.id)}`
      return { update: { name, fields: fieldsAt(row, first + i) } }
    })
    const url = `http://127.0.0.1/v1/${root}:commit`
    const request = new Request(url, { ...init, body: JSON.stringify({ writes }) })
    const answer = await firestore.fetch(request)
    if (!answer.ok) throw new Error(await answer.text())
  }
}

const from = toInstant(timeOf(ROWS - 1_000))
/** With an index of its own each reads what it shows; what is looked for reads 300 at most. */
const FILTERS: readonly (readonly [name: string, query: Record<string, string>, reads: number])[] =
  [
    ['none', {}, PAGE],
    ['days', { from, to: toInstant(timeOf(ROWS - 100)) }, PAGE],
    ['a kind', { type: 'win' }, PAGE],
    ['a kind and days', { type: 'win', from }, PAGE],
    ['a person', { userId: ALICE }, PAGE],
    ['a person and a kind', { userId: ALICE, type: 'win' }, PAGE],
    ['a prediction', { predictionId: RAIN }, PAGE],
    ['amounts', { minTokens: '890', maxTokens: '899' }, READS_MAX],
    ['a person in a prediction', { userId: ALICE, predictionId: RAIN }, READS_MAX],
    ['a kind in a prediction', { type: 'win', predictionId: RAIN }, READS_MAX],
  ]

const SEED_MS_MAX = 240_000

test('the first page by every filter takes under ten calls and reads no more than its bound', {
  timeout: SEED_MS_MAX,
}, async () => {
  const harness = startHarness()
  await fill(harness)
  const { send } = startIsolate(harness)
  for (const [name, query, reads] of FILTERS) {
    const before = harness.firestore.counters()
    const asked = new URLSearchParams({ ...query, limit: `${PAGE}` })
    const answer = await send(`/api/admin/transactions?${asked}`, { headers })
    const after = harness.firestore.counters()
    const { items } = (await answer.json()) as AdminTransactionList
    expect([name, items.length > 0, items.some((item) => 'unreadable' in item)]).toEqual([
      name,
      true,
      false,
    ])
    const read = after.documentsRead - before.documentsRead
    expect([name, read <= reads]).toEqual([name, true])
    expect([name, sumOf(after.calls) - sumOf(before.calls) < 10]).toEqual([name, true])
  }
})

const sumOf = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((a, b) => a + b, 0)
