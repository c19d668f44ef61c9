// What admins type about people's tokens and money, and what is sent of it: a slip here takes
// tokens from the wrong person, or more money than was meant.
import { expect, test } from 'vitest'
import { decideOn, proposeOn } from './adjustment-form.server.ts'
import { actOnPerson, readPerson } from './console-person.server.ts'
import { refundOn } from './refund-form.server.ts'
import { actOnReview } from './review-form.server.ts'
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
const SETTINGS = '/api/admin/settings'

/** Answers by path. */
function books(answers: Readonly<Record<string, object>>) {
  const asked: string[] = []
  const all: Record<string, object> = {
    [SETTINGS]: { caps: { adjustmentTokens: 2_000 } },
    ...answers,
  }
  const api = async (path: string) => {
    asked.push(path)
    return Response.json(all[path])
  }
  const from = visit({})
  return { ...from, context: { ...from.context, api }, asked }
}
const ADJUST = {
  userId: 'ann',
  direction: 'take',
  tokens: '1,200',
  reason: 'abuse',
  text: 'Bots.',
}

test('an adjustment is only looked at, then proposed with what was looked at', async () => {
  const person = books({ '/api/admin/users/ann': { balance: balanceAt(50) } })
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
  expect(person.asked).toEqual([SETTINGS, '/api/admin/users/ann'])
  const id = `adj_${'0'.repeat(20)}`
  const made = visit({ id })
  const answer = (await proposeOn(made, form({ intent: 'propose', ...ADJUST }))) as Response
  expect(answer.headers.get('location')).toBe(`/admin/adjustments/${id}?done=propose`)
  const call = { method: 'POST', idempotencyKey: KEY, body: { ...ADJUST, tokens: 1_200 } }
  expect(made.calls).toEqual([{ path: '/api/admin/adjustments', call }])
})

// An admin who saw it as fine has promised it, and nobody may propose it.
test('more than one adjustment may move is refused at the first look', async () => {
  const person = books({ '/api/admin/users/ann': { balance: balanceAt(50) } })
  const asked = await proposeOn(person, form({ intent: 'look', ...ADJUST, tokens: '2,001' }))
  expect(asked).toMatchObject({ data: { errors: { tokens: expect.stringContaining('2,000') } } })
})

test('whoever is named by an e-mail is looked at, and proposed, by their id', async () => {
  const person = books({
    '/api/admin/users?q=ann%40kai.example': { items: [{ userId: 'ann' }] },
    '/api/admin/users/ann': { balance: balanceAt(50) },
  })
  const typed = form({ intent: 'look', ...ADJUST, userId: 'ann@kai.example' })
  expect(await proposeOn(person, typed)).toMatchObject({
    data: { quote: { asked: { userId: 'ann' } } },
  })
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

// Of two payments the wrong one would take tokens from somebody who paid for them.
test('beside its order the payment that is named goes back, once that was looked at', async () => {
  const sessionId = `cs_test_${'c'.repeat(20)}`
  const quote = { quote: 'q1t0', cents: 699 }
  const look = visit({ quote, refund: null })
  await actOnReview(look, PURCHASE, form({ intent: `look ${sessionId}`, ...ASK }))
  const dry = { ...SENT, sessionId, dryRun: true }
  expect(look.calls).toMatchObject([{ path: '/api/admin/refunds', call: { body: dry } }])

  const books = visit({ quote: null, refund: { id: REFUND } })
  const sent = form({ intent: `refund ${sessionId}`, ...ASK, quote: 'q1t0' })
  const answer = (await actOnReview(books, PURCHASE, sent)) as Response
  expect(answer.headers.get('location')).toBe(`/admin/refunds/${REFUND}?done=refund`)
  const body = { ...SENT, sessionId, dryRun: false, quote: 'q1t0' }
  expect(books.calls).toMatchObject([{ path: '/api/admin/refunds', call: { body } }])
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

// "Reload the page", of a form whose fault is one field: the freeze is left undone.
test('a hold that would have ended already is told at its field, and not sent', async () => {
  const at = visit({})
  const later = { ...at, context: { ...at.context, now: Date.parse('2026-11-28T10:00:00Z') } }
  const hold = { intent: 'freeze', scope: 'all', reason: 'Asked for it.' }
  const answer = await actOnPerson(later, 'ann', form({ ...hold, endsAt: '2026-11-28T09:59' }))
  expect(answer).toMatchObject({
    data: { errors: { endsAt: expect.stringContaining('in the future') } },
  })
  expect(at.calls).toEqual([])
})
