import { expect, test } from 'vitest'
import { HealthView } from '../../shared/api/session.ts'
import { type Fakes, NOW_S, startEdge } from './testing.ts'

const yes = { healthy: async () => true }
const fine: Fakes = {
  store: { oldestParked: async () => null, read: async () => ({ sums: null }) as never },
  payments: yes,
  limiter: yes,
  identity: yes,
}
const ask = async (edge: ReturnType<typeof startEdge>) => {
  const response = await edge.send('/api/health')
  expect(response.status).toBe(200)
  return HealthView.parse(await response.json())
}

test('all well is ok', async () => {
  const ok = { firestore: 'ok', stripe: 'ok', redis: 'ok', identity: 'ok' }
  expect(await ask(startEdge({ fakes: fine }))).toEqual({
    status: 'ok',
    dependencies: ok,
    oldestDeadLetterAt: null,
    reconciledSecondsAgo: null,
  })
})

// Whoever watches this must see one dependency fail, hang or lie, and still get an answer.
test('a dependency that is away, failing or hanging degrades and delays nobody', async () => {
  const away = async () => {
    throw new Error('away')
  }
  const fakes: Fakes = {
    store: { oldestParked: away, read: away },
    payments: { healthy: async () => false },
    limiter: yes,
    identity: { healthy: () => new Promise(() => {}) },
  }
  const started = performance.now()
  expect(await ask(startEdge({ fakes }))).toEqual({
    status: 'degraded',
    dependencies: { firestore: 'down', stripe: 'down', redis: 'ok', identity: 'degraded' },
    oldestDeadLetterAt: null,
    reconciledSecondsAgo: null,
  })
  expect(performance.now() - started).toBeLessThan(3000)
})

test('dependencies are asked at most every five seconds', async () => {
  let now = NOW_S * 1000
  let asked = 0
  const healthy = async () => {
    asked += 1
    return true
  }
  const edge = startEdge({ fakes: { ...fine, payments: { healthy }, clock: { now: () => now } } })
  await ask(edge)
  now += 4999
  await ask(edge)
  expect(asked).toBe(1)
  now += 1
  await ask(edge)
  expect(asked).toBe(2)
})

// A message that nobody sees to may be somebody's payment.
test('tells since when the oldest dead letter waits', async () => {
  const store = { ...fine.store, oldestParked: async () => 1_700_000_000_000_000 }
  const { oldestDeadLetterAt, status } = await ask(startEdge({ fakes: { ...fine, store } }))
  expect([status, oldestDeadLetterAt]).toEqual(['ok', '2023-11-14T22:13:20.000000Z'])
})

// Books that nobody compares any more look exactly like books that agree.
test.each([
  [900, 'ok'],
  [3601, 'degraded'],
])('the books were compared %i seconds ago: %s', async (ago, status) => {
  const sums = { movedAt: (NOW_S - ago) * 1_000_000 }
  const store = { ...fine.store, read: async () => ({ sums }) as never }
  const view = await ask(startEdge({ fakes: { ...fine, store } }))
  expect([view.status, view.reconciledSecondsAgo]).toEqual([status, ago])
})
