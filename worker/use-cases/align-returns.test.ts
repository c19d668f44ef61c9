// A bank may take up a dispute again that it had closed: the money is gone again, so are the
// tokens, and whoever lives from disputed cards must not buy on because one was won once.
import { expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import type { Services } from '../ports.ts'
import { drainQueue } from '../test/payouts.ts'
import { ADMIN, ALICE } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { startTwice } from '../test/reviews.ts'
import { must, orderNow, walletOf } from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'
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

// Nobody else looks at it: of a payment that was never granted no tokens move. Without a look its
// buyer could never buy again.
test('one of a second payment, won and told to nobody, lets its buyer go on', async () => {
  const { harness, s, placed, other } = await startTwice()
  const { payment_intent } = await sdkFor(harness).checkout.sessions.retrieve(other)
  const [charge] = (await sdkFor(harness).charges.list({ payment_intent: `${payment_intent}` }))
    .data
  const made = await harness.control(`charges/${charge?.id}/dispute`)
  const { id } = (await made.json()) as { id: string }
  await harness.webhooks()
  expect(await restriction(s)).toBe('purchases')
  harness.stripe.setWebhook(undefined)
  const days = async (count: number) => {
    for (let day = 0; day < count; day += 1) {
      harness.clock.advance(86_400_000)
      await tick(s, EVERY_FIVE_MINUTES)
      await drainQueue(harness)
    }
  }
  await days(5)
  expect(await restriction(s)).toBe('purchases')
  await harness.control(`disputes/${id}`, { outcome: 'won' })
  await days(1)
  expect(await restriction(s)).toBe('none')
  // What can't return any more is left alone.
  await days(90)
  expect(await orderNow(s, placed)).toMatchObject({ nextCheckAt: null, status: 'mismatch' })
})
