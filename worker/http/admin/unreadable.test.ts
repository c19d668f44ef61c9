// Whoever edits the database by hand may leave anything in any field. An admin who can't see a list
// because of one document in it sees to nobody on it.
import { expect, test } from 'vitest'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { payoutJobIdOf } from '../../domain/keys.ts'
import type { Change, Kind, Stored } from '../../ports.ts'
import { bentBy } from '../../test/bent.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import { orderOf } from '../../test/orders.ts'
import {
  adjustmentIdOf,
  commitmentIdOf,
  flagIdOf,
  letterIdOf,
  orderIdOf,
  predictionIdOf,
  refundIdOf,
  resolutionIdOf,
  rulingIdOf,
} from '../../test/queries/near-misses.ts'
import { SAMPLES } from '../../test/samples.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../../test/start.ts'

const AT = 1_700_000_000_000_000
const headers = { authorization: `Bearer ${ADMIN}` }

interface List {
  readonly api: string
  readonly collection: string
  readonly made: readonly Change[]
  /** What it is found by: a document that says something else is not in the list. */
  readonly by?: readonly string[]
}

/** Three of a kind, the middle one of them to be bent. */
const three = <K extends Kind>(kind: K, idOf: (n: number) => string, more: object = {}) =>
  [0, 1, 2].map((n): Change => {
    const time = AT + n * 1_000_000
    const times = { createdAt: time, requestedAt: time, committedAt: time }
    const own = { ...SAMPLES[kind], parkedAt: time, finishedAt: time }
    const known = Object.keys(SAMPLES[kind])
    const set = Object.entries({ ...own, ...times }).filter(([name]) => known.includes(name))
    const value = { ...Object.fromEntries(set), ...more, id: idOf(n) }
    return { ref: { kind, id: idOf(n) }, value } as never
  })

const orders = three('order', orderIdOf, { ...orderOf({ status: 'mismatch' }) })
const people = [ALICE, BOB, ADMIN].map(
  (id): Change => ({ ref: { kind: 'wallet', id }, value: { ...SAMPLES.wallet, userId: id } }),
)
const commitments = three('commitment', commitmentIdOf)
const heads = ['admin', 'bob', 'carol'].map((actor): Change => {
  const value = { ...SAMPLES.auditHead, actor } as Stored['auditHead']
  return { ref: { kind: 'auditHead', id: actor }, value }
})

const LISTS: readonly List[] = [
  { api: 'users', collection: 'balances', made: people },
  { api: 'purchases', collection: 'purchases', made: orders, by: ['shard'] },
  { api: 'reviews', collection: 'purchases', made: orders, by: ['status'] },
  { api: 'refunds', collection: 'refunds', made: three('refund', refundIdOf) },
  { api: 'fraud-flags', collection: 'fraudFlags', made: three('flag', flagIdOf) },
  { api: 'dead-letters', collection: 'deadLetters', made: three('deadLetter', letterIdOf) },
  { api: 'adjustments', collection: 'adjustments', made: three('adjustment', adjustmentIdOf) },
  { api: 'predictions', collection: 'predictions', made: three('prediction', predictionIdOf) },
  { api: 'rulings', collection: 'rulings', made: three('ruling', rulingIdOf) },
  { api: 'resolutions', collection: 'resolutions', made: three('resolution', resolutionIdOf) },
  {
    api: `commitments?userId=${ALICE}`,
    collection: 'commitments',
    made: commitments,
    by: ['userId'],
  },
  {
    api: 'payout-jobs',
    collection: 'payoutJobs',
    made: three('payoutJob', (n) => payoutJobIdOf(predictionIdOf(n), 1)),
  },
  {
    api: 'reconciliations',
    collection: 'reconciliations',
    made: three('report', (n) => `night_${n}`),
  },
  { api: 'audit', collection: 'auditHeads', made: heads },
]

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly unreadable: readonly { readonly id: string }[]
  readonly nextCursor?: string | null
}

async function start(made: readonly Change[]) {
  const harness = startHarness()
  const changes = [...new Map(made.map((one) => [`${one.ref.kind} ${one.ref.id}`, one])).values()]
  await harness.services.store.atomically({}, () => ({ answer: null, changes }))
  const { send } = startIsolate(harness)
  const get = async (path: string) => {
    const answer = await send(`/api/admin/${path}`, { headers })
    return { status: answer.status, body: (await answer.json()) as Page }
  }
  return { harness, get }
}

/** What the contract says of the list. */
const shapeOf = (api: string) => {
  const path = `/api/admin/${api.split('?')[0]}`
  const list: Operation | undefined = OPERATIONS.find((each) => {
    return each.path === path && each.method === 'GET'
  })
  return list?.answer
}

const nameOf = (item: Page['items'][number]) =>
  item.id ?? item.purchaseId ?? item.userId ?? item.actor

const cases = LISTS.map((list) => [list.api, list] as const)

test.each(cases)(
  'one document that says nothing readable hides no other of %s',
  async (_, list) => {
    const { api, collection, made, by = [] } = list
    const { harness, get } = await start(made)
    const ids = made.map(({ ref }) => ref.id)
    const bent = ids[1] ?? ''
    const sound = await get(api)
    expect(sound).toMatchObject({ status: 200, body: { unreadable: [] } })
    expect(sound.body.items.map(nameOf).toSorted()).toEqual(ids.toSorted())
    for await (const { name, what } of bentBy(harness, `${collection}/${bent}`)) {
      const { status, body } = await get(api)
      expect([what, status]).toEqual([what, 200])
      expect([what, shapeOf(api)?.safeParse(body).error]).toEqual([what, undefined])
      const others = body.items.map(nameOf).filter((id) => id !== bent)
      expect([what, others.toSorted()]).toEqual([what, ids.filter((id) => id !== bent).toSorted()])
      const named = [...body.items.map(nameOf), ...body.unreadable.map(({ id }) => id)]
      const times = named.filter((id) => id === bent).length
      expect([what, times]).toEqual([what, by.includes(name) ? expect.any(Number) : 1])
    }
  },
)

// A page that can't begin after it would show the same entries for ever, or end before the others.
test.each(cases)('and the pages of %s go on past it', async (_, list) => {
  const { api, collection, made, by = [] } = list
  if (api === 'payout-jobs') return
  const { harness, get } = await start(made)
  const ids = made.map(({ ref }) => ref.id)
  const bent = ids[1] ?? ''
  for await (const { name, what } of bentBy(harness, `${collection}/${bent}`)) {
    const seen: unknown[] = []
    let cursor: string | null = ''
    let pages = 0
    while (cursor !== null && pages < 9) {
      const more = new URLSearchParams({ limit: '2', ...(cursor && { cursor }) })
      const { status, body } = await get(`${api}${api.includes('?') ? '&' : '?'}${more}`)
      expect([what, status]).toEqual([what, 200])
      seen.push(...body.items.map(nameOf), ...body.unreadable.map(({ id }) => id))
      cursor = body.nextCursor ?? null
      pages += 1
    }
    expect([what, cursor]).toEqual([what, null])
    const wanted = by.includes(name) ? ids.filter((id) => id !== bent) : ids
    expect([what, seen]).toEqual([what, expect.arrayContaining(wanted)])
  }
})
