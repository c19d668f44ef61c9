// What admins write about people is read by admins alone, and gone with the data of the person: a
// copy of the database must not tell why somebody was refunded, paused or looked at.
import { expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import { usdCents } from '../../shared/tokens.ts'
import { openFlag } from '../domain/flag.ts'
import { byHand } from '../test/by-hand.ts'
import { ADMIN, ALICE } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { must } from '../test/shop.ts'
import { signedUp } from '../test/signed-up.ts'
import { closeFlag, listFlags } from './close-flag.ts'
import { freezeLedger, thawLedger } from './freeze-ledger.ts'
import { holdUser, liftHold } from './hold-user.ts'
import { parkDeadLetter } from './park-dead-letter.ts'
import { listRefunds, readRefund } from './read-refunds.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'
import { closeDeadLetter, listDeadLetters } from './see-to-dead-letter.ts'

const SECRET = 'Mrs Secret has lost her job.'
const NEWEST = { limit: 10, after: null }
const OWN = FlagId.parse('order_of_hers')
const NOBODYS = FlagId.parse('recon_supply_ledger')

/** Everything about which an admin can write, written about. */
async function startWritten() {
  const { harness, s: bare, placed } = await startCredited()
  const s = signedUp(bare)
  const by = { adminId: ADMIN, reason: SECRET }
  const wish = {
    purchaseId: placed.id,
    cents: usdCents(333),
    reason: 'duplicate',
    text: SECRET,
  } as const
  const { quote } = must(await quoteRefund(s, wish))
  const sent = { adminId: ADMIN, key: 'one', request: { ...wish, quote } }
  const refund = must(await refundPurchase(s, sent)).value
  const about = { reason: 'subtotal', createdAt: s.clock.now() * 1000 }
  const flags = [
    openFlag({ id: OWN, userId: ALICE, ...about }),
    openFlag({ id: NOBODYS, userId: null, ...about }),
  ]
  const changes = flags.map((value) => ({ ref: { kind: 'flag', id: value.id } as const, value }))
  await s.store.atomically({}, () => ({ answer: null, changes }))
  for (const id of [OWN, NOBODYS]) must(await closeFlag(s, { ...by, id }))
  const held = must(await holdUser(s, { ...by, userId: ALICE, scope: 'all', endsAt: null })).value
  const [cause = ''] = Object.keys(held.holds)
  must(await liftHold(s, { ...by, userId: ALICE, cause }))
  await parkDeadLetter(s, { message: {}, reason: 'unreadable', attempts: 1 })
  const [letter] = await listDeadLetters(s, {}, NEWEST)
  must(await closeDeadLetter(s, { adminId: ADMIN, id: letter?.id ?? '' }, SECRET))
  await freezeLedger(s, 'supply', {})
  must(await thawLedger(s, by))
  return { harness, s, refund }
}

test('no document has it in clear, and every list shows it', async () => {
  const { harness, s, refund } = await startWritten()
  const stored = Object.entries(await harness.documents())
  expect(stored.filter(([, text]) => text.includes('Secret')).map(([path]) => path)).toEqual([])
  expect(must(await readRefund(s, refund.id)).text).toBe(SECRET)
  expect((await listRefunds(s, {}, NEWEST)).map(({ text }) => text)).toEqual([SECRET])
  const reasons = (await listFlags(s, {}, NEWEST)).map(({ closedReason }) => closedReason)
  expect(reasons).toEqual([SECRET, SECRET])
  expect(await listDeadLetters(s, {}, NEWEST)).toMatchObject([{ decidedReason: SECRET }])
})

test('it is gone with its person; what concerns nobody alone stays with who wrote it', async () => {
  const { harness, s } = await startWritten()
  await byHand(harness, 'DELETE', `userKeys/${ALICE}`)
  expect((await listRefunds(s, {}, NEWEST)).map(({ text }) => text)).toEqual([null])
  const reasons = (await listFlags(s, {}, NEWEST)).map(({ id, closedReason }) => [id, closedReason])
  expect(Object.fromEntries(reasons)).toEqual({ [OWN]: null, [NOBODYS]: SECRET })
})
