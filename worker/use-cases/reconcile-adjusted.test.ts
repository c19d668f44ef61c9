// Tokens out of the house that two admins decided: who they were is what the audit log says. One
// admin alone, or a hand in the database, could else give away as much as they like.
import { expect, test } from 'vitest'
import { AdjustmentId } from '../../shared/ids.ts'
import { toInstant } from '../../shared/instant.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import { auditHash } from '../domain/audit.ts'
import { adjustRowId } from '../domain/keys.ts'
import { availableOf, type Movement, post } from '../domain/ledger.ts'
import { endow } from '../test/betting.ts'
import { casesOf, fullCheck, night, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import { forgeRow, LOOT } from '../test/forged.ts'
import type { Harness } from '../test/harness.ts'
import { ADMIN, ADMIN2 } from '../test/people.ts'
import { must, walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { approveAdjustment, proposeAdjustment, rejectAdjustment } from './adjust-balance.ts'

async function start(decide?: 'approve') {
  const harness = startHarness()
  const { services: s } = harness
  await endow(s, ALICE, 1_000)
  const proposed = (key: string) => {
    const request = { userId: ALICE, direction: 'add', tokens: 500, reason: 'goodwill', text: 'x' }
    const input = { adminId: ADMIN, key, tokensMax: 1_000_000, request: request as never }
    return proposeAdjustment(s, input)
  }
  const { id } = must(await proposed('a')).value
  const approved = (adminId = ADMIN2) => approveAdjustment(s, { adminId, id })
  if (decide) must(await approved())
  return { harness, s, id, approved, proposed, path: `adjustments/${id}` }
}

async function found(harness: Harness): Promise<{ now: string[]; inAWeek: string[] }> {
  harness.clock.advance(60_000)
  const now = await fullCheck(harness)
  await week(harness)
  return { now, inAWeek: (await casesOf(harness)).filter((id) => id.startsWith('recon_')) }
}

async function isNamed(harness: Harness, id: string): Promise<void> {
  const { now, inAWeek } = await found(harness)
  expect(now).toContain(`adjustment_undecided ${id}`)
  expect(inAWeek).toContain(`recon_adjustment_undecided_${id}`)
}

test('what two admins decided is in order, and what waits or was rejected', async () => {
  const { harness, s, proposed } = await start('approve')
  const waits = must(await proposed('b')).value
  const other = must(await proposed('c')).value
  must(await rejectAdjustment(s, { adminId: ADMIN2, id: other.id, reason: 'no' }))
  expect(waits.state).toBe('proposed')
  expect(await found(harness)).toEqual({ now: [], inAWeek: [] })
})

// One field, and who proposed it approves it.
test('an admin who approves what they proposed themselves is found', async () => {
  const { harness, s, id, path, approved } = await start()
  await byHand(harness, 'PATCH', path, { proposedBy: text(ADMIN2) })
  must(await approved(ADMIN))
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 1_500 })
  await isNamed(harness, id)
})

test('more than was proposed, changed before it was approved, is found', async () => {
  const { harness, id, path, approved } = await start()
  await byHand(harness, 'PATCH', path, { tokens: integer(500_000) })
  must(await approved())
  await isNamed(harness, id)
})

test('one that nobody ever proposed, with row, chain and balance, is found', async () => {
  const { harness, s, id } = await start('approve')
  await night(harness)
  const { one } = await s.store.read({ one: { kind: 'adjustment', id } })
  const own = AdjustmentId.parse(`adj_${'d'.repeat(20)}`)
  const forged = { ...one, id: own, tokens: LOOT } as Adjustment
  const row: Partial<Movement> = {
    ...({ id: adjustRowId(own), type: 'adjustment', metadata: { cause: 'goodwill' } } as const),
    primary: post('house:adjust', availableOf(ALICE), LOOT),
  }
  const change = { ref: { kind: 'adjustment', id: own }, value: forged } as const
  await forgeRow(harness, ALICE, row, [change])
  await isNamed(harness, own)
})

test.each([
  ['who proposed it', ADMIN, { actor: text(ADMIN2) }],
  ['what was proposed', ADMIN, { after: text('{}') }],
  ['what was done', ADMIN2, { action: text('adjustment.propose') }],
  ['a name that no document can have', ADMIN2, { actor: text('__a__') }],
  ['nothing that can be read', ADMIN2, { target: { doubleValue: 0.5 } as never }],
  ['it no more', ADMIN, undefined],
])('an entry of the audit log that says %s is none', async (_, actor, fields) => {
  const { harness, id } = await start('approve')
  await byHand(harness, fields ? 'PATCH' : 'DELETE', `auditLog/${actor}_1`, fields)
  expect(await fullCheck(harness)).toContain(`adjustment_undecided ${id}`)
})

// Its chain must lead to it: whoever writes entries would else write the two that are missing.
test('an entry that no chain leads to is none', async () => {
  const { harness, id } = await start('approve')
  await byHand(harness, 'PATCH', `auditHeads/${ADMIN2}`, { seq: integer(0) })
  expect(await fullCheck(harness)).toContain(`adjustment_undecided ${id}`)
})

// Made to say something else, hash and all: what came after it remembers what it was.
test('an entry that the next one does not follow is none', async () => {
  const { harness, s, id, proposed } = await start('approve')
  must(await proposed('b'))
  const name = `${ADMIN}_1`
  const { entry } = await s.store.read({ entry: { kind: 'audit', id: name } })
  if (!entry) throw new Error('nobody proposed it')
  const at = entry.at - 1
  const fields = {
    at: { timestampValue: toInstant(at) },
    hash: text(auditHash({ ...entry, at }, s.hash.sha256)),
  }
  await byHand(harness, 'PATCH', `auditLog/${name}`, fields)
  expect(await fullCheck(harness)).toContain(`adjustment_undecided ${id}`)
})
