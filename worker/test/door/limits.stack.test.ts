// Limits as they are deployed, and what is left of them when Redis is slow or gone. A stack of its
// own: the shared one has its limits out of the way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HealthView } from '../../../shared/api/session.ts'
import { type Door, type HeaderFields, openDoorAt, post } from './door.ts'
import { type DoorStack, startDoorStack } from './door-stack.ts'
import { signedEvent } from './examples.ts'
import { goodToken } from './forge.ts'
import { faultOf } from './refusal.ts'
import { nothingMoves } from './still.ts'

const PURCHASES_A_MINUTE = 20
const SIGN_INS_A_MINUTE = 30

let stack: DoorStack
let door: Door
beforeAll(async () => {
  stack = await startDoorStack()
  door = openDoorAt(stack.facts)
  // The first request loads the Worker's code; none of the waits below is about that.
  await door.send('/api/health')
})
afterAll(() => stack?.close())

/** Counted before its body is read, so that nothing has to be bought. */
const emptyPurchase = async (caller: HeaderFields): Promise<Response> =>
  door.send('/api/tokens/purchase', post({}, caller))

const somebody = (name: string): HeaderFields => ({
  authorization: `Bearer ${goodToken(door.facts, name)}`,
})

/** How many in a row pass before the first 429, and that answer. */
async function until429(ask: () => Promise<Response>, most: number) {
  for (let passed = 0; passed <= most; passed += 1) {
    const answer = await ask()
    if (answer.status === 429) return { passed, refusal: answer }
    await answer.body?.cancel()
  }
  throw new Error(`no limit after ${most}`)
}

async function expect429(answer: Response): Promise<void> {
  const seconds = Number(answer.headers.get('retry-after'))
  expect(await faultOf(answer, ['RATE_LIMITED'], door.facts)).toBeNull()
  expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60).toBe(true)
}

// A window may turn in between: some more are then due.
const TURN = 3

describe('with Redis', () => {
  test('purchases end at their limit, for this person only', async () => {
    const flooder = await door.bearer('user')
    await nothingMoves(door, async () => {
      const most = PURCHASES_A_MINUTE + TURN
      const { passed, refusal } = await until429(() => emptyPurchase(flooder), most)
      expect(passed).toBeGreaterThanOrEqual(PURCHASES_A_MINUTE)
      await expect429(refusal)
    })
    expect((await emptyPurchase(await door.bearer('user2'))).status).toBe(400)
    expect((await door.send('/api/wallet/balance', { headers: flooder })).status).toBe(200)
  })

  // Guessing tokens at the way in must end soon.
  test('sign-ins end at their limit', async () => {
    const signIn = () =>
      door.send('/api/session', post({ idToken: 'guess' }, { origin: door.facts.url }))
    const { passed, refusal } = await until429(signIn, SIGN_INS_A_MINUTE + TURN)
    expect(passed).toBeGreaterThanOrEqual(SIGN_INS_A_MINUTE)
    await expect429(refusal)
  })
})

const faults = (init: RequestInit): Promise<Response> =>
  fetch(`${door.facts.redis}/__local/faults`, init)

describe.each([
  ['hangs', { kind: 'hang' }],
  ['refuses', { kind: 'reject', status: 500 }],
  ['talks nonsense', { kind: 'garbage' }],
])('while Redis %s', (_, rule) => {
  beforeAll(async () => {
    await faults(post({ rules: [rule] }))
  })
  afterAll(async () => {
    await faults({ method: 'DELETE' })
  })

  // An outage of the limiter must not be an outage of the wallet.
  test('reads pass, soon', async () => {
    const began = performance.now()
    const headers = somebody(`reader-${rule.kind}`)
    for (let i = 0; i < 5; i += 1) {
      expect((await door.send('/api/wallet/balance', { headers })).status).toBe(200)
    }
    // A hanging Redis would hold each of them for minutes.
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  // ... nor an open door to whoever makes Redis stumble.
  test('purchases fall to a tenth, and are never unlimited', async () => {
    const buyer = somebody(`buyer-${rule.kind}`)
    const tenth = PURCHASES_A_MINUTE / 10
    // A fixed window: at its turn another tenth is due.
    const { passed, refusal } = await until429(() => emptyPurchase(buyer), 2 * tenth)
    expect(passed).toBeGreaterThanOrEqual(tenth)
    await expect429(refusal)
  })

  test('the webhook does not even ask', async () => {
    const asked = await redisCalls()
    const { body, headers } = signedEvent(door, { type: 'kai.unknown' })
    const answer = await door.send('/api/webhooks/stripe', { method: 'POST', body, headers })
    expect(answer.status).toBe(200)
    expect(await redisCalls()).toEqual(asked)
  })
})

// Whoever is woken at night looks there first.
test('health tells of the outage, and of its end', async () => {
  const stateOfRedis = async () => {
    const view = (await (await door.send('/api/health')).json()) as HealthView
    return [view.status, view.dependencies.redis]
  }
  await faults(post({ rules: [{ kind: 'reject', status: 500 }] }))
  await expect.poll(stateOfRedis).toEqual(['degraded', 'down'])
  await faults({ method: 'DELETE' })
  await expect.poll(stateOfRedis).toEqual(['ok', 'ok'])
})

async function redisCalls(): Promise<unknown> {
  return (await fetch(`${door.facts.redis}/__local/counters`)).json()
}
