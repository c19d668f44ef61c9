// What everybody sees: no draft, no stale page for ever, and no look that is in anybody's way.
import { describe, expect, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { Page } from '../ports.ts'
import { drafted, opened } from '../test/admins.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import { lockPrediction } from './lock-prediction.ts'
import { listCommitments } from './read-commitments.ts'
import {
  listCategories,
  listPredictions,
  readPrediction,
  readTotals,
  searchPredictions,
} from './read-predictions.ts'

const FIRST: Page = { limit: 20, after: null }
const idsOf = (found: readonly { prediction: Prediction }[]) =>
  found.map(({ prediction }) => prediction.id as string)

async function start() {
  const harness = startHarness()
  const s = harness.services
  const { id } = await opened(s)
  await endow(s, ALICE, 100)
  await endow(s, BOB, 100)
  return { harness, s, id }
}

async function shelf() {
  const harness = startHarness()
  const s = harness.services
  const now = harness.clock.now() * 1000
  const put = (id: string, n: number, changes: Partial<Prediction> = {}) =>
    openTo(s, {
      id: PredictionId.parse(id),
      closesAt: now + 1_000_000_000 * n,
      createdAt: now + n,
      ...changes,
    })
  await put('a', 3, { title: 'Ärger im Paradies' })
  await put('b', 1, { category: 'sport', title: 'The Moonshot lands' })
  await put('c', 2, { title: 'Rain, rain and a landing' })
  await put('d', 4, { status: 'draft', title: 'Rain in a draft' })
  await put('e', 5, { status: 'resolved', outcome: 'yes', title: 'Rain of old' })
  return { harness, s }
}

describe('one prediction', () => {
  test('shows the tokens on each side, added up on the first look', async () => {
    const { s, id } = await start()
    must(await place(s, 'k1', { predictionId: id }))
    const no = { predictionId: id, position: 'no', oddsBps: 21_000, tokens: 7 } as never
    must(await place(s, 'k2', no, BOB))
    must(await place(s, 'k3', no, BOB))
    expect(must(await readPrediction(s, id)).totals).toMatchObject({ yes: 30, no: 14 })
    expect(await readTotals(s, id)).toMatchObject({ yes: 30, no: 14 })
  })

  // A popular prediction is looked at a thousand times a second.
  test('is added up at most every five seconds, and costs one call in between', async () => {
    const { harness, s, id } = await start()
    must(await readPrediction(s, id))
    must(await place(s, 'k1', { predictionId: id }))
    harness.clock.advance(4_999)
    const { calls, writes } = harness.meter
    expect(must(await readPrediction(s, id)).totals).toMatchObject({ yes: 0, no: 0 })
    expect([harness.meter.calls - calls, harness.meter.writes - writes]).toEqual([1, 0])
    harness.clock.advance(1)
    expect(must(await readPrediction(s, id)).totals).toMatchObject({ yes: 30, no: 0 })
  })

  // Whoever came to commit would meet an error page for the sake of a picture.
  test.each([
    ['kept', ':commit', { yes: 60, no: 0 }],
    ['added up', ':runAggregationQuery', { yes: 30, no: 0 }],
  ])('answers while its totals can not be %s', async (_, call, totals) => {
    const { harness, s, id } = await start()
    must(await place(s, 'k1', { predictionId: id }))
    must(await readPrediction(s, id))
    must(await place(s, 'k2', { predictionId: id }))
    harness.clock.advance(60_000)
    let refused = 0
    harness.intercept('firestore', (request, next) => {
      if (!request.url.endsWith(call)) return next(request)
      refused += 1
      const error = { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'quota' }
      return new Response(JSON.stringify({ error }), { status: 429 })
    })
    expect(must(await readPrediction(s, id)).totals).toMatchObject(totals)
    const [listed] = await listPredictions(s, { status: 'open', sort: 'closing' }, FIRST)
    expect(listed?.totals).toMatchObject(totals)
    expect(refused).toBeGreaterThanOrEqual(2)
  })

  // An edit guarded on the prediction would lose to every visitor.
  test('is never written by a look, nor are its gates', async () => {
    const { harness, s, id } = await start()
    const before = await harness.documents()
    must(await readPrediction(s, id))
    const { [`predictionTotals/${id}`]: totals, ...rest } = await harness.documents()
    expect(totals).toBeDefined()
    expect(rest).toEqual(before)
  })

  // Who reads a draft bets before everybody else, on odds that are not final.
  test('that is a draft or absent is not found', async () => {
    const { harness, s, id } = await start()
    const draft = await drafted(s)
    const before = await harness.documents()
    expect(codeOf(await readPrediction(s, draft.id))).toBe('PREDICTION_NOT_FOUND')
    expect(codeOf(await readPrediction(s, `${id}x` as typeof id))).toBe('PREDICTION_NOT_FOUND')
    expect(await harness.documents()).toEqual(before)
  })

  test('is still shown once it is locked', async () => {
    const { s, id } = await start()
    must(await lockPrediction(s, { adminId: ADMIN, id }))
    expect(must(await readPrediction(s, id)).prediction.status).toBe('locked')
  })
})

describe('a list', () => {
  test('has what its filter says, by closing time or by age', async () => {
    const { s } = await shelf()
    const list = async (filter: Parameters<typeof listPredictions>[1]) =>
      idsOf(await listPredictions(s, filter, FIRST))
    expect(await list({ status: 'open', sort: 'closing' })).toEqual(['b', 'c', 'a'])
    expect(await list({ status: 'open', sort: 'newest' })).toEqual(['a', 'c', 'b'])
    expect(await list({ status: 'open', category: 'sport', sort: 'closing' })).toEqual(['b'])
    expect(await list({ status: 'open', category: 'sport', sort: 'newest' })).toEqual(['b'])
    expect(await list({ status: 'resolved', sort: 'closing' })).toEqual(['e'])
    expect(await list({ sort: 'newest' })).toEqual(['e', 'd', 'a', 'c', 'b'])
  })

  test('goes on after the last of its page', async () => {
    const { s } = await shelf()
    const filter = { status: 'open', sort: 'closing' } as const
    const [first] = await listPredictions(s, filter, { limit: 1, after: null })
    const after = { at: first?.prediction.closesAt ?? 0, tie: first?.prediction.id ?? '' }
    expect(idsOf(await listPredictions(s, filter, { limit: 5, after }))).toEqual(['c', 'a'])
  })

  test('costs two calls while its totals were added up half a minute ago', async () => {
    const { harness, s, id } = await start()
    must(await place(s, 'k1', { predictionId: id }))
    must(await readPrediction(s, id))
    must(await place(s, 'k2', { predictionId: id }))
    harness.clock.advance(29_999)
    const { calls, writes } = harness.meter
    const list = await listPredictions(s, { status: 'open', sort: 'newest' }, FIRST)
    expect([harness.meter.calls - calls, harness.meter.writes - writes]).toEqual([2, 0])
    expect(list).toMatchObject([{ totals: { yes: 30, no: 0 } }])
  })

  // "No tokens committed yet" beside a thousand tokens, for as long as nobody opened the page.
  test('adds up what nobody looked at lately, a few at a time, the oldest first', async () => {
    const { harness, s, id } = await start()
    must(await place(s, 'k1', { predictionId: id }))
    const others = await Promise.all(Array.from({ length: 6 }, () => opened(s)))
    harness.clock.advance(30_000)
    const look = () => listPredictions(s, { status: 'open', sort: 'newest' }, FIRST)
    const before = harness.meter.calls
    await look()
    expect(harness.meter.calls - before).toBe(2 + 5 * 3)
    const again = harness.meter.calls
    const list = await look()
    expect(harness.meter.calls - again).toBe(2 + 2 * 3)
    expect(list).toHaveLength(others.length + 1)
    const mine = list.find((one) => one.prediction.id === id)
    expect(mine?.totals).toMatchObject({ yes: 30, no: 0 })
  })
})

// A chip that leads to an empty list wastes a tap, and looks as if there were nothing at all.
describe('the categories of a state', () => {
  test('are those that have something in it, and never a draft of it', async () => {
    const { s } = await shelf()
    expect(await listCategories(s, 'open')).toEqual(['sport', 'weather'])
    expect(await listCategories(s, 'resolved')).toEqual(['weather'])
    expect(await listCategories(s, 'voided')).toEqual([])
  })

  // Everybody who reads the list pays for it.
  test('cost one call that reads a hundred at most, however many there are', async () => {
    const { harness, s } = await shelf()
    const before = harness.meter.calls
    const asked: Page[] = []
    const predictions: typeof s.store.predictions = (filter, page) => {
      asked.push(page)
      return s.store.predictions(filter, page)
    }
    await listCategories({ store: { ...s.store, predictions } }, 'open')
    expect(harness.meter.calls - before).toBe(1)
    expect(asked).toEqual([{ limit: 100, after: null }])
  })
})

describe('a search', () => {
  const look = async (q: string, filter = {}) => {
    const { s } = await shelf()
    const wanted = { sort: 'closing', limit: 20, wide: false, ...filter } as const
    const { found, categories } = await searchPredictions(s, q, wanted)
    return { ids: idsOf(found), categories }
  }
  const search = async (q: string, filter = {}) => (await look(q, filter)).ids

  test('finds open ones by the beginnings of the words of their title, in any case', async () => {
    expect(await search('rain')).toEqual(['c'])
    expect(await search('LAND')).toEqual(['b', 'c'])
    expect(await search('landing RAIN')).toEqual(['c'])
    expect(await search('ärger')).toEqual(['a'])
    expect(await search('moon')).toEqual(['b'])
  })

  test('keeps to its category and its limit', async () => {
    expect(await search('land', { category: 'sport' })).toEqual(['b'])
    expect(await search('land', { limit: 1 })).toEqual(['b'])
  })

  test('in one category still tells which others have such words', async () => {
    const wide = { category: 'sport', wide: true }
    expect(await look('land', wide)).toEqual({ ids: ['b'], categories: ['sport', 'weather'] })
    expect(await look('rain', wide)).toEqual({ ids: [], categories: ['weather'] })
  })

  test('finds nothing by the inside of a word, or by no word at all', async () => {
    expect(await search('ain')).toEqual([])
    expect(await search('?!')).toEqual([])
    expect(await search('rain.*')).toEqual(['c'])
  })
})

test("own commitments are listed newest first, and nobody sees another person's", async () => {
  const { harness, s, id } = await start()
  for (const key of ['k1', 'k2', 'k3']) {
    must(await place(s, key, { predictionId: id }))
    harness.clock.advance(1)
  }
  const mine = await listCommitments(s, ALICE, {}, { limit: 2, after: null })
  expect(mine.map(({ committedAt }) => committedAt)).toEqual(
    mine.map(({ committedAt }) => committedAt).toSorted((a, b) => b - a),
  )
  const last = mine.at(-1)
  const after = { at: last?.committedAt ?? 0, tie: last?.id ?? '' }
  expect(await listCommitments(s, ALICE, {}, { limit: 2, after })).toHaveLength(1)
  expect(await listCommitments(s, ALICE, { status: 'active' }, FIRST)).toHaveLength(3)
  expect(await listCommitments(s, ALICE, { status: 'won' }, FIRST)).toEqual([])
  expect(await listCommitments(s, BOB, {}, FIRST)).toEqual([])
  const { id: other } = await opened(s)
  expect(await listCommitments(s, ALICE, { predictionId: id }, FIRST)).toHaveLength(3)
  expect(await listCommitments(s, ALICE, { predictionId: other }, FIRST)).toEqual([])
})
