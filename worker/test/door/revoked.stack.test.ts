// A phone is stolen, support closes an account: the browser's own SDK, the sign-in service and the
// Worker must agree on who may still spend.
import { deleteApp, FirebaseError, initializeApp } from 'firebase/app'
import {
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  initializeAuth,
  inMemoryPersistence,
  signInWithEmailAndPassword,
  type User,
  updatePassword,
} from 'firebase/auth'
import { expect, onTestFinished, test } from 'vitest'
import type { FailureCode } from '../../../shared/failure.ts'
import { type HeaderFields, post, theDoor } from './door.ts'
import { expireOpenOrders, until } from './people.ts'
import { faultOf } from './refusal.ts'

const door = theDoor()
const PASSWORD = 'correct horse'

function newAuth() {
  const app = initializeApp(
    { apiKey: 'local', projectId: door.facts.projectId },
    crypto.randomUUID(),
  )
  onTestFinished(() => deleteApp(app))
  const auth = initializeAuth(app, { persistence: inMemoryPersistence })
  connectAuthEmulator(auth, door.facts.identity, { disableWarnings: true })
  return auth
}

/** Somebody signed in with the SDK, with the token and the cookie that they hold. */
async function signedIn() {
  const auth = newAuth()
  const email = `${crypto.randomUUID()}@kai.test`
  const { user } = await createUserWithEmailAndPassword(auth, email, PASSWORD)
  const idToken = await user.getIdToken()
  const bearer: HeaderFields = { authorization: `Bearer ${idToken}` }
  const cookie: HeaderFields = { cookie: await cookieFor(idToken), origin: door.facts.url }
  await aSecondLater()
  return { user, email, idToken, bearer, cookie }
}

/** Firebase counts sign-ins in seconds: what happens in the same one is not after it. */
async function aSecondLater(): Promise<void> {
  const second = Math.floor(Date.now() / 1000)
  await until('a second has passed', async () => Math.floor(Date.now() / 1000) > second)
}

const session = (idToken: string): Promise<Response> =>
  door.send('/api/session', post({ idToken }, { origin: door.facts.url }))

async function cookieFor(idToken: string): Promise<string> {
  const answer = await session(idToken)
  await answer.body?.cancel()
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

const buy = (who: HeaderFields): Promise<Response> => {
  const headers = { ...who, 'idempotency-key': crypto.randomUUID() }
  return door.send('/api/tokens/purchase', post({ packageId: 'starter' }, headers))
}

async function admin(operation: string, body: object): Promise<void> {
  const base = `${door.facts.identity}/identitytoolkit.googleapis.com/v1/projects`
  const url = `${base}/${door.facts.projectId}/accounts:${operation}`
  const answer = await fetch(url, post(body, { authorization: 'Bearer owner' }))
  if (!answer.ok) throw new Error(await answer.text())
}

async function refreshed(user: User): Promise<string> {
  try {
    await user.getIdToken(true)
    return 'refreshed'
  } catch (error) {
    if (error instanceof FirebaseError) return error.code
    throw error
  }
}

async function expectRefusal(answer: Response, code: FailureCode): Promise<void> {
  expect(await faultOf(answer, [code], door.facts)).toBeNull()
}

type Holder = Awaited<ReturnType<typeof signedIn>>
const REVOKED: Record<string, (holder: Holder) => Promise<unknown>> = {
  'every session was revoked': ({ user }) =>
    admin('update', { localId: user.uid, validSince: `${Math.floor(Date.now() / 1000)}` }),
  'the account is gone': ({ user }) => admin('delete', { localId: user.uid }),
  'the owner changed the password elsewhere': async ({ email }) => {
    const { user } = await signInWithEmailAndPassword(newAuth(), email, PASSWORD)
    await updatePassword(user, 'battery staple')
  },
}

test.each(Object.entries(REVOKED))('when %s, what is held buys nothing', async (_, happens) => {
  const holder = await signedIn()
  const { user, idToken, bearer, cookie } = holder
  expect((await buy(bearer)).status).toBe(201)
  expect((await buy(cookie)).status).toBe(201)
  await happens(holder)
  await expectRefusal(await buy(bearer), 'UNAUTHENTICATED')
  await expectRefusal(await buy(cookie), 'UNAUTHENTICATED')
  await expectRefusal(await session(idToken), 'UNAUTHENTICATED')
  expect(await refreshed(user)).toMatch(/^auth\/user-(?:token-expired|not-found)$/)
  await expireOpenOrders(door)
})

// Reading asks nobody but Redis; a new browser of the same second must not be what is left over.
test('whoever signs out everywhere ends every other browser and app at once', async () => {
  const phone = await signedIn()
  const { user } = await signInWithEmailAndPassword(newAuth(), phone.email, PASSWORD)
  const token = await user.getIdToken()
  const laptop = { cookie: await cookieFor(token), origin: door.facts.url }
  const bystander = await door.cookieOf('user2')
  const read = (headers: HeaderFields) => door.send('/api/wallet/balance', { headers })
  const header = async (headers: HeaderFields) =>
    (await (await door.send('/predictions', { headers })).text()).includes(phone.email)
  expect([(await read(phone.cookie)).status, await header(phone.cookie)]).toEqual([200, true])

  const done = await door.send('/api/session/all', { method: 'DELETE', headers: laptop })
  expect([done.status, done.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringMatching(/^__Host-session=; Max-Age=0/),
  ])
  for (const held of [phone.cookie, phone.bearer, laptop]) {
    await expectRefusal(await read(held), 'UNAUTHENTICATED')
    await expectRefusal(await buy(held), 'UNAUTHENTICATED')
  }
  expect(await header(phone.cookie)).toBe(false)
  await expectRefusal(await session(token), 'UNAUTHENTICATED')
  expect(await refreshed(phone.user)).toBe('auth/user-token-expired')
  expect((await read(bystander)).status).toBe(200)

  await aSecondLater()
  const again = await signInWithEmailAndPassword(newAuth(), phone.email, PASSWORD)
  const next = { cookie: await cookieFor(await again.user.getIdToken()) }
  expect((await read(next)).status).toBe(200)
})

test('a disabled account buys nothing, and gets no new token or session', async () => {
  const { user, idToken, bearer, cookie } = await signedIn()
  await admin('update', { localId: user.uid, disableUser: true })
  await expectRefusal(await buy(bearer), 'ACCOUNT_DISABLED')
  await expectRefusal(await buy(cookie), 'ACCOUNT_DISABLED')
  await expectRefusal(await session(idToken), 'ACCOUNT_DISABLED')
  expect(await refreshed(user)).toBe('auth/user-disabled')
  await admin('update', { localId: user.uid, disableUser: false })
  expect((await buy(bearer)).status).toBe(201)
  await expireOpenOrders(door)
})

test('after a revocation a new sign-in buys again', async () => {
  const { user, email } = await signedIn()
  await admin('update', { localId: user.uid, validSince: `${Math.floor(Date.now() / 1000)}` })
  const again = await signInWithEmailAndPassword(newAuth(), email, PASSWORD)
  const bearer = { authorization: `Bearer ${await again.user.getIdToken()}` }
  expect((await buy(bearer)).status).toBe(201)
  await expireOpenOrders(door)
})
