// A link to our sign-in page must not hand the person, freshly signed in, to another site.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backPath, buyPath, buyWith, HOME, safeNext, signInPath, signUpPath } from './next-path.ts'

describe('other sites are refused', () => {
  test.each([
    'https://evil.example',
    'http:/evil.example',
    '//evil.example',
    '//evil.example/wallet/buy',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/wallet/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    ' /wallet',
    'wallet',
    '',
    null,
    undefined,
  ])('%j', (raw) => expect(safeNext(raw)).toBe(HOME))
})

describe('pages that would loop, sign out or show JSON are refused', () => {
  test.each([
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/sign-out',
    '/sign-up/',
    '/api/wallet/balance',
    '/wallet/../sign-out',
    '/',
    `/wallet?${'x'.repeat(600)}`,
  ])('%j', (raw) => expect(safeNext(raw)).toBe(HOME))
})

test('our own pages are kept, with query and fragment', () => {
  expect(safeNext('/wallet/buy')).toBe('/wallet/buy')
  expect(safeNext('/wallet/purchases/pur_1?result=paid')).toBe(
    '/wallet/purchases/pur_1?result=paid',
  )
  expect(safeNext('/admin/packages?edit=a#form')).toBe('/admin/packages?edit=a#form')
  expect(safeNext('/sign-ins')).toBe('/sign-ins')
})

// Who chose a package before signing up must not have to find it again.
test('a package chosen while signed out is still chosen behind the sign-up', () => {
  const { searchParams } = new URL(signUpPath(buyPath('deep-sea')), 'https://wallet.example')
  const landed = new URL(safeNext(searchParams.get('next')), 'https://wallet.example')
  expect(landed.pathname).toBe('/wallet/buy')
  expect(landed.searchParams.get('package')).toBe('deep-sea')
})

// Who is short of tokens must find the way back to what they were about to do.
test('a purchase made for a commitment knows how much is missing and where to go on', () => {
  const next = '/predictions/prd-rain?side=yes&stake=1700#commit'
  const { pathname, searchParams } = new URL(buyWith({ need: 600, next }), 'https://w.example')
  expect([pathname, searchParams.get('need')]).toEqual(['/wallet/buy', '600'])
  expect(backPath(searchParams.get('next'))).toBe(next)
  expect(buyWith({})).toBe('/wallet/buy')
})

test.each([null, '', '/wallet', '/predictions', '/predictions/a/b', '//e.example/predictions/a'])(
  '%j is no prediction to go back to',
  (raw) => expect(backPath(raw)).toBeNull(),
)

test('whatever is written there, the browser stays on our origin', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2f',
    '\t',
    '@',
    ':',
    '?',
    '#',
    'evil',
    'http:',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = safeNext(`/${parts.join('')}`)
      expect(new URL(path, 'https://wallet.example').origin).toBe('https://wallet.example')
    }),
    { numRuns: 2000 },
  )
})

test('the way back keeps the page that was asked for', () => {
  const request = new Request('https://wallet.example/wallet/history?type=win')
  expect(signInPath(request)).toBe('/sign-in?next=%2Fwallet%2Fhistory%3Ftype%3Dwin')
  expect(signInPath(request, 'ended')).toContain('&reason=ended')
  const form = new Request('https://wallet.example/predictions/prd_1?stake=7#commit')
  expect(signInPath(form)).toBe('/sign-in?next=%2Fpredictions%2Fprd_1%3Fstake%3D7%23commit')
})
