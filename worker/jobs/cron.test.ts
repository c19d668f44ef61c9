// The cron heals what webhooks lost: if it missed an order, a buyer would wait for ever.
import { expect, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { newJob } from '../domain/payout-job.ts'
import { opened } from '../test/admins.ts'
import { orderOf } from '../test/orders.ts'
import { startHarness } from '../test/start.ts'
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, EVERY_QUARTER, tick } from './cron.ts'

async function start() {
  const harness = startHarness()
  const due = orderOf({ nextCheckAt: harness.clock.now() * 1000 })
  await harness.services.store.atomically({}, () => ({
    answer: null,
    changes: [{ ref: { kind: 'order', id: due.id }, value: due }],
  }))
  return { harness, due }
}

test('every due order goes on the queue as an id, and a doubled tick harms nobody', async () => {
  const { harness, due } = await start()
  const before = await harness.documents()
  await tick(harness.services, EVERY_FIVE_MINUTES)
  await tick(harness.services, EVERY_FIVE_MINUTES)
  const job = { v: 1, kind: 'order', purchaseId: due.id }
  expect(harness.queue.waiting()).toEqual([job, job])
  // How far Stripe's lists were looked at, and that no night was yet, is written the first time.
  const { 'system/stripe': _, 'system/night': __, ...after } = await harness.documents()
  expect(after).toEqual(before)
})

test('a payout that is due goes on the queue too, whatever becomes of the orders', async () => {
  const { harness } = await start()
  const id = payoutJobIdOf(PredictionId.parse('prd'), 1)
  const facts = { id, predictionId: PredictionId.parse('prd'), resolutionVersion: 1 } as const
  const job = newJob({ ...facts, outcome: 'yes', requestHash: '', expected: 0 }, 0)
  await harness.services.store.atomically({}, () => ({
    answer: null,
    changes: [{ ref: { kind: 'payoutJob', id }, value: job }],
  }))
  const restore = harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    return body.includes('"purchases"') ? new Response('', { status: 503 }) : next(request)
  })
  await expect(tick(harness.services, EVERY_FIVE_MINUTES)).rejects.toThrow()
  restore()
  expect(harness.queue.waiting()).toEqual([{ v: 1, kind: 'payout', jobId: id }])
})

test('nothing due sends nothing', async () => {
  const { harness } = await start()
  harness.clock.advance(-1)
  await tick(harness.services, EVERY_FIVE_MINUTES)
  expect(harness.queue.waiting()).toEqual([])
})

test('a queue that is down fails the tick for all to see; the next one works', async () => {
  const { harness } = await start()
  harness.queue.state.down = true
  const ticking = tick(harness.services, EVERY_FIVE_MINUTES)
  await expect(ticking).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  harness.queue.state.down = false
  await tick(harness.services, EVERY_FIVE_MINUTES)
  expect(harness.queue.waiting()).toHaveLength(1)
})

// One broken query must not leave every buyer waiting, nor every prediction open.
test('what fails keeps nothing else from its turn, and the tick fails for all to see', async () => {
  const { harness, due } = await start()
  const { id } = await opened(harness.services)
  harness.clock.advance(3_600_000)
  const restore = harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    return body.includes('purchases') ? new Response('', { status: 503 }) : next(request)
  })
  const ticking = tick(harness.services, EVERY_FIVE_MINUTES)
  await expect(ticking).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  const locking = { v: 1, kind: 'lock', predictionId: id }
  expect(harness.queue.waiting()).toEqual([locking])
  restore()
  await tick(harness.services, EVERY_FIVE_MINUTES)
  const looking = { v: 1, kind: 'order', purchaseId: due.id }
  const kinds = harness.queue.waiting().slice(1)
  expect(kinds).toEqual(expect.arrayContaining([locking, looking]))
  expect(kinds).toHaveLength(2)
})

test('a schedule nobody knows is an error in the log, not silence', async () => {
  const { harness } = await start()
  await tick(harness.services, '0 0 * * *')
  expect(harness.recorder.errors()).toEqual(['cron_unknown'])
})

test('the schedule is the one that is deployed', async () => {
  const { readFile } = await import('node:fs/promises')
  const deployed = await readFile(new URL('../../wrangler.toml', import.meta.url), 'utf8')
  expect(deployed).toContain(
    `crons = ["${EVERY_FIVE_MINUTES}", "${EVERY_QUARTER}", "${EVERY_NIGHT}"]`,
  )
})
