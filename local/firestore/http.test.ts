// The REST door as other programs see it: routes, masks, refusals, counters, faults.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  int,
  name,
  ROOT,
  readAnswer,
  startFirestore,
  type TestFirestore,
  text,
  touch,
  update,
  type WireDocument,
} from './test-client.ts'

let db: TestFirestore
beforeEach(() => {
  db = startFirestore({ hangMs: 50 })
})

const codeOf = async (method: string, path: string, body?: unknown, headers?: object) => {
  const { code, status } = await db.call(method, path, body, headers)
  return [code, status]
}

describe('documents', () => {
  test('create, read, change and delete one', async () => {
    const fields = { a: int(1), 'odd name': { doubleValue: -0 } }
    const created = (await db.call('POST', '/c?documentId=x', { fields })).body as WireDocument
    expect(created.name).toBe(name('c/x'))
    expect(await codeOf('POST', '/c?documentId=x', { fields })).toEqual([409, 'ALREADY_EXISTS'])
    await db.call('PATCH', '/c/x?updateMask.fieldPaths=b', { fields: { b: int(2) } })
    const masked = await db.call('GET', '/c/x?mask.fieldPaths=b&mask.fieldPaths=%60odd%20name%60')
    expect(masked.body).toMatchObject({ fields: { b: int(2), 'odd name': { doubleValue: 0 } } })
    expect(await db.call('DELETE', '/c/x')).toMatchObject({ code: 200, body: {} })
    expect(await codeOf('GET', '/c/x')).toEqual([404, 'NOT_FOUND'])
  })

  test('guards in the URL are honoured, unlike in the public emulator', async () => {
    const { updateTime } = (await db.call('PATCH', '/c/x', { fields: {} })).body as WireDocument
    const guard = `currentDocument.updateTime=${updateTime}`
    const fields = { n: int(1) }
    expect(await codeOf('PATCH', `/c/x?${guard}`, { fields })).toEqual([200, 'OK'])
    expect(await codeOf('PATCH', `/c/x?${guard}`, { fields })).toEqual([400, 'FAILED_PRECONDITION'])
    expect(await codeOf('DELETE', `/c/x?${guard}`)).toEqual([400, 'FAILED_PRECONDITION'])
    const absent = '/c/y?currentDocument.exists=true'
    expect(await codeOf('PATCH', absent, { fields })).toEqual([404, 'NOT_FOUND'])
    expect(await codeOf('DELETE', absent)).toEqual([404, 'NOT_FOUND'])
  })

  test('minus zero, not-a-number and 2^63 - 1 come back as they went in', async () => {
    const request = new Request(`http://localhost/v1/${ROOT}/c/x`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer owner' },
      body: '{"fields":{"a":{"doubleValue":-0.0},"b":{"doubleValue":"NaN"}}}',
    })
    expect(await (await db.fetch(request)).text()).toContain('"a":{"doubleValue":-0.0}')
    await db.commit(update('c/x', { n: int('9223372036854775807') }))
    expect((await db.get('c/x')).fields).toEqual({ n: int('9223372036854775807') })
  })

  test('batchGet tells what is missing, once per name, and bills both', async () => {
    await db.commit(update('c/x', { a: int(1) }))
    const documents = ['c/x', 'c/gone', 'c/x'].map(name)
    const { body } = await db.call('POST', ':batchGet', { documents, mask: { fieldPaths: ['a'] } })
    expect(body).toMatchObject([{ found: { name: name('c/x') } }, { missing: name('c/gone') }])
    expect(db.counters().documentsRead).toBe(2)
  })

  test('a listing is walked with tokens, in any automatic order', async () => {
    await db.commit(...[3, 1, 2].map((n) => update(`c/${n}`, { n: int(n) })), update('c/1/d/x', {}))
    for (const order of ['', '&orderBy=n%20desc']) {
      const ids: string[] = []
      let token = ''
      do {
        const { body } = await db.call('GET', `/c?pageSize=2${order}&pageToken=${token}`)
        const page = body as { documents: WireDocument[]; nextPageToken?: string }
        ids.push(...page.documents.map((document) => document.name.slice(-1)))
        token = page.nextPageToken ?? ''
      } while (token)
      expect(ids).toEqual(order ? ['3', '2', '1'] : ['1', '2', '3'])
    }
    expect(await codeOf('GET', '/c?pageToken=zz')).toEqual([400, 'INVALID_ARGUMENT'])
    expect((await db.call('GET', '/empty')).body).toEqual({})
  })
})

describe('refusals', () => {
  test('only the owner token is let in', async () => {
    const denied = [403, 'PERMISSION_DENIED']
    const unauthenticated = [401, 'UNAUTHENTICATED']
    expect(await codeOf('GET', '/c/x', undefined, { authorization: '' })).toEqual(denied)
    const other = { authorization: 'Bearer someone' }
    expect(await codeOf('POST', ':commit', { writes: [] }, other)).toEqual(unauthenticated)
  })

  test('what is not built answers 501 and names itself', async () => {
    const calls = ['beginTransaction', 'rollback', 'batchWrite', 'listCollectionIds', 'write']
    for (const call of [...calls, 'partitionQuery', 'listen']) {
      const { code, body } = await db.call('POST', `:${call}`, {})
      expect([code, JSON.stringify(body).includes(call)]).toEqual([501, true])
    }
    const transaction = { writes: [], transaction: 'AAAA' }
    expect(await codeOf('POST', ':commit', transaction)).toEqual([501, 'UNIMPLEMENTED'])
    await db.commit(update('c/x', {}))
    for (const parameter of ['transaction=AAAA', 'readTime=2020-01-01T00:00:00Z']) {
      expect(await codeOf('GET', `/c/x?${parameter}`)).toEqual([501, 'UNIMPLEMENTED'])
      expect(await codeOf('GET', `/c?${parameter}`)).toEqual([501, 'UNIMPLEMENTED'])
    }
  })

  test('streaming calls wrap their error in an array, the others do not', async () => {
    const wrapped = await db.call('POST', ':batchGet', { documents: ['zzz'] })
    expect(wrapped.body).toMatchObject([{ error: { code: 400, status: 'INVALID_ARGUMENT' } }])
    const bare = await db.call('POST', ':commit', { writes: [{}] })
    expect(bare.body).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } })
  })

  test('a document is not written under the name of another', async () => {
    const other = { name: name('c/y'), fields: {} }
    expect(await codeOf('PATCH', '/c/x', other)).toEqual([400, 'INVALID_ARGUMENT'])
    expect(await codeOf('GET', '/c?pageSize=many')).toEqual([400, 'INVALID_ARGUMENT'])
  })

  test('bodies that are no JSON and other databases are refused', async () => {
    const post = (url: string) =>
      new Request(url, { method: 'POST', headers: { authorization: 'Bearer owner' }, body: '{' })
    const garbled = await readAnswer(await db.fetch(post(`http://localhost/v1/${ROOT}:commit`)))
    expect(garbled.status).toBe('INVALID_ARGUMENT')
    const elsewhere = post('http://localhost/v1/projects/p/databases/other/documents:commit')
    expect((await readAnswer(await db.fetch(elsewhere))).status).toBe('NOT_FOUND')
  })

  test('colons and escapes belong to document ids', async () => {
    const odd = '/c/a:commit%20%25'
    await db.call('PATCH', odd, { fields: { a: text('x') } })
    expect((await db.call('GET', odd)).body).toMatchObject({ name: name('c/a:commit %') })
    expect(await codeOf('POST', '/c?documentId=a%2Fb', {})).toEqual([400, 'INVALID_ARGUMENT'])
  })
})

describe('control', () => {
  test('counters count calls and billed documents, and start over', async () => {
    await db.commit(update('c/x', {}), touch('c/x'), { delete: name('c/gone') })
    await db.get('c/x')
    const { body } = await db.call('GET', '/__local/counters')
    const calls = { commit: 1, get: 1 }
    const counted = { calls, documentsRead: 1, documentsWritten: 3, indexEntriesScanned: 0 }
    expect(body).toEqual(counted)
    expect(db.counters()).toEqual(counted)
    await db.call('DELETE', '/__local/counters')
    expect(db.counters()).toMatchObject({ calls: {}, documentsRead: 0 })
  })

  test('clearing empties one project and leaves the others', async () => {
    await db.commit(update('c/x', { a: int(1) }))
    const emulator = (project: string) =>
      db.call('DELETE', `/emulator/v1/projects/${project}/databases/(default)/documents`)
    await emulator('other')
    expect(await db.ids({ from: [{ collectionId: 'c' }] })).toEqual(['x'])
    await emulator('demo')
    expect(await db.ids({ from: [{ collectionId: 'c' }] })).toEqual([])
    expect((await db.commit(update('c/x', { a: int(1) }))).status).toBe('OK')
  })

  test('a dropped answer was applied, a rejected call was not', async () => {
    const arm = (rule: object) =>
      db.call('POST', '/__local/faults', { rules: [{ times: 1, ...rule }] })
    await arm({ kind: 'reject', call: 'commit', status: 409 })
    expect((await db.commit(update('c/rejected', {}))).status).toBe('ABORTED')
    await arm({ kind: 'drop', call: 'commit' })
    expect((await db.commit(update('c/dropped', {}))).status).toBe('UNAVAILABLE')
    expect(await codeOf('GET', '/c/rejected')).toEqual([404, 'NOT_FOUND'])
    expect(await codeOf('GET', '/c/dropped')).toEqual([200, 'OK'])
    const statuses: unknown[] = []
    for (const status of [400, 401, 403, 429, 500, 503, 504]) {
      await arm({ kind: 'reject', call: 'batchGet', status })
      statuses.push((await db.call('POST', ':batchGet', { documents: [] })).status)
    }
    expect(statuses).toEqual([
      ...['INVALID_ARGUMENT', 'UNAUTHENTICATED', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED'],
      ...['INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED'],
    ])
  })
})
