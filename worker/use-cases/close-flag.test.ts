// A case is somebody's money waiting for a person: it must not close by itself, twice, or unseen.
import { expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import { openFlag } from '../domain/flag.ts'
import { chainOf } from '../test/admins.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import { closeFlag, listFlags } from './close-flag.ts'

const NEWEST = { limit: 10, after: null }
const ID = FlagId.parse('order_pur_1_cs_1')

async function start() {
  const harness = startHarness()
  const s = harness.services
  const createdAt = harness.clock.now() * 1000
  const value = openFlag({ id: ID, userId: ALICE, reason: 'subtotal', createdAt })
  const changes = [{ ref: { kind: 'flag', id: ID } as const, value }]
  await s.store.atomically({}, () => ({ answer: null, changes }))
  const close = (reason = 'Refunded.', adminId = ADMIN) => closeFlag(s, { adminId, id: ID, reason })
  return { harness, s, close }
}

test('closing tells who, when and why, and is audited', async () => {
  const { harness, s, close } = await start()
  harness.clock.advance(5_000)
  const closed = { by: ADMIN, at: harness.clock.now() * 1000, reason: null }
  expect(must(await close()).value).toMatchObject({ state: 'closed', closed })
  expect(await listFlags(s, { state: 'open' }, NEWEST)).toEqual([])
  expect(await listFlags(s, { userId: ALICE }, NEWEST)).toMatchObject([
    { id: ID, closed, closedReason: 'Refunded.' },
  ])
  expect((await chainOf(s)).map(({ action, target }) => [action, target])).toEqual([
    ['flag.close', ID],
  ])
})

test('of two admins at once one closes it, and the other sees who did', async () => {
  const { s, close } = await start()
  const both = await Promise.all([close('Mine.', ADMIN), close('Mine too.', BOB)])
  const [one, other] = both.map((result) => must(result).value.closed)
  expect(one).toEqual(other)
  const entries = [...(await chainOf(s, ADMIN)), ...(await chainOf(s, BOB))]
  expect(entries).toHaveLength(1)
  expect(both.map((result) => must(result).replayed).toSorted()).toEqual([false, true])
})

test('a case nobody opened is not found', async () => {
  const { harness, s } = await start()
  const before = await harness.documents()
  const id = FlagId.parse('order_none')
  expect(codeOf(await closeFlag(s, { adminId: ADMIN, id, reason: 'x' }))).toBe('FLAG_NOT_FOUND')
  expect(await harness.documents()).toEqual(before)
})

// Whoever forged a balance must not be the one who says that all is well.
test('an admin closes no case about themselves', async () => {
  const { harness, close } = await start()
  const before = await harness.documents()
  expect(codeOf(await close('All is well.', ALICE))).toBe('CONFLICT_OF_INTEREST')
  expect(await harness.documents()).toEqual(before)
  expect(codeOf(await close('All is well.', BOB))).toBe('ok')
})
