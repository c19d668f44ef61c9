// The lock ends the betting: after it nothing more comes in, and it can't be taken back.
import { describe, expect, test } from 'vitest'
import { gateOf } from '../domain/prediction.ts'
import { consume } from '../jobs/queue.ts'
import { chainOf, drafted, gatesOf, opened, predictionNow, writtenAt } from '../test/admins.ts'
import { endow, place } from '../test/betting.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, ALICE, startHarness } from '../test/start.ts'
import { systemActor } from './admin-change.ts'
import { editPrediction } from './edit-prediction.ts'
import { lockDuePredictions } from './lock-due-predictions.ts'
import { lockDue, lockPrediction } from './lock-prediction.ts'
import { openPrediction } from './open-prediction.ts'

const HOUR_MS = 3_600_000

async function start() {
  const harness = startHarness()
  const s = harness.services
  const { id } = await opened(s)
  return { harness, s, id, lock: (key?: string) => lockPrediction(s, { adminId: ADMIN, id, key }) }
}

describe('opening', () => {
  test('opens every gate in the commit that opens the prediction', async () => {
    const harness = startHarness()
    const s = harness.services
    const { id } = await drafted(s)
    await endow(s, ALICE, 100)
    expect(codeOf(await place(s, 'k', { predictionId: id }))).toBe('PREDICTION_NOT_FOUND')
    const { value } = must(await openPrediction(s, { adminId: ADMIN, id }))
    expect(await gatesOf(s, id)).toEqual(Array.from({ length: 16 }, () => gateOf(value)))
    expect(writtenAt(await harness.documents(), /^predictions|^auditHeads\/admin/).size).toBe(1)
    expect(codeOf(await place(s, 'k', { predictionId: id }))).toBe('ok')
  })

  test('is refused twice, after the closing time, and of what is not there', async () => {
    const { harness, s, id } = await start()
    expect(codeOf(await openPrediction(s, { adminId: ADMIN, id }))).toBe('PREDICTION_STATE')
    const late = await drafted(s)
    harness.clock.advance(HOUR_MS)
    const code = async (one: typeof id) =>
      codeOf(await openPrediction(s, { adminId: ADMIN, id: one }))
    expect(await code(late.id)).toBe('PREDICTION_CLOSED')
    expect(await code(`${id}x` as typeof id)).toBe('PREDICTION_NOT_FOUND')
  })
})

describe('locking by an admin', () => {
  test('closes prediction and gates and makes the lock in one commit', async () => {
    const { harness, s, id, lock } = await start()
    const { value } = must(await lock())
    expect(value).toMatchObject({ status: 'locked', lockedAt: harness.clock.now() * 1000 })
    expect(await gatesOf(s, id)).toEqual(Array.from({ length: 16 }, () => gateOf(value)))
    const documents = await harness.documents()
    expect(Object.keys(documents)).toContain(`locks/${id}`)
    expect(writtenAt(documents, /^predictions|^auditHeads|^locks/).size).toBe(1)
    expect((await chainOf(s)).at(-1)).toMatchObject({ action: 'prediction.lock', target: id })
  })

  // Somebody who knows the result by now would win for certain.
  test('takes no commitment after it, not even by who bet a moment ago', async () => {
    const { s, id, lock } = await start()
    await endow(s, ALICE, 100)
    must(await place(s, 'before', { predictionId: id }))
    must(await lock())
    expect(codeOf(await place(s, 'after', { predictionId: id }))).toBe('PREDICTION_CLOSED')
  })

  test('again is refused with a new key, and replayed with the same', async () => {
    const { harness, lock } = await start()
    must(await lock('key'))
    const before = await harness.documents()
    expect(codeOf(await lock())).toBe('PREDICTION_STATE')
    expect(must(await lock('key')).replayed).toBe(true)
    expect(await harness.documents()).toEqual(before)
  })

  test('of a draft, or of nothing, is refused', async () => {
    const { s, id } = await start()
    const draft = await drafted(s)
    const code = async (one: typeof id) =>
      codeOf(await lockPrediction(s, { adminId: ADMIN, id: one }))
    expect(await code(draft.id)).toBe('PREDICTION_STATE')
    expect(await code(`${id}x` as typeof id)).toBe('PREDICTION_NOT_FOUND')
  })
})

describe('locking by the clock', () => {
  test('finds what is due, and locks it by its message', async () => {
    const { harness, s, id } = await start()
    const { id: later } = await opened(s, { closesAt: (harness.clock.now() + 2 * HOUR_MS) * 1000 })
    harness.clock.advance(HOUR_MS - 1)
    await lockDuePredictions(s)
    expect(harness.queue.waiting()).toEqual([])
    harness.clock.advance(1)
    await lockDuePredictions(s)
    expect(harness.queue.waiting()).toEqual([{ v: 1, kind: 'lock', predictionId: id }])
    const batch = harness.queue.take()
    await consume(s, batch)
    expect(batch.messages.map(({ endings }) => endings)).toEqual([['ack']])
    expect((await predictionNow(s, id)).status).toBe('locked')
    expect((await predictionNow(s, later)).status).toBe('open')
    expect(await chainOf(s, systemActor(s, id))).toHaveLength(1)
    await lockDuePredictions(s)
    expect(harness.queue.waiting()).toEqual([])
  })

  test('doubled, at once, or after an admin did it, changes nothing more', async () => {
    const { harness, s, id, lock } = await start()
    harness.clock.advance(HOUR_MS)
    await Promise.all(Array.from({ length: 5 }, () => lockDue(s, id)))
    const before = await harness.documents()
    await lockDue(s, id)
    expect(await harness.documents()).toEqual(before)
    expect(codeOf(await lock())).toBe('PREDICTION_STATE')
    const { id: other } = await opened(s)
    must(await lockPrediction(s, { adminId: ADMIN, id: other }))
    const locked = await harness.documents()
    await lockDue(s, other)
    expect(await harness.documents()).toEqual(locked)
  })

  // A message from before the closing time was moved must not end the betting early.
  test('leaves alone what closes later by now, and what is gone', async () => {
    const { harness, s, id } = await start()
    // Sent by an isolate whose clock is ahead.
    await s.queue.send([{ v: 1, kind: 'lock', predictionId: id }])
    harness.clock.advance(3_000)
    const closesAt = (harness.clock.now() + 2 * HOUR_MS) * 1000
    must(await editPrediction(s, { adminId: ADMIN, id, change: { closesAt } }))
    harness.clock.advance(HOUR_MS)
    await consume(s, harness.queue.take())
    expect((await predictionNow(s, id)).status).toBe('open')
    await lockDue(s, `${id}x` as typeof id)
    harness.clock.advance(HOUR_MS)
    await lockDue(s, id)
    expect((await predictionNow(s, id)).status).toBe('locked')
  })
})
