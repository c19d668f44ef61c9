// What a person has explained must not ring, and hold somebody, week after week; and what was put
// right is news when it comes again. Only the check that looks at a thing knows which of the two.
import { expect, test } from 'vitest'
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { AdjustmentId, FlagId } from '../../shared/ids.ts'
import type { Difference } from '../domain/difference.ts'
import { rowHash } from '../domain/ledger.ts'
import { night, openCasesOf, pathOf, startBooks, week } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { JOB, personOf } from '../test/payouts.ts'
import { must, walletOf } from '../test/shop.ts'
import { ADMIN } from '../test/start.ts'
import { closeFlag } from './close-flag.ts'
import { liftHold } from './hold-user.ts'
import { openCases } from './open-cases.ts'

const FORGER = personOf(1)

const holdsOf = async ({ services }: Harness): Promise<string[]> => {
  const { holds = {} } = (await walletOf(services, FORGER)) ?? {}
  return Object.entries(holds).flatMap(([cause, { endsAt }]) => (endsAt === null ? cause : []))
}

async function explain(harness: Harness): Promise<void> {
  const by = { adminId: ADMIN, reason: 'Explained.' }
  for (const id of await openCasesOf(harness)) {
    must(await closeFlag(harness.services, { ...by, id: FlagId.parse(id) }))
  }
  for (const cause of await holdsOf(harness)) {
    must(await liftHold(harness.services, { ...by, userId: FORGER, cause }))
  }
}

/** All their rows are written anew from the first on, and agree. */
async function rewriteChain(harness: Harness): Promise<void> {
  const { store, hash } = harness.services
  const rows = (await store.rowsOf(FORGER, {}, { limit: 100, after: null })).reverse()
  let prevHash = ''
  for (const [at, row] of rows.entries()) {
    const body = { ...row, prevHash, ...(at === 0 && { relatedId: 'forged' }) }
    const own = rowHash(body, hash.sha256)
    const fields = { prevHash: text(prevHash), hash: text(own) }
    const forged = at === 0 ? { ...fields, relatedId: text('forged') } : fields
    await byHand(harness, 'PATCH', `transactions/${row.id}`, forged)
    prevHash = own
  }
  await byHand(harness, 'PATCH', `balances/${FORGER}`, { headHash: text(prevHash) })
}

test('a lost head that a person has explained holds nobody a week later', async () => {
  const harness = await startBooks()
  await night(harness)
  await rewriteChain(harness)
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([`recon_head_lost_${FORGER}`])
  expect(await holdsOf(harness)).toHaveLength(1)
  await explain(harness)
  await week(harness)
  expect([await openCasesOf(harness), await holdsOf(harness)]).toEqual([[], []])
})

test('an adjustment that a person has explained stays explained', async () => {
  const harness = await startBooks()
  const { store } = harness.services
  const known = AdjustmentId.parse((await pathOf(harness, /^adjustments\//)).slice(12))
  const { found } = await store.read({ found: { kind: 'adjustment', id: known } })
  if (!found) throw new Error('no adjustment')
  const id = AdjustmentId.parse(known.replace(/.{8}$/, 'deadbeef'))
  await store.atomically({}, () => {
    return { answer: null, changes: [{ ref: { kind: 'adjustment', id }, value: { ...found, id } }] }
  })
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([`recon_adjustment_row_${id}`])
  await explain(harness)
  await week(harness)
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([])
})

// Whoever forges what was put right, to the letter, must be held again.
test('once its own check finds all of it whole, each difference is news again', async () => {
  const harness = await startBooks()
  await night(harness)
  const adjustment = (await pathOf(harness, /^adjustments\//)).slice(12)
  const about: Readonly<Record<string, readonly DifferenceKind[]>> = {
    [FORGER]: ['row_hash', 'balance_rows', 'order_taken', 'commitment_row', 'head_lost'],
    [JOB]: ['payout_sums', 'payout_outcome'],
    'prd-rain': ['payout_missing'],
    [adjustment]: ['adjustment_row'],
    [ADMIN]: ['audit_chain'],
    // No check looks at these once more: nothing says that they are gone.
    none: ['refund_unreadable', 'order_unpaid', 'heads_unfit'],
  }
  const differences = Object.entries(about).flatMap(([id, kinds]) =>
    kinds.map((kind): Difference => ({ kind, id, userId: FORGER, facts: { seq: 1 } })),
  )
  await openCases(harness.services, differences)
  expect(await openCasesOf(harness)).toHaveLength(differences.length)
  await explain(harness)
  await week(harness)
  expect(await openCasesOf(harness)).toEqual([])
  await openCases(harness.services, differences)
  const again = differences.filter(({ id }) => id !== 'none')
  const named = again.map(({ kind, id }) => `recon_${kind}_${id}`)
  expect((await openCasesOf(harness)).sort()).toEqual(named.sort())
})
