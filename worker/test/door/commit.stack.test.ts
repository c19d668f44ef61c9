// Commitments at the public door, in workerd: what one costs by the services' own counters, and
// that crowds, double requests and two Workers over one database spend each token once.
import { expect, test } from 'vitest'
import { freePort } from '../../../local/free-port.ts'
import { runWorker } from '../../../local/worker.ts'
import type { CommitAnswer } from '../../../shared/api/wallet.ts'
import { type HeaderFields, post, theDoor } from './door.ts'
import { commitAt, newRich, openAt } from './endow.ts'

const door = theDoor()
const { url } = door.facts
const many = <T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)))

async function sumOf(calls: () => Promise<Readonly<Record<string, number>>>): Promise<number> {
  return Object.values(await calls()).reduce((sum, count) => sum + count, 0)
}
const firestoreCalls = () => sumOf(async () => (await door.counters()).calls)
const redisCalls = () => sumOf(door.redisCalls)

/** Calls that Firestore and Redis counted while `work` ran and what it left running ended. */
async function costOf(work: () => Promise<Response>) {
  const before = [await firestoreCalls(), await redisCalls()] as const
  const answer = await work()
  const firestore = (await firestoreCalls()) - before[0]
  // What is told to other isolates goes out after the answer.
  await new Promise((resolve) => setTimeout(resolve, 150))
  return { firestore, redis: (await redisCalls()) - before[1], answer }
}

async function slowly(faults: object | null): Promise<void> {
  const address = `${door.facts.firestore}/__local/faults`
  const answer = await fetch(address, faults ? post(faults) : { method: 'DELETE' })
  if (!answer.ok) throw new Error(await answer.text())
}

async function balanceOf(who: HeaderFields): Promise<object> {
  const headers = { ...who, 'x-wallet-version': '999999999' }
  return (await (await door.send('/api/wallet/balance', { headers })).json()) as object
}

async function codesOf(answers: readonly Response[]): Promise<string[]> {
  const bodies = await Promise.all(answers.map((each) => each.json() as Promise<{ code?: string }>))
  return bodies.map(({ code }, i) => code ?? String(answers[i]?.status)).toSorted()
}

test('one call cold is two, warm one; Redis is asked once, and told once', async () => {
  const predictionId = await openAt(door, 'door-cost')
  const who = await newRich(door, 'frugal', 100)
  const bet = () => commitAt(url, who, { predictionId, tokens: 1 })
  // Brings the scripts of the limit along.
  await commitAt(url, await newRich(door, 'frugal-first', 5), { predictionId, tokens: 1 })
  const cold = await costOf(bet)
  expect([cold.answer.status, cold.firestore]).toEqual([201, 2])
  const warm = await costOf(bet)
  expect([warm.answer.status, warm.firestore, warm.redis]).toEqual([201, 1, 2])
  const body = (await warm.answer.json()) as CommitAnswer
  expect(body.balance).toMatchObject({ availableTokens: 98, committedTokens: 2, version: 3 })
  expect(warm.answer.headers.get('x-wallet-version')).toBe('3')
  const balance = await costOf(() => door.send('/api/wallet/balance', { headers: who }))
  expect([balance.firestore, balance.redis]).toEqual([0, 1])
})

test('fifty commitments of one person at once: all exact, in six commits at most', async () => {
  const predictionId = await openAt(door, 'door-fifty')
  const who = await newRich(door, 'eager', 50)
  const before = await door.counters()
  // As far away as a real one: a busy machine takes a while to let fifty requests in.
  await slowly({ rules: [{ kind: 'latency', call: 'commit', ms: 1_000 }] })
  const bet = () => commitAt(url, who, { predictionId, tokens: 1 })
  const answers = await many(50, bet).finally(() => slowly(null))
  expect(await codesOf(answers)).toEqual(Array(50).fill('201'))
  const after = await door.counters()
  expect((after.calls.commit ?? 0) - (before.calls.commit ?? 0)).toBeLessThanOrEqual(6)
  expect(await balanceOf(who)).toMatchObject({
    availableTokens: 0,
    committedTokens: 50,
    version: 51,
  })
})

test('all of it fifty times at once: one succeeds, the others learn that it is gone', async () => {
  const predictionId = await openAt(door, 'door-all')
  const who = await newRich(door, 'greedy', 100)
  const answers = await many(50, () => commitAt(url, who, { predictionId, tokens: 100 }))
  const codes = await codesOf(answers)
  expect(codes).toEqual(['201', ...Array(49).fill('INSUFFICIENT_TOKENS')])
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  expect(await balanceOf(who)).toMatchObject({ availableTokens: 0, committedTokens: 100 })
})

test('one key ten times at once is one commitment, and all ten are told of it', async () => {
  const predictionId = await openAt(door, 'door-key')
  const who = await newRich(door, 'clicking', 100)
  const answers = await many(10, () => commitAt(url, who, { predictionId, tokens: 7, key: 'one' }))
  const bodies = await Promise.all(answers.map((each) => each.json() as Promise<CommitAnswer>))
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
  expect(answers.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1)
  expect(await balanceOf(who)).toMatchObject({ availableTokens: 93, version: 2 })
})

test('two hundred people on one prediction at once refuse each other nothing', async () => {
  const predictionId = await openAt(door, 'door-crowd')
  const people = await many(200, (i) => newRich(door, `crowd-${i}`, 10))
  const answers = await Promise.all(
    people.map((who) => commitAt(url, who, { predictionId, tokens: 10 })),
  )
  expect(await codesOf(answers)).toEqual(Array(200).fill('201'))
})

// I9: two data centres that know nothing of each other.
test('over two Workers on one database each token is spent once', async () => {
  const predictionId = await openAt(door, 'door-two')
  const who = await newRich(door, 'everywhere', 100)
  const other = await runWorker(await freePort(), door.facts.variables)
  try {
    const urlOf = (i: number) => (i % 2 === 0 ? url : other.url)
    const answers = await many(50, (i) => commitAt(urlOf(i), who, { predictionId, tokens: 100 }))
    const settled = answers.filter(({ status }) => status !== 503)
    const codes = await codesOf(settled)
    expect(codes.filter((code) => code === '201')).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set(['201', 'INSUFFICIENT_TOKENS']))
    const same = await many(20, (i) =>
      commitAt(urlOf(i), who, { predictionId, tokens: 100, key: 'both' }),
    )
    expect(same.every(({ status }) => status === 409 || status === 503)).toBe(true)
    expect(await balanceOf(who)).toMatchObject({ availableTokens: 0, committedTokens: 100 })
  } finally {
    await other.close()
  }
})
