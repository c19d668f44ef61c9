// The browser's own SDK against the stand-in: what a player sees when signing in and out.
import { FirebaseError } from 'firebase/app'
import {
  type Auth,
  applyActionCode,
  confirmPasswordReset,
  createUserWithEmailAndPassword,
  deleteUser,
  fetchSignInMethodsForEmail,
  reload,
  sendEmailVerification,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  updatePassword,
  updateProfile,
  verifyBeforeUpdateEmail,
  verifyPasswordResetCode,
} from 'firebase/auth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSdk, PROJECT, type TestSdk } from './test-sdk.ts'

const ANN = 'ann@kai.test'
let clock = 0
let sdk: TestSdk
let auth: Auth

beforeEach(async () => {
  clock = Date.now()
  sdk = await openSdk({ now: () => clock })
  auth = sdk.auth
})
afterEach(() => sdk.close())

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action
  } catch (error) {
    if (error instanceof FirebaseError) return error.code
    throw error
  }
  return 'no error'
}

async function admin(operation: string, body: object): Promise<Response> {
  const base = `${sdk.url}/identitytoolkit.googleapis.com/v1/projects/${PROJECT}`
  const headers = { authorization: 'Bearer owner' }
  return fetch(`${base}/${operation}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function lastCode(): Promise<string> {
  const list = await fetch(`${sdk.url}/emulator/v1/projects/${PROJECT}/oobCodes`)
  const { oobCodes } = (await list.json()) as { oobCodes: { oobCode: string }[] }
  return oobCodes.at(-1)?.oobCode ?? ''
}

test('a new player is signed in and can come back with the same password', async () => {
  const created = await createUserWithEmailAndPassword(auth, 'Ann@KAI.test', 'correct horse')
  expect(created.user).toMatchObject({ email: ANN, emailVerified: false, isAnonymous: false })
  await auth.signOut()
  const again = await signInWithEmailAndPassword(auth, ANN, 'correct horse')
  expect(again.user.uid).toBe(created.user.uid)
  expect(again.user.providerData[0]?.providerId).toBe('password')
})

test('refusals carry the codes the sign-in form translates for people', async () => {
  await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  const signUp = (email: string, password: string) =>
    codeOf(createUserWithEmailAndPassword(auth, email, password))
  const signIn = (email: string, password: string) =>
    codeOf(signInWithEmailAndPassword(auth, email, password))

  expect(await signUp(ANN, 'correct horse')).toBe('auth/email-already-in-use')
  expect(await signUp('bob@kai.test', '12345')).toBe('auth/weak-password')
  expect(await signUp('bob@kai.test', '')).toBe('auth/missing-password')
  expect(await signUp('not an address', 'correct horse')).toBe('auth/invalid-email')
  expect(await signIn(ANN, 'wrong horse')).toBe('auth/invalid-credential')
  expect(await signIn('nobody@kai.test', 'wrong horse')).toBe('auth/invalid-credential')
  expect(await signIn(ANN, '')).toBe('auth/missing-password')
  expect(await signIn('not an address', 'x')).toBe('auth/invalid-email')
})

test('a disabled player cannot sign in, and an open session ends at its next refresh', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  await admin('accounts:update', { localId: user.uid, disableUser: true })
  expect(await codeOf(user.getIdToken(true))).toBe('auth/user-disabled')
  const signIn = signInWithEmailAndPassword(auth, ANN, 'correct horse')
  expect(await codeOf(signIn)).toBe('auth/user-disabled')
})

test('guessing a password is stopped after ten tries, for five minutes', async () => {
  await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  const guess = (password: string) => codeOf(signInWithEmailAndPassword(auth, ANN, password))
  for (let n = 0; n < 10; n += 1) expect(await guess('wrong')).toBe('auth/invalid-credential')
  expect(await guess('correct horse')).toBe('auth/too-many-requests')
  clock += 5 * 60_000
  expect(await guess('correct horse')).toBe('no error')
})

test('nobody learns from the server whether an address has an account', async () => {
  await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  expect(await fetchSignInMethodsForEmail(auth, ANN)).toEqual([])
  expect(await codeOf(sendPasswordResetEmail(auth, 'nobody@kai.test'))).toBe('no error')
  expect(await lastCode()).toBe('')
})

test('refreshing gives a new token of the same sign-in, with claims set meanwhile', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  const before = await user.getIdTokenResult()
  await admin('accounts:update', { localId: user.uid, customAttributes: '{"admin":true}' })
  clock += 60_000
  const after = await user.getIdTokenResult(true)
  expect(before.claims.admin).toBeUndefined()
  expect(after.claims.admin).toBe(true)
  expect(after.claims.auth_time).toBe(before.claims.auth_time)
  expect(Number(after.claims.iat) - Number(before.claims.iat)).toBe(60)
})

test('a revoked session cannot be refreshed', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  const validSince = Math.floor(clock / 1000) + 1
  await admin('accounts:update', { localId: user.uid, validSince: String(validSince) })
  expect(await codeOf(user.getIdToken(true))).toBe('auth/user-token-expired')
  expect(auth.currentUser).toBeNull()
})

test('profile, password change and deletion work; the old password does not', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  await updateProfile(user, { displayName: 'Ann', photoURL: 'https://kai.test/a.png' })
  await updatePassword(user, 'battery staple')
  await reload(user)
  expect(user).toMatchObject({ displayName: 'Ann', photoURL: 'https://kai.test/a.png' })
  const old = signInWithEmailAndPassword(auth, ANN, 'correct horse')
  expect(await codeOf(old)).toBe('auth/invalid-credential')
  const fresh = await signInWithEmailAndPassword(auth, ANN, 'battery staple')
  await deleteUser(fresh.user)
  const gone = signInWithEmailAndPassword(auth, ANN, 'battery staple')
  expect(await codeOf(gone)).toBe('auth/invalid-credential')
})

test('a stolen old session cannot change the password or delete the account', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  clock += 6 * 60_000
  expect(await codeOf(updatePassword(user, 'thief thief'))).toBe('auth/requires-recent-login')
  expect(await codeOf(deleteUser(user))).toBe('auth/requires-recent-login')
})

test('a forgotten password is reset once, and every other session ends', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  clock += 1000
  await sendPasswordResetEmail(auth, ANN)
  const code = await lastCode()
  expect(await verifyPasswordResetCode(auth, code)).toBe(ANN)
  await confirmPasswordReset(auth, code, 'battery staple')
  const again = confirmPasswordReset(auth, code, 'third password')
  expect(await codeOf(again)).toBe('auth/invalid-action-code')
  expect(await codeOf(user.getIdToken(true))).toBe('auth/user-token-expired')
  await signInWithEmailAndPassword(auth, ANN, 'battery staple')
})

test('a code older than an hour is refused', async () => {
  await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  await sendPasswordResetEmail(auth, ANN)
  clock += 3600_000
  const late = confirmPasswordReset(auth, await lastCode(), 'battery staple')
  expect(await codeOf(late)).toBe('auth/expired-action-code')
})

test('an address is verified, and changed only by its new owner', async () => {
  const { user } = await createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  await sendEmailVerification(user)
  await applyActionCode(auth, await lastCode())
  await reload(user)
  expect(user.emailVerified).toBe(true)
  await verifyBeforeUpdateEmail(user, 'ann2@kai.test')
  await applyActionCode(auth, await lastCode())
  const fresh = await signInWithEmailAndPassword(auth, 'ann2@kai.test', 'correct horse')
  expect(fresh.user.uid).toBe(user.uid)
})

test('a service that is down is an error of its own, never a sign-in', async () => {
  const arm = (rule: object) =>
    fetch(`${sdk.url}/__local/faults`, {
      method: 'POST',
      body: JSON.stringify({ rules: [{ call: 'accounts:signUp', times: 1, ...rule }] }),
    })
  await arm({ kind: 'garbage' })
  const garbled = createUserWithEmailAndPassword(auth, ANN, 'correct horse')
  expect(await codeOf(garbled)).toBe('auth/network-request-failed')
  await arm({ kind: 'reject', status: 503 })
  const rejected = createUserWithEmailAndPassword(auth, 'bob@kai.test', 'correct horse')
  expect(await codeOf(rejected)).toMatch(/unavailable/)
  // The garbled call was applied: the account is there.
  expect(await codeOf(signInWithEmailAndPassword(auth, ANN, 'correct horse'))).toBe('no error')
})
