// Somebody under suspicion must stop at once, everywhere; and nobody may stay held by a mistake, or
// be freed of what another cause holds.
import { describe, expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import { chainOf } from '../test/admins.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { codeOf, must, walletOf } from '../test/shop.ts'
import { signedUp } from '../test/signed-up.ts'
import { ADMIN, ALICE, startHarness } from '../test/start.ts'
import { type HoldInput, holdPlaceOf, holdUser, liftHold } from './hold-user.ts'

async function start() {
  const harness = startHarness()
  const s = signedUp(harness.services)
  await openTo(s)
  await endow(s, ALICE, 1_000)
  const asked = {
    adminId: ADMIN,
    userId: ALICE,
    scope: 'all',
    reason: 'Why?',
    endsAt: null,
  } as const
  const hold = (more: Partial<HoldInput> = {}, at = s) => holdUser(at, { ...asked, ...more })
  const causesOf = async () => Object.keys((await walletOf(s, ALICE))?.holds ?? {})
  const lift = (cause: string, adminId = ADMIN) =>
    liftHold(s, { adminId, userId: ALICE, cause, reason: 'All is well.' })
  const now = () => harness.clock.now() * 1000
  const restriction = async () => restrictionAt((await walletOf(s, ALICE))?.holds ?? {}, now())
  return { harness, s, hold, lift, causesOf, restriction, now }
}

test('a hold stops spending that is under way, and is audited with its reason', async () => {
  const { harness, s, hold, lift, causesOf } = await start()
  must(await place(s, 'one'))
  must(await hold())
  // This isolate still knows the wallet as it was.
  expect(codeOf(await place(s, 'two'))).toBe('COMMITMENTS_RESTRICTED')
  const elsewhere = signedUp(harness.isolate())
  expect(codeOf(await place(elsewhere, 'three'))).toBe('COMMITMENTS_RESTRICTED')
  const [cause = ''] = await causesOf()
  must(await lift(cause))
  must(await place(s, 'four'))
  const audited = (await chainOf(s)).filter(({ target }) => target === ALICE)
  expect(audited.map(({ action }) => action)).toEqual(['user.hold', 'user.lift'])
  const { key } = await s.store.read({ key: { kind: 'dataKey', id: ALICE } })
  const why = audited.map(({ after }, at) => {
    const where = holdPlaceOf(ALICE, cause, at === 0 ? 'held' : 'lifted')
    return key && s.vault.open(key, where, JSON.parse(after).private)
  })
  expect(why).toEqual(['Why?', 'All is well.'])
})

test('freezing while somebody spends has one outcome: before it or refused', async () => {
  const { harness, s, hold } = await start()
  must(await place(s, 'warm'))
  const spending = Array.from({ length: 5 }, (_, at) => place(s, `key-${at}`))
  const [frozen, ...spent] = await Promise.all([hold({}, signedUp(harness.isolate())), ...spending])
  expect(codeOf(frozen)).toBe('ok')
  const moved = spent.filter(({ ok }) => ok).length
  expect(['ok', 'COMMITMENTS_RESTRICTED']).toEqual(expect.arrayContaining(spent.map(codeOf)))
  expect(await walletOf(s, ALICE)).toMatchObject({ committed: 30 + moved * 30 })
  expect(codeOf(await place(s, 'late'))).toBe('COMMITMENTS_RESTRICTED')
})

test('a hold with an end is over by itself', async () => {
  const { harness, hold, restriction, now } = await start()
  must(await hold({ endsAt: now() + 60_000_000 }))
  expect(await restriction()).toBe('all')
  harness.clock.advance(60_000)
  expect(await restriction()).toBe('none')
})

describe('lifting', () => {
  test('one leaves the other', async () => {
    const { hold, lift, causesOf, restriction } = await start()
    must(await hold({ scope: 'all', key: 'one' }))
    const [first = ''] = await causesOf()
    must(await hold({ scope: 'purchases', key: 'two' }))
    must(await lift(first))
    expect(await restriction()).toBe('purchases')
    expect(codeOf(await lift(first))).toBe('HOLD_NOT_FOUND')
    expect(codeOf(await lift('dispute_none'))).toBe('HOLD_NOT_FOUND')
  })

  test('nobody frees themselves', async () => {
    const { hold, lift, causesOf, restriction } = await start()
    must(await hold())
    const [cause = ''] = await causesOf()
    expect(codeOf(await lift(cause, ALICE))).toBe('CONFLICT_OF_INTEREST')
    expect(await restriction()).toBe('all')
  })
})

test('the same key is one hold; an end in the past and nobody at all are refused', async () => {
  const { harness, hold, causesOf, now } = await start()
  must(await hold({ key: 'same' }))
  expect(must(await hold({ key: 'same' })).replayed).toBe(true)
  expect(await causesOf()).toHaveLength(1)
  expect(codeOf(await hold({ key: 'same', scope: 'purchases' }))).toBe('IDEMPOTENCY_KEY_REUSED')
  const before = await harness.documents()
  expect(codeOf(await hold({ endsAt: now() }))).toBe('REQUEST_INVALID')
  expect(codeOf(await hold({ userId: UserId.parse('nobody') }))).toBe('USER_NOT_FOUND')
  expect(await harness.documents()).toEqual(before)
})
