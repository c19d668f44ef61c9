// What admins type about people's tokens and money, and what is sent of it: a slip here takes
// tokens from the wrong person, or more money than was meant.
import { expect, test } from 'vitest'
import { decideOn, proposeOn } from './adjustment-form.server.ts'
import { actOnPerson, readPerson } from './console-person.server.ts'
import { refundOn } from './refund-form.server.ts'
import { balanceAt, visitTo } from './testing.ts'

const KEY = '00000000-0000-4000-8000-000000000001'
const PURCHASE = `pur_${'a'.repeat(40)}`
const REFUND = `rfd_${'b'.repeat(40)}`

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ key: KEY, ...fields })) data.set(name, value)
  return data
}
const visit = (answer: unknown) => visitTo('/admin/x', Response.json(answer), true)
const ADJUST = {
  userId: 'ann',
  direction: 'take',
  tokens: '1,200',
  reason: 'abuse',
  text: 'Bots.',
}

test('an adjustment is only looked at, then proposed with what was looked at', async () => {
  const person = visit({ balance: balanceAt(50) })
  expect(await proposeOn(person, form({ intent: 'look', ...ADJUST }))).toMatchObject({
    data: {
      key: KEY,
      quote: {
        asked: { tokens: 1_200 },
        before: { available: 500, committed: 0, owed: 0 },
        after: { available: 0, committed: 0, owed: 700 },
      },
    },
  })
  expect(person.calls).toMatchObject([{ path: '/api/admin/users/ann', call: undefined }])
  const id = `adj_${'0'.repeat(20)}`
  const books = visit({ id })
  const answer = (await proposeOn(books, form({ intent: 'propose', ...ADJUST }))) as Response
  expect(answer.headers.get('location')).toBe(`/admin/adjustments/${id}?done=propose`)
  const call = { method: 'POST', idempotencyKey: KEY, body: { ...ADJUST, tokens: 1_200 } }
  expect(books.calls).toEqual([{ path: '/api/admin/adjustments', call }])
})

test('an adjustment is approved by nothing but the word approve', async () => {
  for (const [intent, act] of [
    ['approve', 'approve'],
    ['reject', 'reject'],
    ['', 'reject'],
  ] as const) {
    const books = visit({})
    await decideOn(books, 'adj_1', form({ intent, reason: 'No.' }))
    expect(books.calls.map(({ path }) => path)).toEqual([`/api/admin/adjustments/adj_1/${act}`])
  }
})

const ASK = { cents: '$6.99', reason: 'duplicate', text: 'Paid twice.' }
const SENT = { purchaseId: PURCHASE, cents: 699, reason: 'duplicate', text: 'Paid twice.' }

test('a refund is a dry run until what it does was seen, and then that or nothing', async () => {
  const quote = { quote: 'q0t77', cents: 699 }
  const look = visit({ quote, refund: null })
  const asked = await refundOn(look, PURCHASE, form({ intent: 'look', ...ASK, quote: 'q9t9' }))
  expect(asked).toMatchObject({ data: { key: KEY, quote } })
  const path = '/api/admin/refunds'
  const dry = { method: 'POST', idempotencyKey: KEY, body: { ...SENT, dryRun: true } }
  expect(look.calls).toEqual([{ path, call: dry }])

  const books = visit({ quote: null, refund: { id: REFUND } })
  const sent = form({ intent: 'refund', ...ASK, quote: 'q0t77' })
  const answer = (await refundOn(books, PURCHASE, sent)) as Response
  expect(answer.headers.get('location')).toBe(`/admin/refunds/${REFUND}?done=refund`)
  const body = { ...SENT, dryRun: false, quote: 'q0t77' }
  expect(books.calls).toEqual([{ path, call: { method: 'POST', idempotencyKey: KEY, body } }])
})

test('a refund without what was seen is not sent', async () => {
  const books = visit({})
  expect(await refundOn(books, PURCHASE, form({ intent: 'refund', ...ASK }))).toMatchObject({
    init: { status: 400 },
  })
  expect(books.calls).toEqual([])
})

test('a hold ends at the minute in UTC that was typed, or when somebody lifts it', async () => {
  const hold = { intent: 'freeze', scope: 'all', reason: 'A stolen card?' }
  for (const [endsAt, sent] of [
    ['2030-02-03T04:05', { endsAt: '2030-02-03T04:05:00Z' }],
    ['', {}],
  ] as const) {
    const books = visit({})
    await actOnPerson(books, 'ann', form({ ...hold, endsAt }))
    const body = { scope: 'all', reason: 'A stolen card?', ...sent }
    const call = { method: 'POST', idempotencyKey: KEY, body }
    expect(books.calls).toEqual([{ path: '/api/admin/users/ann/holds', call }])
  }
})

test('the hold that is named is lifted, with a reason', async () => {
  const books = visit({})
  await actOnPerson(books, 'a@b', form({ intent: 'lift-dispute_dp_1', reason: 'It was won.' }))
  expect(books.calls).toMatchObject([
    {
      path: '/api/admin/users/a%40b/holds/dispute_dp_1/lift',
      call: { body: { reason: 'It was won.' } },
    },
  ])
  expect(await actOnPerson(visit({}), 'ann', form({ intent: 'lift-ledger' }))).toMatchObject({
    data: { errors: { reason: expect.any(String) } },
  })
})

// Somebody who is asked about a purchase must be able to answer while another list is away.
test('of a person each part fails alone', async () => {
  const away = { code: 'STORE_UNAVAILABLE', status: 503, title: '', detail: '', requestId: 'r' }
  const asked: string[] = []
  const { request, context } = visit({})
  const api = async (path: string) => {
    asked.push(path)
    if (path.includes('/purchases')) return Response.json(away, { status: 503 })
    return Response.json(path.includes('users/') ? { userId: 'ann' } : { items: [] })
  }
  const read = await readPerson({ request, context: { ...context, api } }, 'ann')
  expect(read.person.value).toEqual({ userId: 'ann' })
  const { purchases, ...others } = read.parts
  expect(purchases.problem?.code).toBe('STORE_UNAVAILABLE')
  for (const part of Object.values(others)) expect(part).toMatchObject({ problem: null })
  expect(asked).toHaveLength(7)
  const lists = asked.filter((path) => !path.includes('users'))
  for (const path of lists) expect(path).toMatch(/userId=ann&limit=5$/)
})
