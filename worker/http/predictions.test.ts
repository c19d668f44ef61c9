import { describe, expect, test } from 'vitest'
import { AdminPrediction, PredictionList, PredictionView } from '../../shared/api/predictions.ts'
import { PredictionId } from '../../shared/ids.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { Page, PredictionFilter, Services } from '../ports.ts'
import { NOW_MICROS } from './samples.ts'
import { asClient, codeOf, type Fakes, json, startEdge } from './testing.ts'

const LIST = '/api/predictions'
const ADMIN_LIST = '/api/admin/predictions'

const samplePrediction = (n: number, changes: Partial<Prediction> = {}): Prediction => ({
  id: PredictionId.parse(`prd_${n}`),
  title: `Title ${n}`,
  description: 'Words.',
  category: 'weather',
  status: 'open',
  closesAt: NOW_MICROS + n,
  oddsBps: { yes: 18_500, no: 21_000 },
  minTokens: 1,
  maxTokens: 10_000,
  outcome: null,
  resolutionVersion: 0,
  createdAt: NOW_MICROS - n,
  termsChangedAt: NOW_MICROS - n,
  earlierWords: [],
  lockedAt: null,
  resolvedAt: null,
  proposalId: null,
  ...changes,
})

/** Three predictions, as the store pages them. */
function shelf(fakes: Fakes = {}) {
  const asked: { filter: PredictionFilter; page: Page }[] = []
  const predictions = async (filter: PredictionFilter, page: Page) => {
    asked.push({ filter, page })
    const all = [1, 2, 3].map((n) => samplePrediction(n))
    return all.filter(({ id }) => id > String(page.after?.tie ?? '')).slice(0, page.limit)
  }
  const totalsOf = (n: number, yes: number, no: number) =>
    [`prd_${n}`, { predictionId: `prd_${n}`, yes, no, at: NOW_MICROS }] as const
  const read = async () =>
    Object.fromEntries([totalsOf(1, 0, 0), totalsOf(2, 7, 8), totalsOf(3, 0, 0)]) as never
  return { asked, ...startEdge({ fakes: { store: { predictions, read }, ...fakes } }) }
}

async function pageOf(response: Response): Promise<PredictionList> {
  expect(response.status).toBe(200)
  return PredictionList.parse(await response.json())
}

describe('the public list', () => {
  test('walks every prediction once, with its totals and nothing of its bookkeeping', async () => {
    const { send, asked } = shelf()
    const first = await pageOf(await send(`${LIST}?limit=2`))
    const second = await pageOf(await send(`${LIST}?limit=2&cursor=${first.nextCursor}`))
    const items = [...first.items, ...second.items]
    expect(items.map(({ id }) => id)).toEqual(['prd_1', 'prd_2', 'prd_3'])
    expect(items.map(({ totals }) => totals.yes)).toEqual([0, 7, 0])
    expect(second.nextCursor).toBeNull()
    const filter = { status: 'open', sort: 'closing' }
    const after = { at: NOW_MICROS + 2, tie: 'prd_2' }
    expect(asked).toEqual([
      { filter, page: { limit: 2, after: null } },
      { filter, page: { limit: 2, after } },
    ])
    const text = JSON.stringify(await (await send(LIST)).json())
    for (const name of ['termsChangedAt', 'createdAt', 'lockedAt']) expect(text).not.toContain(name)
    for (const item of items) expect(PredictionView.strict().safeParse(item).success).toBe(true)
  })

  test('by age goes on by age', async () => {
    const { send, asked } = shelf()
    const { nextCursor } = await pageOf(await send(`${LIST}?limit=1&sort=newest`))
    await send(`${LIST}?limit=1&sort=newest&cursor=${nextCursor}`)
    expect(asked[1]?.page.after).toEqual({ at: NOW_MICROS - 1, tie: 'prd_1' })
  })

  test('may be kept for five seconds, and asked about by its tag', async () => {
    const { send } = shelf()
    const response = await send(LIST)
    expect(response.headers.get('cache-control')).toBe('public, max-age=5, s-maxage=5')
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' }
    expect((await send(LIST, { headers })).status).toBe(304)
  })

  // Two questions instead of one only where the list itself can't tell.
  test('tells the categories there are when asked, at one more question for a part', async () => {
    const { send, asked } = shelf()
    expect(await pageOf(await send(LIST))).not.toHaveProperty('categories')
    expect(await pageOf(await send(`${LIST}?categories=true`))).toMatchObject({
      categories: ['weather'],
    })
    expect(asked).toHaveLength(2)
    const parts = ['limit=2', 'category=sport', 'status=locked&category=sport']
    for (const part of parts) {
      asked.length = 0
      const { categories } = await pageOf(await send(`${LIST}?categories=true&${part}`))
      expect([part, categories, asked.length]).toEqual([part, ['weather'], 2])
      const status = part.startsWith('status') ? 'locked' : 'open'
      expect(asked.map(({ filter }) => filter)).toContainEqual({ status, sort: 'newest' })
    }
  })

  // Drafts, their odds and their wording are the admins' until they are opened.
  test('never has drafts', async () => {
    const { send, asked } = shelf()
    expect(await codeOf(await send(`${LIST}?status=draft`))).toBe('REQUEST_INVALID')
    expect(asked).toEqual([])
  })

  test('takes no cursor of another filter or of the admins', async () => {
    const { send } = shelf()
    const { nextCursor } = await pageOf(await send(`${LIST}?limit=1`))
    for (const query of ['status=locked', 'sort=newest', 'category=sport', 'q=title']) {
      const response = await send(`${LIST}?${query}&cursor=${nextCursor}`)
      expect([query, await codeOf(response)]).toEqual([query, 'CURSOR_INVALID'])
    }
    const headers = asClient('admin')
    const response = await send(`${ADMIN_LIST}?cursor=${nextCursor}`, { headers })
    expect(await codeOf(response)).toBe('CURSOR_INVALID')
  })
})

describe('a search', () => {
  test('is one page of open ones without a next one', async () => {
    const { send, asked } = shelf()
    const page = await pageOf(await send(`${LIST}?q=TITLE&limit=2&category=weather&sort=newest`))
    expect(page.items.map(({ id }) => id)).toEqual(['prd_1', 'prd_2'])
    expect(page.nextCursor).toBeNull()
    expect(asked[0]?.filter).toEqual({ status: 'open', category: 'weather', sort: 'newest' })
  })

  test('looks through all of them when asked for the categories of what it found', async () => {
    const { send, asked } = shelf()
    const page = await pageOf(await send(`${LIST}?q=TITLE&category=sport&categories=true`))
    expect(page).toMatchObject({ items: [], categories: ['weather'] })
    expect(asked.map(({ filter }) => filter)).toEqual([{ status: 'open', sort: 'closing' }])
  })

  test('of others than open ones is refused', async () => {
    const { send, asked } = shelf()
    expect(await codeOf(await send(`${LIST}?q=title&status=resolved`))).toBe('REQUEST_INVALID')
    expect(asked).toEqual([])
  })
})

test('a prediction that is not there is not found, and that is not kept', async () => {
  const { send } = startEdge({ fakes: { store: { read: async () => ({}) as never } } })
  const response = await send(`${LIST}/prd_9`)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(await codeOf(response)).toBe('PREDICTION_NOT_FOUND')
})

test('admins see drafts too, newest first', async () => {
  const { send, asked } = shelf()
  const headers = asClient('admin')
  const response = await send(`${ADMIN_LIST}?status=draft`, { headers })
  const { items } = (await response.json()) as { items: unknown[] }
  expect(items.map((item) => AdminPrediction.strict().safeParse(item).success)).toEqual([
    true,
    true,
    true,
  ])
  expect(asked[0]?.filter).toEqual({ status: 'draft', sort: 'newest' })
})

// The database takes no half a letter: it would answer 500 for ever.
test.each(['\\ud800', 'a\\u0000b', 'a\\u001b[31m', ' '])('no title can be "%s"', async (title) => {
  const headers = { ...asClient('admin'), 'content-type': 'application/json' }
  const words = `"title":"${title}","description":"Two\\nlines","category":"weather"`
  const terms = '"closesAt":"2026-01-03T00:00:00Z","oddsBps":{"yes":20000,"no":20000}'
  const body = `{${words},${terms}}`
  const response = await startEdge().send(ADMIN_LIST, { method: 'POST', headers, body })
  expect(await response.json()).toMatchObject({
    code: 'REQUEST_INVALID',
    detail: expect.stringMatching(/^body\.title [^;]+\.$/),
  })
})

// What an admin reads in the answer is what people are offered from then on.
test('a change by an admin answers with the whole prediction, at microseconds', async () => {
  const atomically: Services['store']['atomically'] = async (_, decide) =>
    decide({ receipt: null, auditHead: null } as never).answer
  const read = async () => ({ totals: null }) as never
  const { send } = startEdge({ fakes: { store: { atomically, read } } })
  const body = {
    title: ' Snow ',
    description: 'Yes if it does.',
    category: 'weather',
    closesAt: '2026-01-03T00:00:00.000001Z',
    oddsBps: { yes: 20_000, no: 20_000 },
  }
  const response = await send(ADMIN_LIST, json(body, asClient('admin')))
  expect(response.status).toBe(201)
  const made = AdminPrediction.parse(await response.json())
  expect(response.headers.get('location')).toBe(`${LIST}/${made.id}`)
  expect(made).toMatchObject({
    ...body,
    title: 'Snow',
    status: 'draft',
    minTokens: 1,
    maxTokens: 10_000,
    totals: { yes: 0, no: 0 },
    lockedAt: null,
  })
})
