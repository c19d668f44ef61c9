// Somebody who forged a balance once may try again. Each time they must be held until a person has
// looked, and what a person has explained must not ring for ever.
import { describe, expect, test } from 'vitest'
import { FlagId, UserId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { restrictionAt } from '../domain/holds.ts'
import { fieldsOf, night, openCasesOf, pathOf, quarter, startBooks, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { must, order, walletOf } from '../test/shop.ts'
import { ADMIN, startHarness } from '../test/start.ts'
import { closeFlag, listFlags } from './close-flag.ts'
import { liftHold } from './hold-user.ts'
import { openCases } from './open-cases.ts'

const FORGER = UserId.parse('user-1')
const BALANCE = `balances/${FORGER}`

async function restriction({ services, clock }: Harness) {
  return restrictionAt((await walletOf(services, FORGER))?.holds ?? {}, clock.now() * 1000)
}

/** Somebody looks, puts it right, closes the cases and lets the person go. */
async function settle(harness: Harness, reason = 'Put right.'): Promise<void> {
  const { services: s } = harness
  for (const id of await openCasesOf(harness)) {
    must(await closeFlag(s, { adminId: ADMIN, id: FlagId.parse(id), reason }))
  }
  for (const [cause, { endsAt }] of Object.entries((await walletOf(s, FORGER))?.holds ?? {})) {
    if (endsAt === null) must(await liftHold(s, { adminId: ADMIN, userId: FORGER, cause, reason }))
  }
}

const caseOf = async ({ services }: Harness, id: string) =>
  (await listFlags(services, { userId: FORGER }, { limit: 50, after: null })).find(
    (flag) => flag.id === id,
  )

const CAUSE = 'recon_balance_rows'
const FORGED = { kind: 'balance_rows', id: FORGER, userId: FORGER } as const

const alertsOf = (harness: Harness): number => harness.recorder.errors().length

// Whoever may write to the database once may do so again, to the letter.
test.each([
  [/^purchases\//, 'taken', { mapValue: { fields: { tokens: integer(100), bonus: integer(0) } } }],
  [/^payoutJobs\//, 'paid', integer(1)],
])('the same forgery of %s, closed and seen put right, is news', async (wanted, field, forged) => {
  const harness = await startBooks()
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl)
  await harness.webhooks()
  const path = await pathOf(harness, wanted)
  const { [field]: before } = await fieldsOf(harness, path)
  const change = (value: Fields[string]) => byHand(harness, 'PATCH', path, { [field]: value })
  await change(forged)
  await week(harness)
  const [id = '', ...others] = await openCasesOf(harness)
  expect([id, others]).toEqual([expect.stringMatching(/^recon_(order|payout)_/), []])
  const by = { adminId: ADMIN, id: FlagId.parse(id), reason: 'Put right.' }
  must(await closeFlag(harness.services, by))
  await change(before)
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([])
  await change(forged)
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([id])
})

describe('a second forgery on the same person', () => {
  test.each<[string, number]>([
    ['of another sum', 7_777_777],
    ['of the very same sum, after it was seen put right', 1_000_000],
  ])('%s holds them again, and keeps what was decided', async (_, sum) => {
    const harness = await startBooks()
    const { availableTokens: before } = await fieldsOf(harness, BALANCE)
    await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
    await week(harness)
    expect(await restriction(harness)).toBe('all')
    await byHand(harness, 'PATCH', BALANCE, { availableTokens: before })
    await settle(harness)
    await week(harness)
    expect(await openCasesOf(harness)).toEqual([])
    expect(await restriction(harness)).toBe('none')

    await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(sum) })
    await week(harness)
    const id = `recon_balance_rows_${FORGER}`
    expect(await openCasesOf(harness)).toEqual([id])
    expect(await restriction(harness)).toBe('all')
    const decided = { closed: { by: ADMIN }, closedReason: 'Put right.' }
    expect(await caseOf(harness, id)).toMatchObject({ state: 'open', earlier: [decided] })
    // Decided again, each reason is its own.
    await settle(harness, 'Put right again.')
    expect(await caseOf(harness, id)).toMatchObject({
      closedReason: 'Put right again.',
      earlier: [decided],
    })
  })

  test('of a row, put right and forged alike within the hour, holds them again', async () => {
    const harness = await startBooks()
    const path = await pathOf(harness, /^transactions\/commit_user-1_/)
    const { relatedId } = await fieldsOf(harness, path)
    await byHand(harness, 'PATCH', path, { relatedId: text('another') })
    await week(harness)
    await byHand(harness, 'PATCH', path, { relatedId })
    await settle(harness)
    harness.clock.advance(60_000)
    await byHand(harness, 'PATCH', path, { relatedId: text('another') })
    await week(harness)
    expect(await openCasesOf(harness)).toHaveLength(1)
    expect(await restriction(harness)).toBe('all')
  })
})

describe('what a person has decided', () => {
  test('and explained stays closed, holds nobody and rings no more', async () => {
    const harness = await startBooks()
    const path = await pathOf(harness, /^transactions\/commit_user-1_/)
    await byHand(harness, 'PATCH', path, { relatedId: text('another') })
    await week(harness)
    await settle(harness, 'A slip of ours, and known.')
    const told = alertsOf(harness)
    await week(harness)
    await week(harness)
    expect(await openCasesOf(harness)).toEqual([])
    expect(await restriction(harness)).toBe('none')
    expect(alertsOf(harness)).toBe(told)
  })

  test('and let go with its case still open does not hold them again', async () => {
    const harness = await startBooks()
    await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
    await week(harness)
    const [cause = ''] = Object.keys((await walletOf(harness.services, FORGER))?.holds ?? {})
    const lift = { adminId: ADMIN, userId: FORGER, cause, reason: 'Looking into it.' }
    must(await liftHold(harness.services, lift))
    await week(harness)
    expect(await restriction(harness)).toBe('none')
  })
})

test('a case of one kind is one, and its alert rings each day while it is open', async () => {
  const harness = await startBooks()
  await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
  await quarter(harness)
  const told = alertsOf(harness)
  await night(harness)
  await week(harness)
  expect(await openCasesOf(harness)).toHaveLength(2)
  expect(alertsOf(harness)).toBeGreaterThan(told)
})

// Whoever forges a balance could write beforehand that people have heard of it.
test('an alert from before the case keeps nobody from hearing of it, once', async () => {
  const harness = await startBooks()
  const told = () => harness.recorder.lines.filter(({ fields }) => fields.cause === CAUSE).length
  await openCases(harness.services, [{ kind: 'balance_rows', id: 'x', userId: FORGER, facts: {} }])
  expect(told()).toBe(1)
  const fields = await fieldsOf(harness, await pathOf(harness, /^alerts\/recon_balance_rows/))
  for (let day = 15; day < 25; day += 1) {
    await byHand(harness, 'PATCH', `alerts/${CAUSE}_2026-01-${day}`, fields)
  }
  harness.clock.advance(60_000)
  await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
  await quarter(harness)
  expect(told()).toBe(2)
  for (let n = 0; n < 3; n += 1) {
    harness.clock.advance(60_000)
    await openCases(harness.services, [{ ...FORGED, facts: { n } }])
  }
  expect(told()).toBe(2)
})

// A list that can't be shown hides all cases.
test('a document with any name has a case that can be listed and closed', async () => {
  const harness = startHarness()
  const { services: s } = harness
  const odd = { id: 'copy of it/é', userId: 'a b' as UserId, facts: { seq: 1 } }
  await openCases(s, [{ kind: 'row_hash', ...odd }])
  const [flag] = await s.store.flags({ state: 'open' }, { limit: 10, after: null })
  expect(FlagId.safeParse(flag?.id).success).toBe(true)
  expect(flag).toMatchObject({ userId: null, facts: expect.stringContaining('copy of it/é') })
  // Again it is the same one.
  await openCases(s, [{ kind: 'row_hash', ...odd }])
  expect(await openCasesOf(harness)).toEqual([flag?.id])
})

// Whoever forges a balance could make its case unreadable first.
test('a case that was made unreadable hides neither what it is about nor the others', async () => {
  const harness = await startBooks()
  const path = `fraudFlags/recon_balance_rows_${FORGER}`
  await byHand(harness, 'PATCH', path, {
    state: text('open'),
    facts: { doubleValue: 1.5 } as never,
  })
  await byHand(harness, 'PATCH', BALANCE, { availableTokens: integer(1_000_000) })
  await week(harness)
  const open = await openCasesOf(harness)
  expect(open).toHaveLength(1)
  expect(open[0]).toMatch(/^recon_balance_rows_/)
  expect(await restriction(harness)).toBe('all')
})
