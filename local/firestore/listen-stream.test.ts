// What a listener is told, target by target. What it is not told stays on somebody's screen as a
// balance that is no longer true; what it is told too much is another person's.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { readRules } from '../stand-ins.ts'
import { INDEXES } from './rules-cases.ts'
import {
  type Answered,
  isError,
  isRefusal,
  isSnapshot,
  type OpenOptions,
  TestChannel,
} from './test-channel.ts'
import {
  int,
  name,
  orderBy,
  ROOT,
  startFirestore,
  type TestFirestore,
  text,
  touch,
  update,
  where,
} from './test-client.ts'
import { createTokens, type TestTokens } from './test-tokens.ts'

const DENIED = { code: 7, message: 'Missing or insufficient permissions.' }

let tokens: TestTokens
let db: TestFirestore
let served: Served
beforeAll(async () => {
  tokens = await createTokens('demo')
})
beforeEach(async () => {
  const indexes = { indexes: INDEXES, fieldOverrides: [] }
  db = startFirestore({ rules: readRules(), keys: tokens.keys, indexes })
  served = await serve(db.fetch)
})
afterEach(async () => {
  await served.close()
  db.close()
})

const open = async (messages: object[], options: OpenOptions = {}) => {
  const token = options.token ?? (await tokens.of('ann'))
  const send = (url: string, init?: RequestInit) => fetch(served.url + url, init)
  return TestChannel.open(send, messages, { ...options, token })
}
const documents = (targetId: number, ...paths: string[]) => ({
  addTarget: { targetId, documents: { documents: paths.map(name) } },
})
const query = (targetId: number, clauses: object, more: object = {}) => ({
  addTarget: {
    targetId,
    query: {
      parent: ROOT,
      structuredQuery: { from: [{ collectionId: 'transactions' }], ...clauses },
    },
    ...more,
  },
})
const mine = where('userId', 'EQUAL', text('ann'))
const newest = { where: mine, orderBy: [orderBy('seq', 'DESCENDING')], limit: 2 }
const balance = (tokensLeft: number, uid = 'ann') =>
  update(`balances/${uid}`, { availableTokens: int(tokensLeft) })
const row = (id: string, userId: string, seq: number) =>
  update(`transactions/${id}`, { userId: text(userId), seq: int(seq) })

/** One word an answer: what happened to which document or target. */
function wordOf({ targetChange, documentChange, documentDelete, documentRemove, error }: Answered) {
  const last = (path: string) => path.split('/').slice(-2).join('/')
  if (documentChange) return `${last(documentChange.document.name)} -> ${documentChange.targetIds}`
  if (documentDelete) return `${last(documentDelete.document)} deleted`
  if (documentRemove) return `${last(documentRemove.document)} left`
  if (error) return error.status
  const { targetChangeType = 'SNAPSHOT', targetIds = '', cause } = targetChange ?? {}
  return `${targetChangeType} ${targetIds}${cause ? ` ${cause.code}` : ''}`.trim()
}

/** Tells what comes next, up to a snapshot or whatever `isLast` says. */
function follow(channel: TestChannel) {
  let acknowledged = 0
  return async (isLast = isSnapshot) => {
    const bodies = await channel.until(isLast, acknowledged)
    acknowledged += bodies.length
    return bodies.map(wordOf)
  }
}

test('a document: as it is, its changes, its end and its return', async () => {
  await db.commit(balance(1))
  const next = follow(await open([documents(2, 'balances/ann')]))
  expect(await next()).toEqual(['ADD 2', 'balances/ann -> 2', 'CURRENT 2', 'SNAPSHOT'])
  await db.commit(balance(2))
  expect(await next()).toEqual(['balances/ann -> 2', 'SNAPSHOT'])
  await db.commit({ delete: name('balances/ann') })
  expect(await next()).toEqual(['balances/ann deleted', 'SNAPSHOT'])
  await db.commit(balance(3))
  expect(await next()).toEqual(['balances/ann -> 2', 'SNAPSHOT'])
})

test('a document that is not there is told as such', async () => {
  const next = follow(await open([documents(2, 'balances/ann')]))
  expect(await next()).toEqual(['ADD 2', 'balances/ann deleted', 'CURRENT 2', 'SNAPSHOT'])
})

test('a query with a limit: what comes, what is pushed out, what comes back', async () => {
  await db.commit(row('a1', 'ann', 1), row('b2', 'bob', 2), row('a3', 'ann', 3))
  const next = follow(await open([query(4, newest)]))
  const first = ['ADD 4', 'transactions/a3 -> 4', 'transactions/a1 -> 4', 'CURRENT 4', 'SNAPSHOT']
  expect(await next()).toEqual(first)
  await db.commit(row('a5', 'ann', 5))
  expect(await next()).toEqual(['transactions/a5 -> 4', 'transactions/a1 left', 'SNAPSHOT'])
  await db.commit({ delete: name('transactions/a5') })
  expect(await next()).toEqual(['transactions/a1 -> 4', 'transactions/a5 deleted', 'SNAPSHOT'])
  await db.commit(row('a3', 'bob', 3))
  expect(await next()).toEqual(['transactions/a3 left', 'SNAPSHOT'])
})

test('one commit on two targets is one snapshot; what concerns nobody is not told', async () => {
  await db.commit(balance(1), row('a1', 'ann', 1))
  const channel = await open([documents(2, 'balances/ann'), query(4, newest)])
  const next = follow(channel)
  await next()
  await next()
  // Not theirs, not changed, not committed, not here: the next word is about the commit below.
  await db.commit(balance(9, 'bob'), row('b1', 'bob', 1))
  await db.commit(touch('balances/ann'), balance(1))
  await db.commit(balance(7), { ...balance(0, 'zoe'), currentDocument: { exists: true } })
  const elsewhere = ROOT.replace('demo', 'other')
  const patch = { method: 'PATCH', headers: { authorization: 'Bearer owner' }, body: '{}' }
  await fetch(`${served.url}/v1/${elsewhere}/balances/ann`, patch)
  await db.commit(balance(2), row('a2', 'ann', 2))
  expect(await next()).toEqual(['balances/ann -> 2', 'transactions/a2 -> 4', 'SNAPSHOT'])
})

test('clearing the database is told as well', async () => {
  await db.commit(balance(1))
  const next = follow(await open([documents(2, 'balances/ann')]))
  await next()
  await db.call('DELETE', `/emulator/v1/${ROOT}`)
  expect(await next()).toEqual(['balances/ann deleted', 'SNAPSHOT'])
})

test('a target that is removed hears no more; the others do', async () => {
  await db.commit(balance(1), row('a1', 'ann', 1))
  const channel = await open([documents(2, 'balances/ann'), query(4, newest)])
  const next = follow(channel)
  await next()
  await next()
  await channel.send([{ removeTarget: 4 }])
  await db.commit(row('a2', 'ann', 2))
  await db.commit(balance(2))
  expect(await next()).toEqual(['REMOVE 4', 'balances/ann -> 2', 'SNAPSHOT'])
})

test('who comes back with a token is told to forget, and all of it again', async () => {
  await db.commit(row('a1', 'ann', 1))
  const resumeToken = Buffer.from('1').toString('base64')
  const next = follow(await open([query(4, newest, { resumeToken, expectedCount: 3 })]))
  const again = ['ADD 4', 'RESET 4', 'transactions/a1 -> 4', 'CURRENT 4', 'SNAPSHOT']
  expect(await next()).toEqual(again)
})

test('the rules refuse one target; the others go on', async () => {
  await db.commit(balance(1), balance(500, 'bob'), row('b1', 'bob', 1))
  const refused = [
    documents(2, 'balances/bob'),
    documents(4, 'balances/ann', 'balances/bob'),
    query(6, {}),
    query(8, { limit: 1 }),
    query(10, { where: where('userId', 'EQUAL', text('bob')) }),
    documents(12, 'transactions/none'),
  ]
  const channel = await open([...refused, documents(20, 'balances/ann')])
  const bodies = await channel.until(isSnapshot)
  const causes = bodies.filter(isRefusal).map(({ targetChange }) => targetChange?.cause)
  expect(causes).toEqual(refused.map(() => DENIED))
  expect(JSON.stringify(bodies)).not.toContain('500')
  expect(bodies.map(wordOf).slice(-4)).toEqual([
    'ADD 20',
    'balances/ann -> 20',
    'CURRENT 20',
    'SNAPSHOT',
  ])
})

test("a row that becomes somebody else's is shown no more, not even its last change", async () => {
  await db.commit(row('a1', 'ann', 1))
  const next = follow(await open([documents(2, 'transactions/a1')]))
  await next()
  await db.commit(row('a1', 'bob', 77))
  expect(await next(isRefusal)).toEqual(['REMOVE 2 7'])
})

test('who is signed out listens to the price list and to nothing else', async () => {
  await db.commit(update('packages/small', {}))
  const channel = await open([documents(2, 'balances/ann'), documents(4, 'packages/small')], {
    token: '',
  })
  const words = ['ADD 2', 'REMOVE 2 7', 'ADD 4', 'packages/small -> 4', 'CURRENT 4', 'SNAPSHOT']
  expect(await follow(channel)()).toEqual(words)
})

test('a query without its index is refused as in production', async () => {
  const byTime = { where: mine, orderBy: [orderBy('timestamp')] }
  const [, refusal] = await (await open([query(4, byTime)])).until(isRefusal)
  expect(refusal?.targetChange?.cause).toMatchObject({ code: 9 })
  expect(refusal?.targetChange?.cause?.message).toContain('requires an index')
})

test('a stream has at most a hundred targets', async () => {
  const many = Array.from({ length: 101 }, (_, at) => documents(at + 1, 'balances/ann'))
  const [last] = (await (await open(many)).until(isRefusal)).slice(-1)
  expect(last?.targetChange).toMatchObject({ targetIds: [101], cause: { code: 8 } })
})

test('a target that is not understood is refused with the reason; the others go on', async () => {
  const elsewhere = { addTarget: { targetId: 2, documents: { documents: ['a/b'] } } }
  const odd = query(4, { where: { nothing: {} } })
  const later = query(6, { findNearest: {} })
  const channel = await open([elsewhere, odd, later, documents(8, 'balances/ann')])
  const words = (await follow(channel)()).filter((word) => !word.startsWith('ADD'))
  expect(words.slice(0, 3)).toEqual(['REMOVE 2 3', 'REMOVE 4 3', 'REMOVE 6 12'])
  expect(words.at(-1)).toBe('SNAPSHOT')
})

test.each([
  ['no target at all', {}],
  ['an unknown word', { addTargets: [] }],
  ['a target without number', documents(0, 'balances/ann')],
])('a message with %s ends the stream with the reason', async (_, message) => {
  const channel = await open([message, documents(2, 'balances/ann')])
  const [error, ...more] = await channel.until(isError)
  expect(error?.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' })
  expect(more).toEqual([])
})

test('listening is billed by the documents that are sent', async () => {
  await db.commit(row('a1', 'ann', 1), row('a2', 'ann', 2))
  db.counters()
  const next = follow(await open([query(4, newest), documents(6, 'balances/ann')]))
  await next()
  await next()
  await db.commit(row('a3', 'ann', 3))
  await next()
  const { calls, documentsRead } = db.counters()
  expect([calls.listen, documentsRead]).toEqual([1, 5])
})
