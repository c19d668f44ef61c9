import { expect, test } from 'vitest'
import { asClient, codeOf, json, startEdge } from './testing.ts'

const PURCHASE = '/api/tokens/purchase'
const KEY = { 'idempotency-key': 'key-1' }
const client = { ...asClient('ann'), ...KEY }
const post = (body: BodyInit, type: string | null, more: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { ...client, ...(type !== null && { 'content-type': type }), ...more },
  body,
})

async function problemOf(response: Response) {
  return (await response.json()) as { code: string; detail: string }
}

/** Never ends by itself; counts what was taken from it. */
function endless() {
  const seen = { chunks: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.chunks += 1
      controller.enqueue(new Uint8Array(16 * 1024).fill(0x20))
    },
    cancel() {
      seen.cancelled = true
    },
  })
  return { stream, seen }
}

// A sender without a length header could otherwise fill the isolate's memory.
test('a body is cut off while it streams in', async () => {
  const { stream, seen } = endless()
  const init = { ...post('', 'application/json'), body: stream, duplex: 'half' } as RequestInit
  const { code, detail } = await problemOf(await startEdge().send(PURCHASE, init))
  expect(code).toBe('BODY_TOO_LARGE')
  expect(detail).toContain('65536')
  expect(seen.cancelled).toBe(true)
  expect(seen.chunks).toBeLessThan(10)
})

test('a declared length over the limit is refused before its type and content', async () => {
  const init = post('{}', 'text/plain', { 'content-length': '65537' })
  expect(await codeOf(await startEdge().send(PURCHASE, init))).toBe('BODY_TOO_LARGE')
})

test('a body of exactly the limit is read', async () => {
  const body = `{"packageId":"starter"${' '.repeat(65_536 - 23)}}`
  expect(body.length).toBe(65_536)
  const init = post(body, 'application/json')
  const response = await startEdge({ fakes: {} }).send(PURCHASE, init)
  // It gets as far as the use case, whose store is not faked here.
  expect(await codeOf(response)).toBe('INTERNAL')
})

test.each([null, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
  'a body of type %s is refused: forms of other sites can send those',
  async (type) => {
    const init = post(new TextEncoder().encode('{"packageId":"starter"}'), type)
    expect(await codeOf(await startEdge().send(PURCHASE, init))).toBe('MEDIA_TYPE_UNSUPPORTED')
  },
)

const INVALID: [body: BodyInit, detail: string][] = [
  ['', 'The body is not JSON.'],
  ['{', 'The body is not JSON.'],
  [new Uint8Array([0x22, 0xff, 0x22]), 'The body is not UTF-8.'],
  ['null', 'body must be object.'],
  ['[]', 'body must be object.'],
  ['{}', 'body.packageId must be string.'],
  ['{"packageId":5}', 'body.packageId must be string.'],
  ['{"packageId":"../secret-value"}', 'body.packageId has the wrong form.'],
  ['{"packageId":"a","price":1}', 'body.price is not known.'],
  ['{"packageId":"a","__proto__":{"x":1}}', 'body.__proto__ is not known.'],
  ['{"packageId":"a","<img src=x>":1}', 'body.? is not known.'],
]

// The reader of an error must find the field; the log and the page must not get its value.
test.each(INVALID)('%s is refused by field', async (body, detail) => {
  const init = post(body, 'application/json; charset=utf-8')
  const problem = await problemOf(await startEdge().send(PURCHASE, init))
  expect(problem).toMatchObject({ code: 'REQUEST_INVALID', detail })
})

test('many faults are answered as a few', async () => {
  const { send } = startEdge()
  const keys = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field${i}`, i]))
  const init = json({ packageId: 'a', ...keys }, client)
  const { detail } = await problemOf(await send(PURCHASE, init))
  expect(detail.split(';')).toHaveLength(5)
})

test('queries and paths are as strict as bodies', async () => {
  const { send } = startEdge()
  const get = async (path: string) => problemOf(await send(path, { headers: client }))
  const list = '/api/wallet/transactions'
  expect(await get(`${list}?limit=101`)).toMatchObject({
    code: 'REQUEST_INVALID',
    detail: 'query.limit must be at most 100.',
  })
  expect((await get(`${list}?limit=1&limit=2`)).detail).toContain('query.limit')
  expect((await get(`${list}?sort=amount`)).detail).toBe('query.sort is not known.')
  expect((await get(`${list}?from=yesterday`)).detail).toBe('query.from has the wrong form.')
  expect((await get(`${list}?type=gift`)).detail).toContain('query.type must be one of purchase')
})

// A client with a damaged link must learn that there is nothing there, not how ids look.
test('an id that cannot be one of ours is as absent as any other', async () => {
  const { send } = startEdge()
  const found = await problemOf(await send('/api/tokens/purchases/pur_1', { headers: client }))
  expect(found).toMatchObject({ status: 404, code: 'PURCHASE_NOT_FOUND' })
})

test('a purchase needs an Idempotency-Key, and a sound one', async () => {
  const { send } = startEdge()
  const buy = async (headers: Record<string, string>) =>
    codeOf(await send(PURCHASE, json({ packageId: 'a' }, { ...asClient('ann'), ...headers })))
  expect(await buy({})).toBe('IDEMPOTENCY_KEY_REQUIRED')
  expect(await buy({ 'idempotency-key': '' })).toBe('IDEMPOTENCY_KEY_REQUIRED')
  expect(await buy({ 'idempotency-key': 'with space' })).toBe('REQUEST_INVALID')
  expect(await buy({ 'idempotency-key': 'k'.repeat(256) })).toBe('REQUEST_INVALID')
})

test('a page takes no larger form than the API a body', async () => {
  const page = async (request: Request) => new Response(await request.text())
  const { send } = startEdge({ page })
  const headers = { origin: 'http://localhost:8787' }
  const small = await send('/wallet/buy', { method: 'POST', headers, body: 'packageId=a' })
  expect(await small.text()).toBe('packageId=a')
  const large = { method: 'POST', headers, body: 'x'.repeat(65_537) }
  expect(await codeOf(await send('/wallet/buy', large))).toBe('BODY_TOO_LARGE')
})
