import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import { createKeySource } from './jwks.ts'
import { fakeFetch, handClock, keptLog } from './testing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let jwk: object

beforeAll(async () => {
  jwk = await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey)
})

const published = (kids: string[], cacheControl = 'public, max-age=3600, no-transform') =>
  Response.json(
    { keys: kids.map((kid) => ({ ...jwk, kid })) },
    { headers: { 'cache-control': cacheControl } },
  )
const away = () => new Response('', { status: 503 })

function start(cacheControl?: string) {
  const clock = handClock()
  const { state, fetch } = fakeFetch(() => published(['old'], cacheControl))
  const keys = createKeySource('https://keys.test/jwks', { fetch, clock, log: keptLog() })
  return { clock, state, keys }
}

test('keys are asked for once and kept as long as they say', async () => {
  const { clock, state, keys } = start()
  expect(await keys.key('old')).not.toBeNull()
  clock.pass(HOUR - 1)
  await keys.key('old')
  expect(state.calls).toBe(1)
  clock.pass(1)
  await keys.key('old')
  expect(state.calls).toBe(2)
})

const LIVES: [cacheControl: string, ms: number][] = [
  ['no-store', MINUTE],
  ['max-age=0', MINUTE],
  ['max-age=5', MINUTE],
  ['public, max-age=600', 10 * MINUTE],
  ['max-age=999999999', 24 * HOUR],
  ['s-maxage=600', MINUTE],
]

// Forever would trust a withdrawn key; never would ask Google for each request.
test.each(LIVES)('"%s" keeps the keys for %i ms', async (cacheControl, ms) => {
  const { clock, state, keys } = start(cacheControl)
  await keys.key('old')
  clock.pass(ms - 1)
  await keys.key('old')
  expect(state.calls).toBe(1)
  clock.pass(1)
  await keys.key('old')
  expect(state.calls).toBe(2)
})

test('a new key is found once Google signs with it', async () => {
  const { clock, state, keys } = start()
  await keys.key('old')
  state.answer = () => published(['old', 'new'])
  clock.pass(MINUTE)
  expect(await keys.key('new')).not.toBeNull()
  expect(state.calls).toBe(2)
})

// Else anyone could make us call Google once per made-up token.
test('made-up key ids cost one call a minute, and are nobody', async () => {
  const { clock, state, keys } = start()
  await keys.key('old')
  for (let i = 0; i < 50; i += 1) expect(await keys.key(`made-up-${i}`)).toBeNull()
  expect(state.calls).toBe(1)
  clock.pass(MINUTE)
  for (let i = 0; i < 50; i += 1) expect(await keys.key(`made-up-${i}`)).toBeNull()
  expect(state.calls).toBe(2)
})

test('requests that come together share one call', async () => {
  const { state, keys } = start()
  const together = Array.from({ length: 20 }, () => keys.key('old'))
  for (const key of await Promise.all(together)) expect(key).not.toBeNull()
  expect(state.calls).toBe(1)
})

test('without Google known keys serve ten minutes more, then it is an outage', async () => {
  const { clock, state, keys } = start()
  await keys.key('old')
  state.answer = away
  clock.pass(HOUR)
  expect(await keys.key('old')).not.toBeNull()
  expect(await keys.key('old')).not.toBeNull()
  // A dead server is not asked by every request meanwhile.
  expect(state.calls).toBe(2)
  clock.pass(10 * MINUTE - 1)
  expect(await keys.key('old')).not.toBeNull()
  clock.pass(1)
  await expect(keys.key('old')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' })
  expect(await keys.ready()).toBe(false)
  state.answer = () => published(['old'])
  expect(await keys.key('old')).not.toBeNull()
  expect(await keys.ready()).toBe(true)
})

// 401 would sign out a whole country because Google was slow.
test('an unknown key that cannot be looked up is an outage, not a refusal', async () => {
  const { clock, state, keys } = start()
  await keys.key('old')
  state.answer = away
  clock.pass(MINUTE)
  await expect(keys.key('new')).rejects.toBeInstanceOf(Outage)
  await expect(keys.key('new')).rejects.toBeInstanceOf(Outage)
  expect(state.calls).toBe(2)
  expect(await keys.key('old')).not.toBeNull()
})

test.each([
  ['no JSON', () => new Response('<html>')],
  ['no keys', () => Response.json({ error: 'x' })],
  ['a symmetric key', () => Response.json({ keys: [{ kid: 'old', kty: 'oct', k: 'AA' }] })],
  ['a refused connection', () => Promise.reject(new TypeError('fetch failed'))],
])('at first contact %s is an outage', async (_, answer) => {
  const { state, keys } = start()
  state.answer = answer
  await expect(keys.key('old')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' })
})
