// A bank may take up a dispute again that it had closed: the money is gone again, so are the
// tokens, and whoever lives from disputed cards must not buy on because one was won once.
import { expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import type { Services } from '../ports.ts'
import { ADMIN, ALICE } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { must, walletOf } from '../test/shop.ts'
import { closeFlag } from './close-flag.ts'
import { liftHold } from './hold-user.ts'

async function restriction(s: Services) {
  return restrictionAt((await walletOf(s))?.holds ?? {}, s.clock.now() * 1000)
}

/** Disputed, won, and lost after all; `meanwhile` is what a person did before it was won. */
async function startReturned(
  meanwhile: (s: Services, caseId: string) => Promise<unknown> = async () => undefined,
) {
  const started = await startCredited()
  const { harness, s, at } = started
  const { id } = await at.dispute()
  await harness.webhooks()
  await meanwhile(s, `dispute_${id}`)
  await at.decide(id, 'won')
  await harness.webhooks()
  expect(await walletOf(s)).toMatchObject({ available: 550 })
  expect(await restriction(s)).toBe('none')
  await at.decide(id, 'taken_up_again')
  await harness.webhooks()
  const { flag } = await s.store.read({ flag: { kind: 'flag', id: `dispute_${id}` } })
  return { s, flag }
}
test('it takes the tokens again, stops purchases again, and is a case again', async () => {
  const { s, flag } = await startReturned()
  expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0 })
  expect(await restriction(s)).toBe('purchases')
  expect(flag).toMatchObject({ reason: 'dispute', state: 'open', closed: null })
})

test('it stops purchases again also when a person had closed the case', async () => {
  const { s, flag } = await startReturned((by, id) =>
    closeFlag(by, { adminId: ADMIN, id: FlagId.parse(id), reason: 'Answered.' }),
  )
  expect(await restriction(s)).toBe('purchases')
  expect(flag).toMatchObject({ state: 'closed', closed: { by: ADMIN } })
})

// Somebody looked at this very dispute and let the buyer go on.
test('it does not put back what a person lifted', async () => {
  const { s } = await startReturned(async (by, cause) =>
    must(await liftHold(by, { adminId: ADMIN, userId: ALICE, cause, reason: 'Known.' })),
  )
  expect(await walletOf(s)).toMatchObject({ available: 0 })
  expect(await restriction(s)).toBe('none')
})
