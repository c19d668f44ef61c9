// Through the real Upstash client, against the local Redis over HTTP: a phone was stolen, and its
// owner signs out everywhere.
import { afterEach, expect, test } from 'vitest'
import { createRedis } from '../../local/redis/index.ts'
import { serve } from '../../local/serve.ts'
import { Outage } from '../../shared/failure.ts'
import { settingsOf, userId } from '../http/testing.ts'
import type { Firebase } from './identity.ts'
import { withSignOuts } from './sign-outs.ts'
import { handClock, keptLog } from './testing.ts'
import { createUpstash } from './upstash.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const ANN = userId('ann')
const BOB = userId('bob')

async function start() {
  const redis = createRedis({ token: 'redis', hangMs: 2000 })
  const served = await serve(redis.fetch)
  open.push(served.close, redis.close)
  const clock = handClock()
  const revoked: unknown[] = []
  const revoke: Firebase['revoke'] = async (...asked) => void revoked.push(asked)
  const settings = settingsOf({ UPSTASH_REDIS_REST_URL: served.url })
  const upstash = createUpstash(settings, { log: keptLog(), waitMs: 10_000 })
  // As in the product: each request has a client of its own.
  const identity = () => withSignOuts({ revoke } as Firebase, upstash().moments, clock)
  const control = async (path: string, body?: object) =>
    redis.fetch(
      new Request(`${served.url}/__local/${path}`, {
        method: body ? 'POST' : 'GET',
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
  return { clock, identity, revoked, control, upstash }
}

test('the moment is known to every later request, of this person only', async () => {
  const { clock, identity, revoked } = await start()
  expect(await identity().signedOutAt(ANN)).toBeNull()
  const at = Math.floor(clock.now() / 1000)
  await identity().signOutEverywhere(ANN)
  expect([await identity().signedOutAt(ANN), await identity().signedOutAt(BOB)]).toEqual([at, null])
  expect(revoked).toEqual([[ANN, at]])
})

// Two isolates with clocks apart: the later sign-out must not be taken back by the earlier.
test('a moment never moves back', async () => {
  const { upstash } = await start()
  await upstash().moments.keep(ANN, 2_000)
  await upstash().moments.keep(ANN, 1_000)
  expect(await upstash().moments.last(ANN)).toBe(2_000)
})

test('it is asked for in the call that counts the request', async () => {
  const { upstash, control } = await start()
  const calls = async () => {
    const counters = (await (await control('counters')).json()) as { calls: Record<string, number> }
    return Object.values(counters.calls).reduce((sum, count) => sum + count, 0)
  }
  const ask = async () => {
    const { limiter, moments } = upstash()
    await Promise.all([limiter.take('reads', ANN), moments.last(ANN)])
  }
  await ask()
  const before = await calls()
  await ask()
  expect((await calls()) - before).toBe(1)
})

// "Done" must mean done: somebody relies on it with a stranger holding their phone.
test('a moment that could not be kept is an outage, and one unread is unknown', async () => {
  const { identity, revoked, control } = await start()
  await control('faults', { rules: [{ kind: 'reject', status: 500 }] })
  expect(await identity().signedOutAt(ANN)).toBe('unknown')
  await expect(identity().signOutEverywhere(ANN)).rejects.toThrow(Outage)
  expect(revoked).toEqual([])
})
