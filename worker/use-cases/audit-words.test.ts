// What admins wrote is in the audit log, sealed: an admin who looks why must be able to read it.
import { expect, test } from 'vitest'
import type { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { AuditPage } from '../../shared/api/audit.ts'
import { FlagId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { openFlag } from '../domain/flag.ts'
import { consume } from '../jobs/queue.ts'
import { openTo } from '../test/betting.ts'
import { byHand } from '../test/by-hand.ts'
import { startIsolate } from '../test/faults/isolate.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { must } from '../test/shop.ts'
import { signedUp } from '../test/signed-up.ts'
import { ADMIN, ALICE, startHarness } from '../test/start.ts'
import { messageOf } from '../test/test-queue.ts'
import { proposeAdjustment } from './adjust-balance.ts'
import { closeFlag } from './close-flag.ts'
import { freezeLedger, thawLedger } from './freeze-ledger.ts'
import { holdUser, liftHold } from './hold-user.ts'
import { closeDeadLetter } from './see-to-dead-letter.ts'

const headers = { authorization: `Bearer ${ADMIN}` }

// Without the reason nobody can tell a mistake from a theft; in the open it would outlive the
// person whom it is about.
test('what was written is opened for admins, until the data of its person are erased', async () => {
  const harness = startHarness()
  const s = signedUp(harness.services)
  const by = { adminId: ADMIN, key: 'a' }
  const about = { ...by, userId: ALICE, scope: 'all', endsAt: null } as const
  const held = must(await holdUser(s, { ...about, reason: 'A stolen card' })).value
  const [cause = ''] = Object.keys(held.holds)
  must(await liftHold(s, { ...by, userId: ALICE, cause, reason: 'It was hers' }))
  const text = 'A ticket was never answered'
  const tip = { userId: ALICE, direction: 'add', reason: 'goodwill', text } as const
  const request = { ...tip, tokens: tokens(5) as ProposeAdjustment['tokens'] }
  must(await proposeAdjustment(s, { ...by, request, tokensMax: 10 }))
  await freezeLedger(s, 'supply', {})
  must(await thawLedger(s, { ...by, reason: 'Explained' }))
  await consume(s, { queue: 'kai-work', messages: [messageOf('no job', 6)] })
  const [letter] = await s.store.deadLetters({}, { limit: 1, after: null })
  must(await closeDeadLetter(s, { ...by, id: letter?.id ?? '' }, 'A test of ours'))
  const id = FlagId.parse('order_1')
  const value = openFlag({ id, userId: ALICE, reason: 'subtotal', createdAt: 1 })
  const changes = [{ ref: { kind: 'flag', id } as const, value }]
  await s.store.atomically({}, () => ({ answer: null, changes }))
  must(await closeFlag(s, { ...by, id, reason: 'It fits now' }))
  await openTo(s)
  harness.clock.advance(1_000)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  must(await correctRain(s, 'no'))
  const said = async () => {
    const { send } = startIsolate(harness)
    const answer = await send(`/api/admin/audit/${ADMIN}`, { headers })
    const { items } = AuditPage.strict().parse(await answer.json())
    return items.flatMap(({ action, words }) => (words === null ? [] : [[action, words]]))
  }
  const HERS = [
    ['flag.close', 'It fits now'],
    ['adjustment.propose', text],
    ['user.lift', 'It was hers'],
    ['user.hold', 'A stolen card'],
  ]
  const OURS = [
    ['prediction.correct', 'The gauge was read wrongly.'],
    ['deadLetter.close', 'A test of ours'],
    ['ledger.thaw', 'Explained'],
  ]
  expect((await said()).toSorted()).toEqual([...HERS, ...OURS].toSorted())
  await byHand(harness, 'DELETE', `userKeys/${ALICE}`)
  expect((await said()).toSorted()).toEqual(OURS.toSorted())
})
