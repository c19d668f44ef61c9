// What a request may cost, read from the local Firestore's own counters: who pays the bill would
// notice a route that reads a whole history, long after its tests were green.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TransactionList } from '../../../shared/api/wallet.ts'
import { PurchaseId, SessionId } from '../../../shared/ids.ts'
import { SPELLINGS } from '../../adapters/firestore/documents.ts'
import { sampleRow } from '../../http/samples.ts'
import { userId } from '../../http/testing.ts'
import { type Counters, post, theDoor } from './door.ts'
import { newRich } from './endow.ts'
import { signedEvent } from './examples.ts'
import { goodToken } from './forge.ts'
import { order } from './people.ts'

const door = theDoor()
const READER = userId('reader')
const ROWS = 10_040
const PAGE = 20
const reader = { authorization: `Bearer ${goodToken(door.facts, READER)}` }

interface Cost {
  readonly calls: number
  readonly reads: number
  readonly writes: number
  readonly entries: number
  readonly byCall: Record<string, number>
}

/** What Firestore itself counted while `work` ran, and what the answer said of itself. */
async function costOf(work: () => Promise<Response>) {
  const before = await door.counters()
  const answer = await work()
  const after = await door.counters()
  const cost = difference(before, after)
  const said = answer.headers.get('server-timing') ?? ''
  expect(said).toBe(
    `calls;desc="${cost.calls}", reads;desc="${cost.reads}", writes;desc="${cost.writes}"`,
  )
  expect(answer.status).toBe(200)
  return { cost, body: (await answer.json()) as unknown }
}

function difference(before: Counters, after: Counters): Cost {
  const names = Object.keys(after.calls)
  const byCall = Object.fromEntries(
    names
      .map((name) => [name, (after.calls[name] ?? 0) - (before.calls[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  )
  return {
    calls: Object.values(byCall).reduce((sum, count) => sum + count, 0),
    reads: after.documentsRead - before.documentsRead,
    writes: after.documentsWritten - before.documentsWritten,
    entries: after.indexEntriesScanned - before.indexEntriesScanned,
    byCall,
  }
}

const balance = (headers: Record<string, string>) => door.send('/api/wallet/balance', { headers })
/** Newer than anything that may be known of a wallet. */
const UNSEEN = { 'x-wallet-version': '999999999' }

test('a balance costs one call, whether there is one or not; again, it costs none', async () => {
  const nobody = { authorization: `Bearer ${goodToken(door.facts, 'never-seen')}` }
  const somebody = await newRich(door, 'known', 5)
  for (const headers of [nobody, { ...somebody, ...UNSEEN }]) {
    const { cost } = await costOf(() => balance(headers))
    expect(cost).toMatchObject({ calls: 1, reads: 1, writes: 0, byCall: { batchGet: 1 } })
  }
  expect((await costOf(() => balance(somebody))).cost).toMatchObject({ calls: 0, reads: 0 })
})

test('crediting a purchase from its event costs two calls', async () => {
  await door.newPerson('buyer')
  await door.controlStripe('webhooks', { enabled: false })
  const { purchaseId, checkoutUrl } = await order(door, 'buyer')
  await door.pay(checkoutUrl ?? '')
  await door.controlStripe('webhooks', { enabled: true })
  type Sessions = { data: { id: string; client_reference_id: string }[] }
  const { data } = await door.askStripe<Sessions>('/v1/checkout/sessions?limit=100')
  const session = data.find(({ client_reference_id: id }) => id === purchaseId)
  const { body, headers } = signedEvent(door, { objectId: SessionId.parse(session?.id) })

  const deliver = () => door.send('/api/webhooks/stripe', { method: 'POST', body, headers })
  const { cost, body: answer } = await costOf(deliver)
  expect(answer).toEqual({ received: true, outcome: 'done' })
  expect(cost).toMatchObject({ calls: 2, byCall: { batchGet: 1, commit: 1 } })
  expect(await (await balance(await door.bearer('buyer'))).json()).toMatchObject({ version: 1 })

  // The same event again finds it done.
  const again = await costOf(deliver)
  expect(again.cost).toMatchObject({ calls: 1, writes: 0, byCall: { batchGet: 1 } })
})

describe('a history of ten thousand rows', () => {
  let cursors: Map<number, string>

  beforeAll(async () => {
    await writeHistory()
    cursors = await cursorsAt(10, 10_000)
  })
  // Ten thousand rows would be in every later snapshot.
  afterAll(() => commitRows((name) => ({ delete: name })))

  test.each([0, 10, 10_000])(
    'a page at depth %i costs one call and its own rows',
    async (depth) => {
      const cursor = cursors.get(depth)
      const { cost, body } = await costOf(() => page(PAGE, cursor))
      expect(cost).toMatchObject({ calls: 1, reads: PAGE, writes: 0, byCall: { runQuery: 1 } })
      expect(cost.entries).toBeLessThanOrEqual(PAGE + 2)
      const { items } = body as TransactionList
      expect(items.map(({ seq }) => seq)).toEqual(seqsFrom(ROWS - depth, PAGE))
    },
  )

  test('a filter costs no more: it has its index', async () => {
    const path = `/api/wallet/transactions?type=purchase&limit=${PAGE}`
    const { cost } = await costOf(() => door.send(path, { headers: reader }))
    expect(cost).toMatchObject({ calls: 1, reads: PAGE })
    expect(cost.entries).toBeLessThanOrEqual(PAGE + 2)
  })
})

const seqsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first - i)

function page(limit: number, cursor: string | undefined): Promise<Response> {
  const query = new URLSearchParams({ limit: `${limit}`, ...(cursor && { cursor }) })
  return door.send(`/api/wallet/transactions?${query}`, { headers: reader })
}

/** Straight into the database: ten thousand purchases would take an hour. */
const writeHistory = (): Promise<void> =>
  commitRows((name, row) => ({ update: { name, fields: SPELLINGS.row.encode(row) } }))

type Row = ReturnType<typeof sampleRow>
const WRITES_MAX = 502

async function commitRows(writeOf: (name: string, row: Row) => object): Promise<void> {
  const { firestore, projectId } = door.facts
  const root = `projects/${projectId}/databases/(default)/documents`
  const owner = { authorization: 'Bearer owner' }
  for (let first = 1; first <= ROWS; first += WRITES_MAX) {
    const count = Math.min(WRITES_MAX, ROWS + 1 - first)
    const writes = Array.from({ length: count }, (_, i) => {
      const relatedId = PurchaseId.parse(`pur_${String(first + i).padStart(40, '0')}`)
      const row = { ...sampleRow(first + i), userId: READER, relatedId }
      return writeOf(`${root}/transactions/${row.id}`, row)
    })
    const answer = await fetch(`${firestore}/v1/${root}:commit`, post({ writes }, owner))
    if (!answer.ok) throw new Error(await answer.text())
  }
}

/** As a client comes there: page by page. */
async function cursorsAt(...depths: number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  let depth = 0
  let cursor: string | undefined
  for (const wanted of depths) {
    while (depth < wanted) {
      const limit = Math.min(100, wanted - depth)
      const { nextCursor } = (await (await page(limit, cursor)).json()) as TransactionList
      cursor = nextCursor ?? ''
      depth += limit
    }
    found.set(depth, cursor ?? '')
  }
  return found
}
