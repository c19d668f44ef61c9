// firebase/firestore/lite as a signed-in person: what the rules give works, everything else is
// refused with the code that pages look at, also inside its optimistic transactions.
import { deleteApp, type FirebaseApp, type FirebaseError, initializeApp } from 'firebase/app'
import {
  type Auth,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  initializeAuth,
  inMemoryPersistence,
} from 'firebase/auth'
import {
  addDoc,
  collection,
  deleteDoc,
  doc,
  type Firestore,
  getCount,
  getDoc,
  getDocs,
  initializeFirestore,
  limit,
  orderBy,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
  writeBatch,
} from 'firebase/firestore/lite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createIdentity, type Identity } from '../identity/index.ts'
import { type Served, serve } from '../serve.ts'
import { keysOf, readIndexes, readRules } from '../stand-ins.ts'
import { int, startFirestore, type TestFirestore, text, update } from './test-client.ts'

// It logs every refusal, and here they are wanted.
setLogLevel('silent')

const PROJECT = 'demo'
const NO = 'permission-denied'

let identity: Identity
let served: Served[]
let app: FirebaseApp
let auth: Auth
let db: TestFirestore
let lite: Firestore
let ann: string

beforeEach(async () => {
  identity = createIdentity({ file: ':memory:', projectId: PROJECT })
  db = startFirestore({ rules: readRules(), keys: keysOf(identity), indexes: readIndexes() })
  const [identityServed, firestoreServed] = [await serve(identity.fetch), await serve(db.fetch)]
  served = [identityServed, firestoreServed]
  app = initializeApp({ apiKey: 'local', projectId: PROJECT }, firestoreServed.url)
  auth = initializeAuth(app, { persistence: inMemoryPersistence })
  connectAuthEmulator(auth, identityServed.url, { disableWarnings: true })
  lite = initializeFirestore(app, { host: `127.0.0.1:${firestoreServed.port}`, ssl: false })
  ann = (await createUserWithEmailAndPassword(auth, 'ann@kai.test', 'correct horse')).user.uid
  await db.commit(
    update(`balances/${ann}`, { availableTokens: int(5) }),
    update('balances/bob', { availableTokens: int(500) }),
    ...[1, 2, 3].map((seq) => row(`a${seq}`, ann, seq)),
    row('b4', 'bob', 4),
  )
})

afterEach(async () => {
  await deleteApp(app)
  for (const each of served) await each.close()
  db.close()
  identity.close()
})

const row = (id: string, userId: string, seq: number) =>
  update(`transactions/${id}`, {
    userId: text(userId),
    seq: int(seq),
    timestamp: { timestampValue: `2026-01-01T00:00:0${seq}Z` },
  })
const codeOf = (done: Promise<unknown>): Promise<string> =>
  done.then(
    () => 'ok',
    ({ code }: FirebaseError) => code,
  )
const rows = () => collection(lite, 'transactions')
const own = () => doc(lite, 'balances', ann)

test('the own balance and the own history are read, page by page', async () => {
  expect((await getDoc(own())).data()).toEqual({ availableTokens: 5 })
  const newest = [orderBy('timestamp', 'desc'), orderBy('seq', 'desc'), limit(2)]
  const page = await getDocs(query(rows(), where('userId', '==', ann), ...newest))
  expect(page.docs.map(({ id }) => id)).toEqual(['a3', 'a2'])
  expect((await getCount(query(rows(), where('userId', '==', ann)))).data()).toEqual({ count: 3 })
})

test("another's balance, row or history is refused", async () => {
  const refused = [
    getDoc(doc(lite, 'balances', 'bob')),
    getDoc(doc(lite, 'transactions', 'b4')),
    getDocs(rows()),
    getDocs(query(rows(), where('userId', '==', 'bob'))),
    getCount(rows()),
  ]
  expect(await Promise.all(refused.map(codeOf))).toEqual(refused.map(() => NO))
})

test('every kind of write is refused and changes nothing', async () => {
  const rich = { availableTokens: 1_000_000 }
  const refused = [
    setDoc(own(), rich),
    updateDoc(own(), rich),
    deleteDoc(own()),
    addDoc(rows(), { userId: ann }),
    writeBatch(lite).set(own(), rich).commit(),
  ]
  expect(await Promise.all(refused.map(codeOf))).toEqual(refused.map(() => NO))
  expect((await db.get(`balances/${ann}`)).fields).toEqual({ availableTokens: int(5) })
})

test('a transaction may read the own balance; it may not write, nor read another', async () => {
  const seen = await runTransaction(lite, async (unit) => (await unit.get(own())).data())
  expect(seen).toEqual({ availableTokens: 5 })
  const writes = runTransaction(lite, async (unit) => {
    await unit.get(own())
    unit.update(own(), { availableTokens: 1_000_000 })
  })
  const foreign = runTransaction(lite, (unit) => unit.get(doc(lite, 'balances', 'bob')))
  expect(await Promise.all([writes, foreign].map(codeOf))).toEqual([NO, NO])
})

test('after signing out nothing of it is read', async () => {
  await auth.signOut()
  expect(await codeOf(getDoc(own()))).toBe(NO)
})
