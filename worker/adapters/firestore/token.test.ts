// Without Google's token nothing can be read: it is fetched once for all, and never trusted empty.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock } from '../../test/clock.ts'
import { emulatorToken, serviceAccountToken } from './token.ts'

const MINUTE = 60_000
const TIMEOUT_MS = 5_000
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const ACCOUNT = { projectId: 'kai-test', clientEmail: 'worker@kai.test', privateKey }

const realFetch = globalThis.fetch
const requests: Request[] = []
let answer: () => Promise<Response>
let issued = 0

beforeEach(() => {
  requests.length = 0
  issued = 0
  answer = async () => {
    issued += 1
    return Response.json({ access_token: `token-${issued}`, expires_in: 3600 })
  }
  globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init))
    return answer()
  }
})
afterEach(() => {
  globalThis.fetch = realFetch
  vi.useRealTimers()
})

function start() {
  const clock = createClock(1_700_000_000_000)
  return { clock, source: serviceAccountToken(ACCOUNT, { clock, timeoutMs: TIMEOUT_MS }) }
}

/** The time is up only for a call that meets this, however slow the machine is. */
function silence(): Promise<Response> {
  vi.advanceTimersByTime(TIMEOUT_MS)
  return new Promise(() => undefined)
}

describe('a token', () => {
  test("is asked of Google, with the service account's own signature", async () => {
    const { source } = start()
    expect(await source.token()).toBe('token-1')
    expect(requests.map(({ url }) => url)).toEqual(['https://oauth2.googleapis.com/token'])
    const body = (await requests[0]?.json()) as { assertion: string } | undefined
    const claims = JSON.parse(atob(body?.assertion.split('.')[1] ?? ''))
    expect(claims).toMatchObject({ iss: ACCOUNT.clientEmail, aud: requests[0]?.url })
    expect(claims.scope).toBe('https://www.googleapis.com/auth/datastore')
  })

  test('is kept for 50 of its 60 minutes', async () => {
    const { source, clock } = start()
    await source.token()
    clock.advance(50 * MINUTE - 1)
    expect(await source.token()).toBe('token-1')
    clock.advance(1)
    expect(await source.token()).toBe('token-2')
    expect(requests).toHaveLength(2)
  })

  test('is fetched once for everybody who waits', async () => {
    const { source } = start()
    const all = await Promise.all(Array.from({ length: 20 }, () => source.token()))
    expect(new Set(all)).toEqual(new Set(['token-1']))
    expect(requests).toHaveLength(1)
  })

  test('that was refused is not used again', async () => {
    const { source } = start()
    await source.token()
    source.drop()
    expect(await source.token()).toBe('token-2')
  })
})

describe('no token is an outage that passes, and is not remembered', () => {
  const failures: [string, () => Promise<Response>][] = [
    ['an empty one', async () => Response.json({ access_token: '' })],
    ['none in the answer', async () => Response.json({ error: 'invalid_grant' }, { status: 400 })],
    ['a number', async () => Response.json({ access_token: 5 })],
    ['garbage', async () => new Response('<html>')],
    ['no connection', async () => Promise.reject(new TypeError('socket'))],
    ['silence', silence],
  ]
  for (const [name, fail] of failures) {
    test(name, async () => {
      vi.useFakeTimers({ toFake: ['setTimeout'] })
      const { source } = start()
      const works = answer
      answer = fail
      await expect(source.token()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      answer = works
      expect(await source.token()).toBe('token-1')
    })
  }

  test('nothing of the account is in the error', async () => {
    const { source } = start()
    answer = async () => Response.json({ access_token: '' })
    const error = await source.token().catch((cause: Error) => cause)
    expect(String(error)).not.toMatch(/PRIVATE|worker@/)
  })
})

test('a key on one line, as secret stores keep it, signs as well', async () => {
  const clock = createClock(1)
  const flat = { ...ACCOUNT, privateKey: privateKey.replaceAll('\n', '\\n') }
  expect(await serviceAccountToken(flat, { clock }).token()).toBe('token-1')
})

test('the emulators take the word owner, and ask nobody', async () => {
  expect(await emulatorToken.token()).toBe('owner')
  emulatorToken.drop()
  expect(requests).toEqual([])
})
