import { expect, test } from 'vitest'
import { parseSettings } from './env.ts'
import { bindings, settingsOf } from './http/testing.ts'

const PEM = '-----BEGIN PRIVATE KEY-----\\nMIIEvQ==\\n-----END PRIVATE KEY-----\\n'
const hosted = {
  APP_ORIGIN: 'https://wallet.test',
  SUPPORT_URL: 'mailto:help@wallet.test',
  FIRESTORE_EMULATOR_HOST: undefined,
  FIREBASE_AUTH_EMULATOR_HOST: undefined,
  FIREBASE_CLIENT_EMAIL: 'worker@demo-kai.iam.gserviceaccount.com',
  FIREBASE_PRIVATE_KEY: PEM,
}
const live = { ...hosted, STRIPE_SECRET_KEY: 'rk_live_x', STRIPE_API_BASE: undefined }

function faults(changes: Record<string, unknown>): string[] {
  const parsed = parseSettings({ ...bindings(), ...changes })
  return parsed.ok ? [] : parsed.fields
}

test('a laptop, a staging and a live configuration are accepted', () => {
  expect(settingsOf()).toMatchObject({ livemode: false, EXPOSE_TIMINGS: false })
  expect(settingsOf(hosted).livemode).toBe(false)
  expect(settingsOf(live)).toMatchObject({
    livemode: true,
    FIREBASE_AUTH_DOMAIN: 'demo-kai.firebaseapp.com',
    CHECKOUT_ORIGIN: 'http://127.0.0.1:12111',
  })
  expect(settingsOf({ CHECKOUT_ORIGIN: '' }).CHECKOUT_ORIGIN).toBe('https://checkout.stripe.com')
})

const REQUIRED = [
  'APP_ORIGIN',
  'SUPPORT_URL',
  'FIREBASE_PROJECT_ID',
  'FIREBASE_API_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'UPSTASH_REDIS_REST_URL',
  'UPSTASH_REDIS_REST_TOKEN',
  'CURSOR_SECRET',
  'FINGERPRINT_SECRET',
  'DATA_KEYS',
  'QUEUE',
  'ARCHIVE',
]

// An operator at a failed deployment needs the name of the one missing secret.
test.each(REQUIRED)('without %s nothing starts, and it is named', (field) => {
  expect(faults({ [field]: undefined })).toEqual([field])
  expect(faults({ [field]: '' })).toEqual([field])
})

const MALFORMED: [field: string, value: unknown][] = [
  ['APP_ORIGIN', 'https://wallet.test/path'],
  ['APP_ORIGIN', 'http://wallet.test'],
  ['APP_ORIGIN', 'wallet.test'],
  ['SUPPORT_URL', 'javascript:alert(1)'],
  ['SUPPORT_URL', 'help@wallet.test'],
  ['STRIPE_SECRET_KEY', 'pk_test_x'],
  ['STRIPE_WEBHOOK_SECRET', 'secret'],
  ['STRIPE_API_BASE', 'http://stripe.test'],
  ['UPSTASH_REDIS_REST_URL', 'http://redis.test'],
  ['ALERT_WEBHOOK_URL', 'http://chat.test/hook'],
  ['CURSOR_SECRET', 'short'],
  ['DATA_KEYS', `1:${btoa('short')}`],
  ['DATA_KEYS', `2:${btoa('k'.repeat(32))},1:${btoa('l'.repeat(32))}`],
  ['DATA_KEYS', `1:${btoa('k'.repeat(32))},1:${btoa('l'.repeat(32))}`],
  ['RATE_LIMITS', 'lots'],
  ['RATE_LIMITS', '{"purchase":0}'],
  ['RATE_LIMITS', '{"purchases":5}'],
  ['KAI_CLOCK_OFFSET_S', 'tomorrow'],
  ['EXPOSE_TIMINGS', 'yes'],
  ['QUEUE', { sendBatch: 'no function' }],
  ['ARCHIVE', { put: 'no function' }],
  ['FIREBASE_PRIVATE_KEY', 'not a key'],
]

test.each(MALFORMED)('%s is refused when it is %s', (field, value) => {
  expect(faults({ [field]: value })).toEqual([field])
})

test('nothing at all is refused without a crash', () => {
  for (const nothing of [undefined, null, 'text', 5]) {
    expect(parseSettings(nothing)).toMatchObject({ ok: false })
  }
})

// Anyone can make an emulator's tokens: one forgotten variable would open every wallet.
test('emulators never stand beside real money or a public address', () => {
  const auth = { FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099' }
  const store = { FIRESTORE_EMULATOR_HOST: 'localhost:8080' }
  expect(faults({ ...live, ...auth })).toEqual(['FIREBASE_AUTH_EMULATOR_HOST'])
  expect(faults({ ...live, ...store })).toEqual(['FIRESTORE_EMULATOR_HOST'])
  expect(faults({ ...hosted, ...auth })).toEqual(['FIREBASE_AUTH_EMULATOR_HOST'])
  expect(faults({ ...live, STRIPE_API_BASE: 'http://127.0.0.1:1' })).toEqual(['STRIPE_API_BASE'])
  for (const host of [
    'evil.test:9099',
    '127.0.0.1.evil.test:1',
    '10.0.0.1:1',
    '127.0.0.1@evil.test',
  ]) {
    expect(faults({ FIREBASE_AUTH_EMULATOR_HOST: host })).toEqual(['FIREBASE_AUTH_EMULATOR_HOST'])
    expect(faults({ FIRESTORE_EMULATOR_HOST: host })).toEqual(['FIRESTORE_EMULATOR_HOST'])
  }
})

test('a service account is needed as soon as one service is real', () => {
  const one = { FIRESTORE_EMULATOR_HOST: undefined }
  expect(faults(one)).toEqual(['FIREBASE_CLIENT_EMAIL', 'FIREBASE_PRIVATE_KEY'])
  expect(settingsOf(hosted).FIREBASE_PRIVATE_KEY).toContain('KEY-----\nMIIEvQ==\n-----END')
})

test('token keys come from Google, or from the emulator that is set', () => {
  expect(settingsOf(hosted)).toMatchObject({
    ID_TOKEN_JWKS_URL:
      'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    SESSION_JWKS_URL: 'https://identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys',
  })
  expect(settingsOf().SESSION_JWKS_URL).toBe(
    'http://127.0.0.1:9099/identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys',
  )
})

test('data keys are read in order, the last one being current', () => {
  const DATA_KEYS = `1:${btoa('k'.repeat(32))}, 7:${btoa('l'.repeat(32))}`
  const keys = settingsOf({ DATA_KEYS }).DATA_KEYS
  expect(keys.map(({ version, key }) => [version, key.length, key[0]])).toEqual([
    [1, 32, 'k'.charCodeAt(0)],
    [7, 32, 'l'.charCodeAt(0)],
  ])
})

test('limits can be changed one by one', () => {
  expect(settingsOf({ RATE_LIMITS: '{"purchase":5}' }).RATE_LIMITS).toEqual({
    purchase: 5,
    commit: 120,
    reads: 600,
    admin: 300,
    signedOut: 300,
    signIn: 30,
    export: 5,
  })
})

// A shifted clock in production would let expired tokens in.
test('the clock is shifted on the own machine only', () => {
  const KAI_CLOCK_OFFSET_S = '86400'
  expect(settingsOf({ KAI_CLOCK_OFFSET_S }).KAI_CLOCK_OFFSET_S).toBe(86_400)
  expect(settingsOf({ ...hosted, KAI_CLOCK_OFFSET_S }).KAI_CLOCK_OFFSET_S).toBe(0)
  expect(settingsOf({ ...live, KAI_CLOCK_OFFSET_S }).KAI_CLOCK_OFFSET_S).toBe(0)
})
