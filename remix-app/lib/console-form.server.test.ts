// Forms of the console. A key that is renewed too early refunds twice; one that is kept too long
// makes the next act the one before.

import { expect, test } from 'vitest'
import * as z from 'zod'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { callApi } from './api.server.ts'
import { askForm, sendForm } from './console-form.server.ts'
import { visitTo } from './testing.ts'

const KEY = '00000000-0000-4000-8000-000000000001'
const Body = z.strictObject({ reason: z.string().min(1), count: z.int().min(1) })
const filled = (value: object) => ({
  body: { schema: Body, value },
  hints: { count: 'A whole number from 1.' },
})
const GOOD = { reason: 'Because.', count: 2 }

function form(fields: Readonly<Record<string, string>> = {}): FormData {
  const data = new FormData()
  const all = { key: KEY, intent: 'act', reason: 'Because.', ...fields }
  for (const [name, value] of Object.entries(all)) data.set(name, value)
  return data
}

function refusal(code: FailureCode): Response {
  const { status, title } = FAILURES[code]
  return Response.json({ code, status, title, detail: title, requestId: 'r' }, { status })
}

const send = (answer: Response, value: object = GOOD) => {
  const visit = visitTo('/admin/x', answer, true)
  const sent = sendForm<{ id: string }>(visit, form(), {
    ...filled(value),
    api: '/api/admin/x',
    to: ({ id }) => `/admin/x/${id}`,
  })
  return { visit, sent }
}

test('what is right is sent once under the key of the form, and leads on', async () => {
  const { visit, sent } = send(Response.json({ id: 'one' }))
  const answer = (await sent) as Response
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/x/one'])
  const call = { method: 'POST', idempotencyKey: KEY, body: GOOD }
  expect(visit.calls).toEqual([{ path: '/api/admin/x', call }])
})

test('what is wrong is not sent: each field says what is right, nothing is lost', async () => {
  const { visit, sent } = send(Response.json({}), { reason: '', count: Number.NaN })
  expect(await sent).toMatchObject({
    init: { status: 400 },
    data: {
      intent: 'act',
      key: KEY,
      values: { reason: 'Because.' },
      errors: { count: 'A whole number from 1.', reason: expect.any(String) },
      problem: null,
    },
  })
  expect(visit.calls).toEqual([])
})

// An outage says nothing about what happened; a refusal says that nothing did.
test('an outage keeps the key, a refusal renews it', async () => {
  const out = (await send(refusal('STORE_UNAVAILABLE')).sent) as { data: { key: string } }
  expect(out.data.key).toBe(KEY)
  const refused = (await send(refusal('REFUND_STALE')).sent) as { data: { key: string } }
  expect(refused.data.key).not.toBe(KEY)
})

test('a form that is asked first keeps its key and its values for the act itself', async () => {
  const visit = visitTo('/admin/x', Response.json({ tokens: 7 }), true)
  const asked = await askForm(form(), {
    ...filled(GOOD),
    look: (body: typeof GOOD, key) =>
      callApi<{ tokens: number }>(visit, '/api/admin/look', {
        method: 'POST',
        body,
        idempotencyKey: key,
      }),
  })
  expect(asked).toMatchObject({
    data: { key: KEY, values: { reason: 'Because.' }, errors: {}, quote: { tokens: 7 } },
  })
  expect(visit.calls).toHaveLength(1)
})

test('a look that is refused shows nothing that could be agreed to', async () => {
  const visit = visitTo('/admin/x', refusal('PURCHASE_DISPUTED'), true)
  const look = () => callApi<object>(visit, '/api/admin/look', { method: 'POST' })
  const asked = await askForm(form(), { ...filled(GOOD), look })
  expect(asked).toMatchObject({
    init: { status: 409 },
    data: { problem: { code: 'PURCHASE_DISPUTED' } },
  })
  expect(asked.data).not.toHaveProperty('quote')
})
