// People locked out of their wallet read these; people who attack it read them too.
import { expect, test } from 'vitest'
import { authTrouble, tellsWhoHasAnAccount } from './auth-errors.ts'

const on = (code: string) => authTrouble({ code })

test('each known error says what to do, at the field it is about', () => {
  expect(on('auth/invalid-credential')).toMatchObject({ field: 'password' })
  expect(on('auth/email-already-in-use').text).toContain('Sign in instead')
  expect(on('auth/weak-password')).toMatchObject({ field: 'password' })
  expect(on('auth/too-many-requests').text).toContain('Wait')
  expect(on('auth/network-request-failed').text).toContain('connection')
  expect(on('auth/user-disabled').text).toContain('support')
})

test('an unknown e-mail and a wrong password read the same', () => {
  const same = on('auth/invalid-credential')
  expect(on('auth/user-not-found')).toEqual(same)
  expect(on('auth/wrong-password')).toEqual(same)
})

test('only the one error that names an account holder is hidden from the reset page', () => {
  expect(tellsWhoHasAnAccount({ code: 'auth/user-not-found' })).toBe(true)
  expect(tellsWhoHasAnAccount({ code: 'auth/network-request-failed' })).toBe(false)
})

test.each([new Error('secret detail'), { code: 7 }, { code: 'constructor' }, null, 'text'])(
  'anything else never shows its own text',
  (error) => {
    expect(authTrouble(error)).toEqual({
      text: 'Signing in did not work. Try again in a moment.',
      field: null,
    })
  },
)
