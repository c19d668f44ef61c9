// The cron heals what webhooks lost: if it missed an order, a buyer would wait for ever.
import { describe, expect, test } from 'vitest'
import { PredictionId, RefundId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { newJob } from '../domain/payout-job.ts'
import type { Refund } from '../domain/refund.ts'
import type { Change } from '../ports.ts'
import { opened } from '../test/admins.ts'
import { casesOf } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { orderOf } from '../test/orders.ts'
import { orderIdOf } from '../test/queries/near-misses.ts'
import { ADMIN, startHarness } from '../test/start.ts'
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

const BENT = { doubleValue: 1.5 } as never
const put = (harness: Harness, changes: readonly Change[]) =>
  harness.services.store.atomically({}, () => ({ answer: null, changes }))
const bentTick = async (harness: Harness) => {
  await tick(harness.services, EVERY_FIVE_MINUTES)
  return {
    sent: harness.queue.take().messages.map(({ body }) => body),
    cases: await casesOf(harness),
  }
}

// A query that fails over one document sees to nobody: buyers, winners and bettors would all wait.
describe('a document that somebody bent keeps no other of its kind waiting, and is named:', () => {
  test.each<Fields>([{ id: text('x') }, { tokens: BENT }])('an order %o', async (fields) => {
    const { harness, due } = await start()
    const bent = orderOf({ id: orderIdOf(1), nextCheckAt: 0 })
    await put(harness, [{ ref: { kind: 'order', id: bent.id }, value: bent }])
    await byHand(harness, 'PATCH', `purchases/${bent.id}`, fields)
    const { sent, cases } = await bentTick(harness)
    expect(sent).toEqual([{ v: 1, kind: 'order', purchaseId: due.id }])
    expect(cases).toEqual([`recon_order_unreadable_${bent.id}`])
  })

  test('a payout', async () => {
    const { harness } = await start()
    const [good, bent] = ['prd-a', 'prd-b'].map((id) => {
      const predictionId = PredictionId.parse(id)
      const job = { id: payoutJobIdOf(predictionId, 1), predictionId, resolutionVersion: 1 }
      return newJob({ ...job, outcome: 'yes', requestHash: '', expected: 0 }, 0)
    })
    if (!good || !bent) throw new Error('two')
    await put(
      harness,
      [good, bent].map((value) => ({ ref: { kind: 'payoutJob', id: value.id }, value })),
    )
    await byHand(harness, 'PATCH', `payoutJobs/${bent.id}`, { paid: BENT })
    const { sent, cases } = await bentTick(harness)
    expect(sent).toContainEqual({ v: 1, kind: 'payout', jobId: good.id })
    expect(cases).toEqual([`recon_payout_unreadable_${bent.id}`])
  })

  test('a refund', async () => {
    const { harness, due } = await start()
    const [good, bent] = ['a', 'b'].map(
      (each): Refund => ({
        ...{ id: RefundId.parse(`rfd_${each.repeat(40)}`), purchaseId: due.id, userId: due.userId },
        ...{ paymentIntentId: 'pi_1', cents: 300, reason: 'duplicate', private: null },
        ...{ state: 'requested', stripeRefundId: null, requestedBy: ADMIN, requestedAt: 0 },
        ...{ endedAt: null, nextCheckAt: 0, pushes: 0 },
      }),
    )
    if (!good || !bent) throw new Error('two')
    await put(
      harness,
      [good, bent].map((value) => ({ ref: { kind: 'refund', id: value.id }, value })),
    )
    await byHand(harness, 'PATCH', `refunds/${bent.id}`, { cents: BENT })
    const { sent, cases } = await bentTick(harness)
    expect(sent).toContainEqual({ v: 1, kind: 'refund', refundId: good.id })
    expect(cases).toEqual([`recon_refund_unreadable_${bent.id}`])
  })

  test('a prediction', async () => {
    const harness = startHarness()
    const closesAt = (harness.clock.now() + 60_000) * 1000
    const good = await opened(harness.services, { closesAt })
    const bent = await opened(harness.services, { closesAt })
    await byHand(harness, 'PATCH', `predictions/${bent.id}`, { minTokens: BENT })
    harness.clock.advance(60_000)
    const { sent, cases } = await bentTick(harness)
    expect(sent).toEqual([{ v: 1, kind: 'lock', predictionId: good.id }])
    expect(cases).toEqual([`recon_prediction_unreadable_${bent.id}`])
  })
})
