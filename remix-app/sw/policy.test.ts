// A device is passed on, a train enters a tunnel: what the service worker keeps must be one
// person's, must be true when it was kept, and must never be what moves tokens.
import { describe, expect, test } from 'vitest'
import {
  asksToSignIn,
  isReached,
  kindOf,
  markedDocument,
  mayKeep,
  pageOf,
  withNewKeys,
} from './policy.ts'

const OWN = 'https://wallet.example'
const asked = (url: string, method = 'GET', mode = 'cors') =>
  kindOf({ method, mode, url: new URL(url, OWN).href }, OWN)

test.each([
  ['/assets/root-1.js', 'asset'],
  ['/wallet.data?_routes=root', 'reading'],
  ['/__manifest?version=1', 'routes'],
  ['/api/wallet/balance', 'other'],
  ['/api/docs', 'other'],
  ['https://firestore.example/wallet.data', 'other'],
])('%s is %s', (url, kind) => {
  expect(asked(url)).toBe(kind)
})

test('whatever changes something goes past it, but leaving and entering are noticed', () => {
  expect(asked('/predictions/p.data', 'POST')).toBe('other')
  expect(asked('/api/wallet/commit', 'POST')).toBe('other')
  expect(asked('/wallet/buy', 'POST', 'navigate')).toBe('other')
  expect(asked('/sign-out', 'POST', 'navigate')).toBe('signOut')
  expect(asked('/api/session', 'POST')).toBe('signIn')
  expect(asked('/wallet', 'GET', 'navigate')).toBe('document')
})

const answer = (headers: Record<string, string> = {}, status = 200, type = 'basic') => ({
  type,
  status,
  headers: new Headers({ 'content-type': 'text/html', 'x-viewer': 'ann', ...headers }),
})
const keeps = (path: string, answered = answer()) => mayKeep(`${OWN}${path}`, answered)

describe('what may be kept', () => {
  test('pages and readings of a known viewer', () => {
    expect(keeps('/wallet')).toBe(true)
    expect(keeps('/wallet.data', answer({ 'content-type': 'text/x-script; charset=utf-8' }))).toBe(
      true,
    )
  })

  test.each(['/admin', '/admin/packages', '/admin.data', '/sign-in', '/api/docs', '/sign-up.data'])(
    'not %s',
    (path) => expect(keeps(path)).toBe(false),
  )

  test('not a refusal, a redirect, a file, or what nobody says whose it is', () => {
    expect(keeps('/wallet', answer({}, 404))).toBe(false)
    expect(keeps('/wallet.data', answer({}, 202))).toBe(false)
    expect(keeps('/wallet', answer({}, 0, 'opaqueredirect'))).toBe(false)
    expect(keeps('/wallet/history', answer({ 'content-type': 'text/csv' }))).toBe(false)
    const unknown = answer()
    unknown.headers.delete('x-viewer')
    expect(keeps('/wallet', unknown)).toBe(false)
  })
})

test('an error of ours is shown, one of what stands in between is a lost connection', () => {
  expect(isReached(answer({ 'x-request-id': 'r' }, 503))).toBe(true)
  expect(isReached(answer({}, 522))).toBe(false)
  expect(isReached(answer({}, 404))).toBe(true)
  expect(isReached(answer({}, 0, 'opaqueredirect'))).toBe(true)
})

test('being shown the way to sign in means that nobody is here', () => {
  expect(asksToSignIn(`${OWN}/sign-in?next=%2Fwallet`, answer())).toBe(true)
  expect(asksToSignIn(`${OWN}/sign-in`, answer({}, 503))).toBe(false)
  expect(asksToSignIn(`${OWN}/wallet`, answer())).toBe(false)
})

// With its old key, which may have been used, a new commitment would be taken for the old one.
test('a form that is shown again has another key, in its fields and in its data', () => {
  const old = '0b7c3f0e-8b53-4d0f-9d43-1f2b9c7a5e11'
  const request = '7d5c9d0a-4a4e-4d8e-8e2b-0c1d2e3f4a5b'
  const html = `<input type="hidden" name="key" value="${old}"/>"key\\",\\"${old}\\" ${request}`
  expect(withNewKeys(html, () => 'new')).toBe(
    `<input type="hidden" name="key" value="new"/>"key\\",\\"new\\" ${request}`,
  )
  expect(withNewKeys(`[{},"formKey","${old}"]`, () => 'new')).toBe('[{},"formKey","new"]')
  expect(withNewKeys(`[{},"key","${old}","id","${request}"]`, () => 'new')).toBe(
    `[{},"key","new","id","${request}"]`,
  )
})

test('a page that is shown again says since when, to its scripts and styles', () => {
  expect(markedDocument('<!DOCTYPE html><html lang="en">', '2026-11-27T10:00:00.000Z')).toBe(
    '<!DOCTYPE html><html data-as-of="2026-11-27T10:00:00.000Z" lang="en">',
  )
})

test('the page of a reading is known', () => {
  expect(pageOf(`${OWN}/wallet.data?_routes=root`)).toBe(`${OWN}/wallet`)
  expect(pageOf(`${OWN}/_root.data`)).toBe(`${OWN}/`)
  expect(pageOf(`${OWN}/predictions.data?q=rain`)).toBe(`${OWN}/predictions?q=rain`)
})
