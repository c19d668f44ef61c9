// Odds are a promise: they change everywhere at once, told by whom, or not at all.
import { describe, expect, test } from 'vitest'
import type { Edit } from '../domain/prediction.ts'
import { gateOf } from '../domain/prediction.ts'
import { chainOf, drafted, gatesOf, opened, predictionNow, writtenAt } from '../test/admins.ts'
import { endow, ODDS, place } from '../test/betting.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import { editPrediction } from './edit-prediction.ts'
import { lockPrediction } from './lock-prediction.ts'

const NEW_ODDS = { yes: 15_000, no: 30_000 }

async function start() {
  const harness = startHarness()
  const s = harness.services
  const prediction = await opened(s)
  harness.clock.advance(5_000)
  const edit = (change: Edit, key?: string, adminId = ADMIN) =>
    editPrediction(s, { adminId, id: prediction.id, change, key })
  return { harness, s, prediction, id: prediction.id, edit }
}

test('new odds stand in the prediction and all sixteen gates, in one commit', async () => {
  const { harness, s, id, edit } = await start()
  const edited = must(await edit({ oddsBps: NEW_ODDS })).value
  expect(edited.oddsBps).toEqual(NEW_ODDS)
  expect(await predictionNow(s, id)).toEqual(edited)
  expect(await gatesOf(s, id)).toEqual(Array.from({ length: 16 }, () => gateOf(edited)))
  const documents = await harness.documents()
  expect(writtenAt(documents, /^predictions|^auditHeads/).size).toBe(1)
  expect((await chainOf(s)).at(-1)).toMatchObject({ action: 'prediction.edit', target: id })
})

// Else people would be paid by odds that nobody offered any more.
test('after it nobody commits at the old odds, whichever gate is theirs', async () => {
  const { s, id, edit } = await start()
  const people = [ALICE, BOB]
  for (const person of people) await endow(s, person, 100)
  must(await place(s, 'warm', { predictionId: id }, ALICE))
  must(await edit({ oddsBps: NEW_ODDS }))
  for (const person of people) {
    const old = await place(s, 'old', { predictionId: id, oddsBps: ODDS.yes }, person)
    expect(codeOf(old)).toBe('ODDS_CHANGED')
    const current = await place(s, 'new', { predictionId: id, oddsBps: NEW_ODDS.yes }, person)
    expect(codeOf(current)).toBe('ok')
  }
})

// Whoever can move the odds of their own bet prints tokens.
test('an admin who holds a commitment in it may not touch it', async () => {
  const { harness, s, id, edit } = await start()
  await endow(s, ADMIN, 100)
  must(await place(s, 'own', { predictionId: id }, ADMIN))
  const before = await harness.documents()
  expect(codeOf(await edit({ oddsBps: NEW_ODDS }))).toBe('CONFLICT_OF_INTEREST')
  expect(codeOf(await edit({ title: 'Never mind' }))).toBe('CONFLICT_OF_INTEREST')
  expect(await harness.documents()).toEqual(before)
  expect(codeOf(await edit({ oddsBps: NEW_ODDS }, undefined, BOB))).toBe('ok')
})

// Whoever is quick enough between two calls would raise the odds of a bet just made.
test.each([
  { after: 'the look for it', path: ':runQuery' },
  { after: 'the last read before the change', path: ':batchGet' },
])('not even when it is made after $after', async ({ path }) => {
  const { harness, s, id, edit } = await start()
  await endow(s, ADMIN, 100)
  let passed = 0
  const restore = harness.intercept('firestore', async (request, next) => {
    const answer = await next(request)
    passed += request.url.endsWith(path) ? 1 : 0
    // The first batchGet is that of the wallet, before the look.
    if (passed < (path === ':batchGet' ? 2 : 1)) return answer
    restore()
    must(await place(s, 'own', { predictionId: id }, ADMIN))
    return answer
  })
  expect(codeOf(await edit({ oddsBps: NEW_ODDS }))).toBe('CONFLICT_OF_INTEREST')
  expect((await predictionNow(s, id)).oddsBps).toEqual(ODDS)
})

test('a commitment in another prediction is no conflict', async () => {
  const { s, edit } = await start()
  const other = await opened(s)
  await endow(s, ADMIN, 100)
  must(await place(s, 'own', { predictionId: other.id }, ADMIN))
  expect(codeOf(await edit({ title: 'New' }))).toBe('ok')
})

describe('refused', () => {
  test('what is not there, locked, or changed a moment ago; nothing moves', async () => {
    const { harness, s, id, edit } = await start()
    must(await edit({ oddsBps: NEW_ODDS }))
    const before = await harness.documents()
    expect(codeOf(await edit({ oddsBps: ODDS }))).toBe('CHANGED_TOO_SOON')
    const missing = { adminId: ADMIN, id: `${id}x` as typeof id, change: { title: 'x' } }
    expect(codeOf(await editPrediction(s, missing))).toBe('PREDICTION_NOT_FOUND')
    expect(await harness.documents()).toEqual(before)
    harness.clock.advance(2_000)
    expect(codeOf(await edit({ oddsBps: ODDS }))).toBe('ok')
    must(await lockPrediction(s, { adminId: ADMIN, id }))
    expect(codeOf(await edit({ title: 'x' }))).toBe('PREDICTION_STATE')
  })
})

test('a change that changes nothing writes nothing', async () => {
  const { harness, edit } = await start()
  const before = await harness.documents()
  expect(must(await edit({ oddsBps: { ...ODDS } })).replayed).toBe(true)
  expect(must(await edit({})).replayed).toBe(true)
  expect(await harness.documents()).toEqual(before)
})

test('the same key again answers as the first time, for another change it is refused', async () => {
  const { harness, edit } = await start()
  const first = must(await edit({ title: 'One' }, 'key'))
  must(await edit({ title: 'Two' }))
  const before = await harness.documents()
  expect(must(await edit({ title: 'One' }, 'key'))).toEqual({ ...first, replayed: true })
  expect(codeOf(await edit({ title: 'Three' }, 'key'))).toBe('IDEMPOTENCY_KEY_REUSED')
  expect(await harness.documents()).toEqual(before)
})

// Two admins, or an edit and a lock: the second decides on what the first left.
test('five edits and a lock at once end in one state with one chain', async () => {
  const { s, id, edit } = await start()
  const edits = Array.from({ length: 5 }, (_, n) => edit({ title: `Title ${n}` }))
  const lock = lockPrediction(s, { adminId: ADMIN, id })
  const codes = (await Promise.all(edits)).map(codeOf)
  expect(codeOf(await lock)).toBe('ok')
  expect(codes.every((code) => code === 'ok' || code === 'PREDICTION_STATE')).toBe(true)
  const now = await predictionNow(s, id)
  expect(now.status).toBe('locked')
  expect(await gatesOf(s, id)).toEqual(Array.from({ length: 16 }, () => gateOf(now)))
  const changes = (await chainOf(s)).filter(({ target }) => target === id)
  expect(changes).toHaveLength(2 + codes.filter((code) => code === 'ok').length + 1)
  for (const [i, entry] of changes.slice(1).entries()) expect(entry.before).toBe(changes[i]?.after)
})

test('a draft is edited as often as wanted', async () => {
  const { s } = await start()
  const { id } = await drafted(s)
  for (const yes of [20_000, 20_001]) {
    const change = { oddsBps: { yes, no: 20_000 } }
    expect(codeOf(await editPrediction(s, { adminId: ADMIN, id, change }))).toBe('ok')
  }
})
