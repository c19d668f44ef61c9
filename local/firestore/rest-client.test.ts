// The Worker reads its non-money documents through firebase-rest-firestore: it must work against
// the stand-in exactly as shipped, over HTTP.
import { createFirestoreClient } from 'firebase-rest-firestore'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { createFirestore } from './index.ts'

const firestore = createFirestore({
  file: ':memory:',
  indexes: { indexes: [], fieldOverrides: [] },
})
let served: Served
let client: ReturnType<typeof createFirestoreClient>

beforeAll(async () => {
  // In emulator mode the library sends no token at all; production always sends one.
  served = await serve(async (request) => {
    const headers = new Headers(request.headers)
    headers.set('authorization', 'Bearer owner')
    const body = request.method === 'GET' ? null : await request.text()
    return firestore.fetch(new Request(request.url, { method: request.method, headers, body }))
  })
  client = createFirestoreClient({
    projectId: 'demo',
    privateKey: '',
    clientEmail: '',
    useEmulator: true,
    emulatorHost: '127.0.0.1',
    emulatorPort: served.port,
  })
})

afterAll(async () => {
  await served.close()
  firestore.close()
})

describe('firebase-rest-firestore', () => {
  test('adds, gets, sets, updates and deletes documents', async () => {
    const added = await client.collection('packages').add({ name: 'Starter', tokens: 500 })
    expect((await added.get()).data()).toMatchObject({ name: 'Starter', tokens: 500 })
    const document = client.collection('packages').doc('pro')
    expect((await document.get()).exists).toBe(false)
    await document.set({ name: 'Pro', price: { cents: 4999 } })
    await document.update({ 'price.cents': 3999 })
    expect((await document.get()).data()).toMatchObject({ name: 'Pro', price: { cents: 3999 } })
    await document.delete()
    expect((await document.get()).exists).toBe(false)
  })

  test('queries a collection and a subcollection', async () => {
    // A new reference each time: the library's `where` adds to the one it is called on.
    const rows = () => client.collection('rows')
    for (const n of [1, 2, 3])
      await rows()
        .doc(`r${n}`)
        .set({ n, even: n % 2 === 0 })
    await client.collection('rows/r1/notes').doc('x').set({ n: 9 })
    const numbers = async (query: { get(): Promise<{ docs: { data(): unknown }[] }> }) =>
      (await query.get()).docs.map((each) => (each.data() as { n: number }).n)
    expect(await numbers(rows().where('n', '>=', 2).orderBy('n', 'desc'))).toEqual([3, 2])
    expect(await numbers(rows().where('even', '==', false).limit(1))).toEqual([1])
    expect(await numbers(rows().where('n', 'in', [1, 3]))).toEqual([1, 3])
    expect(await numbers(client.collection('rows/r1/notes').where('n', '==', 9))).toEqual([9])
  })
})
