// The commit that money moves in, sent by Google's own code: creates, an update under its time, and
// the write of nothing that keeps bets out after a close.
import { expect, test } from 'vitest'
import { endow, openTo, place } from '../betting.ts'
import { lockRain } from '../payouts.ts'
import { codeOf, walletOf } from '../shop.ts'
import { ALICE, startHarness } from '../start.ts'
import { relayCommits } from './generated.ts'

async function start() {
  const harness = startHarness()
  await openTo(harness.services)
  await endow(harness.services, ALICE, 100)
  return { harness, s: harness.services, relayed: await relayCommits(harness) }
}

const gatesIn = (documents: Record<string, string>) =>
  Object.entries(documents).filter(([path]) => path.includes('/gates/'))

test('a bet is the same bet, and leaves its gate as it was', async () => {
  const { harness, s, relayed } = await start()
  const before = gatesIn(await harness.documents())
  expect(codeOf(await place(s, 'key-1'))).toBe('ok')
  expect(codeOf(await place(s, 'key-1'))).toBe('ok')
  expect(codeOf(await place(s, 'key-2'))).toBe('ok')
  expect(await walletOf(s)).toMatchObject({ available: 40, committed: 60, version: 3 })
  expect(gatesIn(await harness.documents())).toEqual(before)
  expect(before).toHaveLength(16)
  // The repeated one begins with a guess, which its own document refuses.
  expect(relayed.commits).toBe(3)
})

// Who bets while the prediction closes must keep the tokens.
test('a gate that moved meanwhile refuses it whole', async () => {
  const { harness, s } = await start()
  expect(codeOf(await place(s, 'key-1'))).toBe('ok')
  const stop = harness.intercept('firestore', async (request, next) => {
    if (!request.url.endsWith(':commit')) return next(request)
    stop()
    await lockRain(harness.isolate())
    return next(request)
  })
  expect(codeOf(await place(s, 'key-2'))).toBe('PREDICTION_CLOSED')
  expect(await walletOf(s)).toMatchObject({ available: 70, committed: 30, version: 2 })
})
