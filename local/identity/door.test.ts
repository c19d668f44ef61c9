// The server as browsers, developers and restarts meet it.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../serve.ts'
import { createIdentity, type IdentityOptions } from './index.ts'

const TOOLKIT = 'http://identity.test/identitytoolkit.googleapis.com/v1'
const ann = { email: 'ann@kai.test', password: 'password' }

function start(options: Partial<IdentityOptions> = {}) {
  const identity = createIdentity({ file: ':memory:', projectId: 'kai-test', ...options })
  onTestFinished(() => identity.close())
  const post = async (url: string, body: object) => {
    const request = new Request(url, { method: 'POST', body: JSON.stringify(body) })
    return (await identity.fetch(request)).json() as Promise<Record<string, string>>
  }
  return { ...identity, post }
}

// Run by a bare node, which is killed without a chance to close anything.
const CHILD = `
import { createIdentity } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
const identity = createIdentity({ file: process.argv[1], projectId: 'kai-test' })
const url = '${TOOLKIT}/accounts:signUp?key=k'
const body = JSON.stringify(${JSON.stringify(ann)})
const answer = await identity.fetch(new Request(url, { method: 'POST', body }))
console.log(await answer.text())
setInterval(() => {}, 1000)`

test('accounts, keys and refresh tokens survive kill -9: nobody is signed out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kai-identity-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'identity.sqlite')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CHILD, file])
  const printed = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)))
    child.once('exit', (code) => reject(new Error(`ended early with ${code}`)))
  })
  child.kill('SIGKILL')
  const before = JSON.parse(printed) as Record<string, string>

  const identity = start({ file })
  const served = await serve(identity.fetch)
  onTestFinished(served.close)
  const signedIn = await identity.post(`${TOOLKIT}/accounts:signInWithPassword?key=k`, ann)
  expect(signedIn.localId).toBe(before.localId)
  const path = '/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'
  await jwtVerify(before.idToken ?? '', createRemoteJWKSet(new URL(path, served.url)))
  const refresh = { grantType: 'refresh_token', refreshToken: before.refreshToken }
  const url = 'http://identity.test/securetoken.googleapis.com/v1/token?key=k'
  expect((await identity.post(url, refresh)).user_id).toBe(before.localId)
})

test('a browser may call from another origin, with the headers of the SDK', async () => {
  const identity = start()
  const url = `${TOOLKIT}/accounts:signUp?key=k`
  const asked = 'content-type,x-client-version,x-firebase-gmpid,x-firebase-client'
  const headers = {
    origin: 'http://localhost:8787',
    'access-control-request-method': 'POST',
    'access-control-request-headers': asked,
  }
  const preflight = await identity.fetch(new Request(url, { method: 'OPTIONS', headers }))
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:8787')
  expect(preflight.headers.get('access-control-allow-headers')).toBe(asked)
  // A refusal that the browser may not read would reach people as "network error".
  const origin = { origin: 'http://localhost:8787' }
  const refused = await identity.fetch(new Request(url, { method: 'POST', headers: origin }))
  expect(refused.status).toBe(400)
  expect(refused.headers.get('access-control-allow-origin')).toBe('http://localhost:8787')
})

test('the link of a reset mail works in a browser and sends the person back', async () => {
  const mails: string[] = []
  const identity = start({ mail: (line) => mails.push(line) })
  await identity.post(`${TOOLKIT}/accounts:signUp?key=k`, ann)
  const continueUrl = 'http://localhost:8787/sign-in'
  const asked = { requestType: 'PASSWORD_RESET', email: ann.email, continueUrl }
  await identity.post(`${TOOLKIT}/accounts:sendOobCode?key=k`, asked)
  const link = /http\S+/.exec(mails[0] ?? '')?.[0] ?? ''
  const page = await identity.fetch(new Request(link))
  expect(await page.text()).toContain('New password')
  const submit = (newPassword: string) => {
    const body = new URLSearchParams({ newPassword })
    return identity.fetch(new Request(link, { method: 'POST', body }))
  }
  expect((await submit('123')).status).toBe(400)
  const done = await submit('battery staple')
  expect([done.status, done.headers.get('location')]).toEqual([303, continueUrl])
  expect((await submit('third password')).status).toBe(400)
  const fresh = { ...ann, password: 'battery staple' }
  const signedIn = await identity.post(`${TOOLKIT}/accounts:signInWithPassword?key=k`, fresh)
  expect(signedIn.email).toBe(ann.email)
})

test('what is not built says so by name, and bad input is a 400', async () => {
  const identity = start()
  const status = async (path: string, body: string) => {
    const request = new Request(`${TOOLKIT}${path}`, { method: 'POST', body })
    const response = await identity.fetch(request)
    return [response.status, JSON.stringify(await response.json())]
  }
  const [code, text] = await status('/accounts:signInWithIdp?key=k', '{}')
  expect(code).toBe(501)
  expect(text).toContain('accounts:signInWithIdp')
  expect((await status('/accounts:signUp?key=k', 'not json'))[0]).toBe(400)
  expect((await status('/accounts:signUp?key=k', '{"email":5,"password":"x"}'))[0]).toBe(400)
  expect((await status('/accounts:toString?key=k', '{}'))[0]).toBe(501)
  expect((await status('/nothing', '{}'))[0]).toBe(404)
})

test('calls are counted by name, and a fault hits the call it names', async () => {
  const identity = start({ hangMs: 10 })
  const rules = [{ kind: 'reject', call: 'jwks', status: 500, times: 1 }]
  await identity.post('http://identity.test/__local/faults', { rules })
  const path = '/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'
  const jwks = () => identity.fetch(new Request(`http://identity.test${path}`))
  expect([(await jwks()).status, (await jwks()).status]).toEqual([500, 200])
  await identity.post(`${TOOLKIT}/accounts:signUp?key=k`, ann)
  const counters = await identity.fetch(new Request('http://identity.test/__local/counters'))
  expect(await counters.json()).toEqual({ calls: { jwks: 2, 'accounts:signUp': 1 } })
})

test('clearing all accounts leaves none behind, and their tokens are worthless', async () => {
  const identity = start()
  const { idToken = '' } = await identity.post(`${TOOLKIT}/accounts:signUp?key=k`, ann)
  const url = 'http://identity.test/emulator/v1/projects/kai-test/accounts'
  await identity.fetch(new Request(url, { method: 'DELETE' }))
  const lookup = await identity.post(`${TOOLKIT}/accounts:lookup?key=k`, { idToken })
  expect(JSON.stringify(lookup)).toContain('USER_NOT_FOUND')
  await identity.post(`${TOOLKIT}/accounts:signUp?key=k`, ann)
})
