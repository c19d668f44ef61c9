// An invocation may make some fifty calls: past that the platform ends it in the middle, every
// time anew, and nobody's books are checked any more.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { callsOf, casesOf, DAY_MS, openCasesOf, QUARTER_MS, startBooks } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import { drainQueue } from '../test/payouts.ts'

const CALLS_MAX = 50
const PEOPLE = 150

async function forgedAll() {
  const harness = await startBooks(PEOPLE)
  const rows = Object.keys(await harness.documents()).filter((path) => path.startsWith('transac'))
  for (const path of rows) await byHand(harness, 'PATCH', path, { relatedId: text('zz') })
  return { harness, rows: rows.length }
}

describe('hundreds of rows that differ', () => {
  test('are all named by the quarter-hour, over as many messages as it takes', async () => {
    const { harness, rows } = await forgedAll()
    harness.clock.advance(QUARTER_MS)
    const calls = await callsOf(harness, EVERY_QUARTER)
    expect(Math.max(...calls)).toBeLessThanOrEqual(CALLS_MAX)
    const named = (await casesOf(harness)).filter((id) => id.startsWith('recon_row_hash_'))
    expect(named).toHaveLength(rows)
    const { sums } = await harness.services.store.read({ sums: { kind: 'ledgerSums', id: 'sums' } })
    expect(sums).toMatchObject({ to: null, rows, differences: rows })
  })

  test('are all named by a week of nights', async () => {
    const { harness, rows } = await forgedAll()
    const calls: number[] = []
    for (let night = 0; night < 7; night += 1) {
      harness.clock.advance(DAY_MS)
      calls.push(...(await callsOf(harness, EVERY_NIGHT)))
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(CALLS_MAX)
    const named = (await openCasesOf(harness)).length + (await casesOf(harness)).length
    expect(named).toBeGreaterThan(rows)
  })
}, 60_000)

describe('one message at a time', () => {
  test('follows from several ticks at once', async () => {
    const harness = await startBooks(300)
    harness.clock.advance(QUARTER_MS)
    const isolates = [harness.services, harness.isolate(), harness.isolate()]
    await Promise.all(isolates.map((s) => tick(s, EVERY_QUARTER)))
    expect(harness.queue.waiting()).toHaveLength(1)
    // A tick while they go on, and a message that comes twice, make none besides.
    await tick(harness.services, EVERY_QUARTER)
    const { messages } = harness.queue.take()
    const [{ body } = { body: null }] = messages
    await consume(harness.services, { queue: 'kai-work', messages })
    const rest = harness.queue.waiting().length
    const { messageOf } = await import('../test/test-queue.ts')
    await consume(harness.services, { queue: 'kai-work', messages: [messageOf(body)] })
    expect(harness.queue.waiting()).toHaveLength(rest)
    await drainQueue(harness)
    expect(harness.recorder.errors()).toEqual([])
  }, 60_000)

  test('and of a night', async () => {
    const harness = await startBooks(100)
    await Promise.all([tick(harness.services, EVERY_NIGHT), tick(harness.isolate(), EVERY_NIGHT)])
    const sent = harness.queue.take().messages
    await consume(harness.services, { queue: 'kai-work', messages: sent })
    expect(harness.queue.waiting().length).toBeLessThanOrEqual(1)
    await drainQueue(harness)
  })

  test('is made up for when it was lost', async () => {
    const harness = await startBooks()
    await tick(harness.services, EVERY_NIGHT)
    harness.queue.take()
    harness.clock.advance(11 * 60_000)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    await drainQueue(harness)
    const { night } = await harness.services.store.read({ night: { kind: 'night', id: 'night' } })
    expect(night).toMatchObject({ finishedAt: expect.any(Number) })
  })
})
