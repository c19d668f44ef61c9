// What the client makes of each answer decides whether money may be moved again.
import { describe, expect, test } from 'vitest'
import { refusal, startWire } from '../../test/wire.ts'
import { Unanswered, type Write } from './client.ts'

const create = (name: string, amount = '1'): Write => ({
  update: { name, fields: { amount: { integerValue: amount } } },
  currentDocument: { exists: false },
})

describe('answers', () => {
  test('a missing document is absent from the map, a found one has its times', async () => {
    const { client } = startWire()
    const [here, gone] = [client.nameOf('receipts/here'), client.nameOf('receipts/gone')]
    const { commitTime } = await client.commit([create(here)])
    const found = await client.batchGet([gone, here])
    expect([...found.keys()]).toEqual([here])
    expect(found.get(here)).toMatchObject({ updateTime: commitTime, createTime: commitTime })
  })

  test('a query gives its documents, also when elements without one come along', async () => {
    const { client, wire } = startWire()
    await client.commit([create(client.nameOf('receipts/a'))])
    const query = { from: [{ collectionId: 'receipts' }], limit: 5 }
    expect(await client.runQuery(query)).toHaveLength(1)
    const document = { name: 'n', createTime: 't', updateTime: 't' }
    wire.fault = async () => Response.json([{ readTime: 't' }, { document }, { skippedResults: 3 }])
    expect(await client.runQuery(query)).toEqual([document])
  })
})

test('a query that says nothing is not one that found nothing', async () => {
  const { client, wire } = startWire()
  const query = { from: [{ collectionId: 'receipts' }], limit: 5 }
  expect(await client.runQuery(query)).toEqual([])
  for (const silence of [[], [{}]]) {
    wire.fault = async () => Response.json(silence)
    await expect(client.runQuery(query)).rejects.toBeInstanceOf(Unanswered)
  }
})

describe('refusals', () => {
  test('both HTTP 409s are told apart by their status', async () => {
    const { client, wire } = startWire()
    for (const status of ['ALREADY_EXISTS', 'ABORTED']) {
      wire.fault = async () => refusal(409, status)
      await expect(client.commit([create('x')])).rejects.toMatchObject({
        name: 'FirestoreRefusal',
        status,
      })
    }
  })

  test('an error wrapped in a list, as streaming calls send it, is the same error', async () => {
    const { client, wire } = startWire()
    wire.fault = async () => refusal(403, 'PERMISSION_DENIED', true)
    await expect(client.batchGet(['x'])).rejects.toMatchObject({ status: 'PERMISSION_DENIED' })
  })

  test('the real refusals arrive with their names', async () => {
    const { client } = startWire()
    const name = client.nameOf('receipts/a')
    const { commitTime } = await client.commit([create(name)])
    await expect(client.commit([create(name)])).rejects.toMatchObject({ status: 'ALREADY_EXISTS' })
    const stale = { ...create(name, '2'), currentDocument: { updateTime: '2020-01-01T00:00:00Z' } }
    const failed = { status: 'FAILED_PRECONDITION' }
    await expect(client.commit([stale])).rejects.toMatchObject(failed)
    const fresh = { ...create(name, '2'), currentDocument: { updateTime: commitTime } }
    await client.commit([fresh])
  })
})

describe('nobody knows whether it was applied', () => {
  const cases: [string, () => Promise<Response>][] = [
    ['500 INTERNAL', async () => refusal(500, 'INTERNAL')],
    ['503 UNAVAILABLE', async () => refusal(503, 'UNAVAILABLE')],
    ['504 DEADLINE_EXCEEDED', async () => refusal(504, 'DEADLINE_EXCEEDED')],
    ['499 CANCELLED', async () => refusal(499, 'CANCELLED')],
    ['a gateway without JSON', async () => new Response('<html>', { status: 502 })],
    ['a server error without status', async () => Response.json({}, { status: 500 })],
    ['200 without JSON', async () => new Response('<!doctype html>')],
    ['200 with nothing', async () => new Response('')],
    ['200 with null', async () => Response.json(null)],
    ['200 with another shape', async () => Response.json({ ok: true })],
    ['200 with a list of nothing', async () => Response.json([null])],
    ['200 with too few results', async () => Response.json({ writeResults: [], commitTime: 't' })],
    ['a broken connection', async () => Promise.reject(new TypeError('socket'))],
    ['silence', () => new Promise(() => undefined)],
  ]
  for (const [name, answer] of cases) {
    test(`${name}: a commit`, async () => {
      const { client, wire, meter } = startWire({ timeoutMs: 20 })
      wire.fault = answer
      await expect(client.commit([create('x')])).rejects.toBeInstanceOf(Unanswered)
      expect(meter).toEqual({ calls: 1, reads: 0, writes: 0 })
    })
  }

  test('a read that leaves a document out is no statement that it does not exist', async () => {
    const { client, wire } = startWire()
    const garbled = [[], [{}], [{ readTime: 't' }], [{ missing: 'another' }], {}, null]
    for (const body of garbled) {
      wire.fault = async () => Response.json(body)
      await expect(client.batchGet(['x'])).rejects.toBeInstanceOf(Unanswered)
    }
    wire.fault = async () => Response.json(null)
    const query = { from: [{ collectionId: 'x' }], limit: 1 }
    await expect(client.runQuery(query)).rejects.toBeInstanceOf(Unanswered)
  })

  test("a refusal without the service's own word may come from anybody on the way", async () => {
    const { client, wire } = startWire()
    wire.fault = async () => Response.json({}, { status: 400 })
    await expect(client.commit([create('x')])).rejects.toBeInstanceOf(Unanswered)
  })
})

describe('the token', () => {
  function startRefused(times: number, body: BodyInit = '{}') {
    const tokens: string[] = []
    let dropped = 0
    const wired = startWire({
      token: async () => (dropped === 0 ? 'old' : 'owner'),
      dropToken: () => {
        dropped += 1
      },
    })
    const { wire } = wired
    wire.fault = async (_verb, nth, next) =>
      nth <= times ? new Response(body, { status: 401 }) : next()
    return { ...wired, tokens, dropped: () => dropped }
  }

  test('a refused one is dropped, and the call made once more with a new one', async () => {
    const { client, sent, dropped } = startRefused(1)
    expect(await client.batchGet([client.nameOf('receipts/a')])).toEqual(new Map())
    expect([sent.length, dropped()]).toEqual([2, 1])
  })

  test('so also when the refusal is no JSON', async () => {
    const { client, dropped } = startRefused(1, '<html>')
    expect(await client.batchGet([client.nameOf('receipts/a')])).toEqual(new Map())
    expect(dropped()).toBe(1)
  })

  test('refused twice, it is an outage and not an endless loop', async () => {
    const { client, sent } = startRefused(9)
    await expect(client.commit([create('x')])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(sent).toHaveLength(2)
  })
})

test('the meter counts what Firestore itself counts', async () => {
  const { client, meter, firestore } = startWire()
  const names = ['a', 'b', 'c'].map((id) => client.nameOf(`receipts/${id}`))
  await client.commit(names.map((name) => create(name)))
  await client.batchGet([...names, client.nameOf('receipts/gone')])
  await client.runQuery({ from: [{ collectionId: 'receipts' }], limit: 2 })
  await client.runQuery({ from: [{ collectionId: 'flags' }], limit: 2 })
  const { calls, documentsRead, documentsWritten } = firestore.counters()
  expect(calls).toEqual({ commit: 1, batchGet: 1, runQuery: 2 })
  expect(meter).toEqual({ calls: 4, reads: documentsRead, writes: documentsWritten })
  expect(meter).toEqual({ calls: 4, reads: 7, writes: 3 })
})
