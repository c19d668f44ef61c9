// An admin has an id from a mail, a log, or Stripe's dashboard, and somebody who waits: it must
// lead to what it is of, and to nothing else.
import { expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import type { Account, Services } from '../ports.ts'
import { openTo, place, RAIN } from '../test/betting.ts'
import { lockRain, resolveRain } from '../test/payouts.ts'
import { startCredited } from '../test/reversals.ts'
import { must, rowsOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { search } from './search.ts'

const ANN: Account = {
  userId: UserId.parse('ann-without-wallet'),
  email: 'ann@kai.test',
  admin: false,
  disabled: false,
}
const withSignIns = (s: Services): Services => ({
  ...s,
  identity: {
    ...s.identity,
    accounts: async ({ userIds, emails = [] }) =>
      [ANN].filter((one) => userIds.includes(one.userId) || emails.includes(one.email ?? '')),
  },
})
const CALLS_MAX = 6

async function start() {
  const { harness, at, placed } = await startCredited()
  const refund = await at.refund(300)
  const dispute = await at.dispute({ amount: 100 })
  await harness.webhooks()
  const s = withSignIns(harness.services)
  /** Kinds and ids of what was found, and what it cost. */
  const find = async (q: string) => {
    const before = harness.meter.calls
    const hits = await search(s, q)
    expect(harness.meter.calls - before).toBeLessThanOrEqual(CALLS_MAX)
    return hits.map(({ kind, id }) => `${kind} ${id}`)
  }
  return {
    harness,
    s,
    find,
    placed,
    ids: { refund: refund.id, dispute: dispute.id, charge: at.charge },
  }
}

test('any id of a purchase, ours or one of Stripe, leads to it', async () => {
  const { s, find, placed, ids } = await start()
  const { order } = await s.store.read({ order: { kind: 'order', id: placed.id } })
  const [reversal] = await rowsOf(s)
  const purchase = `purchase ${placed.id}`
  const names = [placed.id, placed.sessionId, order?.paymentIntentId, ids.charge, ids.refund]
  for (const name of [...names, ids.dispute]) {
    expect([name, await find(name ?? '')]).toEqual([name, expect.arrayContaining([purchase])])
  }
  expect(await find(ids.dispute)).toContain(`case dispute_${ids.dispute}`)
  expect(await find(reversal?.id ?? '')).toEqual([`transaction ${reversal?.id}`])
  const [event] = await s.store.eventsOf(placed.id, 1)
  expect(await find(event?.id ?? '')).toEqual([`event ${event?.id}`, purchase])
  expect(await find(order?.stripePriceId ?? '')).toEqual(['package starter'])
  expect(await find('starter')).toEqual(['package starter'])
})

// Without a page of its own, what is found must not be the end of the way.
test('a commitment leads to its row, a payout and an event to what they are of', async () => {
  const { s, placed } = await start()
  await openTo(s)
  const { commitment } = must(await place(s, 'bet'))
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  const [event] = await s.store.eventsOf(placed.id, 1)
  for (const [id, kind, partOf] of [
    [commitment.id, 'commitment', { kind: 'transaction', id: (await rowsOf(s))[0]?.id }],
    [payoutJobIdOf(RAIN, 1), 'payout', { kind: 'prediction', id: RAIN }],
    [event?.id ?? '', 'event', { kind: 'purchase', id: placed.id }],
  ] as const) {
    expect(await search(s, id)).toContainEqual(expect.objectContaining({ kind, id, partOf }))
  }
})

test('a user id leads to its person, an e-mail address to who signs in with it', async () => {
  const { find } = await start()
  expect(await find(ALICE)).toEqual([`user ${ALICE}`])
  expect(await find('ann@kai.test')).toEqual([`user ${ANN.userId}`])
  expect(await find(ANN.userId)).toEqual([`user ${ANN.userId}`])
})

test('what nobody has leads to nothing, whatever it looks like', async () => {
  const { find } = await start()
  const strange = ['nobody', 'pi_none', 'ch_none', 're_none', 'cs_test_none', 'evt_none', 'du_none']
  const hostile = ['..', '__proto__', 'a/b', 'x'.repeat(400), 'nobody@kai.test', 'price_none', '%']
  for (const name of [...strange, ...hostile]) {
    expect([name, await find(name)]).toEqual([name, []])
  }
})

// Nothing found would be taken for "nobody has this address".
test('without the sign-in service it says so instead of finding nothing', async () => {
  const { services } = startHarness()
  const lost = search(services, 'ann@kai.test')
  await expect(lost).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' })
})
