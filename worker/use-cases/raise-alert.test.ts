// An alert that nobody hears is a loss that goes on in silence.
import { expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import type { Services } from '../ports.ts'
import { startHarness } from '../test/start.ts'
import { raiseAlert } from './raise-alert.ts'

const CAUSE = { cause: 'recon_supply', facts: { off: 1 } }

function start(hears: boolean) {
  const harness = startHarness()
  const rung: string[] = []
  const line = { hears }
  const alarm: Services['alarm'] = {
    ring: async ({ cause }) => {
      rung.push(cause)
      return line.hears
    },
  }
  return { harness, rung, line, s: { ...harness.services, alarm } }
}

const MINUTE_MS = 60_000

test('what was heard rings once a cause and day', async () => {
  const { harness, rung, s } = start(true)
  for (let n = 0; n < 3; n += 1) {
    await raiseAlert(s, CAUSE)
    harness.clock.advance(2 * MINUTE_MS)
    await tick(s, EVERY_FIVE_MINUTES)
  }
  expect(rung).toEqual(['recon_supply'])
  harness.clock.advance(24 * 60 * MINUTE_MS)
  await raiseAlert(s, CAUSE)
  expect(rung).toHaveLength(2)
})

test('what nobody heard rings again, by itself, until somebody does', async () => {
  const { harness, rung, line, s } = start(false)
  await raiseAlert(s, CAUSE)
  harness.clock.advance(2 * MINUTE_MS)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toHaveLength(2)
  line.hears = true
  // Also when its cause is met again.
  await raiseAlert(s, CAUSE)
  expect(rung).toHaveLength(3)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toHaveLength(3)
})

test('one whose teller died before it rang is rung by the next tick', async () => {
  const { harness, rung, s } = start(true)
  const dying: Services['alarm'] = { ring: () => Promise.reject(new Error('died')) }
  await expect(raiseAlert({ ...s, alarm: dying }, CAUSE)).rejects.toThrow('died')
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toEqual([])
  harness.clock.advance(2 * MINUTE_MS)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toEqual(['recon_supply'])
})
