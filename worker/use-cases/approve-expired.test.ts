// One outcome waits at a time. A proposal that has expired makes way for another one, and must not
// pay anybody by the clock of an isolate for which it has not.
import { expect, test } from 'vitest'
import type { Services } from '../ports.ts'
import { drainQueue, rainNow } from '../test/payouts.ts'
import { approveRain, proposed, startLocked } from '../test/resolutions.ts'
import { codeOf, must, walletOf } from '../test/shop.ts'
import { BOB } from '../test/start.ts'

const WEEK_MS = 7 * 86_400_000

test('an expired outcome is not approved while another waits, by a slow clock', async () => {
  const harness = await startLocked()
  const { services: s, clock } = harness
  const first = await proposed(s, 'yes', { key: 'a' })
  clock.advance(WEEK_MS + 1_000)
  const second = await proposed(s, 'no', { key: 'b' })
  const late: Services = { ...s, clock: { ...s.clock, now: () => clock.now() - 5_000 } }
  const before = await harness.documents()
  expect(codeOf(await approveRain(late, first.id))).toBe('PROPOSAL_EXPIRED')
  expect(await harness.documents()).toEqual(before)
  must(await approveRain(s, second.id))
  await drainQueue(harness)
  expect(await rainNow(s)).toMatchObject({ status: 'resolved', outcome: 'no' })
  expect((await walletOf(s, BOB))?.available).toBeGreaterThan(80)
})
