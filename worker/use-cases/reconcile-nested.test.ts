// Whoever edits the database by hand may bend any field, however deep. The checks go on all the
// same: somebody else's forged balance is named within the quarter, and they are held.
import { expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import { bentWays, copyOf, TAIL } from '../test/bends.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { fieldsOf, fullCheck, night, pathOf, quarter, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { startReview } from '../test/reviews.ts'
import { must, order, walletOf } from '../test/shop.ts'
import { ALICE, BOB } from '../test/start.ts'

const THIEF = UserId.parse('thief')
const RICH = { availableTokens: integer(1_000_000) }
const TIME = { timestampValue: '2026-01-15T00:00:00Z' }
const HOLD = { mapValue: { fields: { scope: text('all'), at: TIME, endsAt: TIME } } }

/** People who bought, bet and were paid; an order that was refused; a night has passed. */
async function startWorld(): Promise<Harness> {
  const { harness, s, proposed, approve, refund } = await startReview()
  await refund()
  await harness.webhooks()
  must(await approve((await proposed({ verdict: 'refuse', reason: 'wrong_payment' })).id))
  for (const userId of [ALICE, BOB, THIEF]) await endow(s, userId, 1_000)
  await openTo(s)
  for (const userId of [ALICE, BOB]) must(await place(s, userId, {}, userId))
  harness.clock.advance(1_000)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  const { checkoutUrl } = await order(harness, 'key-2')
  await harness.pay(checkoutUrl)
  await harness.webhooks()
  const holds = { mapValue: { fields: { ledger_x: HOLD, dispute_x: HOLD } } }
  await byHand(harness, 'PATCH', `balances/${BOB}`, { holds })
  const totals = ['availableTokens', 'committedTokens', 'owedTokens', 'totalEarned', 'totalSpent']
  const checkpoint = {
    ...{ id: text('bob_9'), userId: text(BOB), headHash: text('none') },
    ...Object.fromEntries([...totals, 'version'].map((name) => [name, integer(9)])),
  }
  await byHand(harness, 'PATCH', 'checkpoints/bob_9', checkpoint)
  await night(harness)
  return harness
}

const openFlags = ({ services }: Harness) =>
  services.store.flags({ state: 'open' }, { limit: 1_000, after: null })

test.each<[string, RegExp, RegExp]>([
  ['a balance', /^balances\/bob$/, /bob/],
  ['the row of a stake', /^transactions\/commit_/, TAIL],
  ['the row of a win', /^transactions\/settle_/, TAIL],
  ['the row of a purchase', /^transactions\/purchase_/, TAIL],
  ['a checkpoint', /^checkpoints\//, /_9/],
  ['an order', /^purchases\//, TAIL],
  ['a commitment', /^commitments\//, TAIL],
  ['a payout', /^payoutJobs\//, /prd-rain/],
  ['a prediction', /^predictions\/prd-rain$/, /prd-rain/],
  ['an adjustment', /^adjustments\//, TAIL],
  ['a ruling', /^rulings\//, TAIL],
  ['what an admin did', /^auditLog\//, /admin/],
  ['the head of that', /^auditHeads\//, /admin/],
])('whatever %s is bent into, a thief is named and held', async (_, wanted, part) => {
  const harness = await startWorld()
  const path = await pathOf(harness, wanted)
  for (const [n, { fields }] of bentWays(await fieldsOf(harness, path)).entries()) {
    // One that nobody may trust is to be put on hold, by what is in it.
    const isWhole = 'integerValue' in (fields.availableTokens ?? {})
    const bent = part.source === BOB && isWhole ? { ...fields, ...RICH } : fields
    const copy = copyOf({ path, fields: bent }, part, n)
    await byHand(harness, 'PATCH', copy.path, copy.fields)
  }
  await byHand(harness, 'PATCH', `balances/${THIEF}`, RICH)
  await quarter(harness)
  await quarter(harness)
  expect((await openFlags(harness)).map(({ id }) => id)).toContain(`recon_balance_rows_${THIEF}`)
  const { holds = {} } = (await walletOf(harness.services, THIEF)) ?? {}
  expect(restrictionAt(holds, harness.clock.now() * 1000)).toBe('all')
  const { found } = await harness.services.store.read({ found: { kind: 'night', id: 'night' } })
  expect(found).toMatchObject({ finishedAt: expect.any(Number), everybody: true })
  expect(await fullCheck(harness)).toContain(`balance_rows ${THIEF}`)
})

test('whatever the case of a thief was bent into before, there is one', async () => {
  const harness = await startWorld()
  const balance = {
    path: `balances/${THIEF}`,
    fields: await fieldsOf(harness, `balances/${THIEF}`),
  }
  const path = `fraudFlags/recon_balance_rows_${THIEF}`
  await byHand(harness, 'PATCH', balance.path, RICH)
  await quarter(harness)
  const ways = bentWays(await fieldsOf(harness, path))
  for (const [n, { fields }] of ways.entries()) {
    for (const stored of [{ path, fields }, balance]) {
      const copy = copyOf(stored, /thief/, n)
      const renamed = copy.path.replace('balance_rows', 'row_missing')
      await byHand(harness, 'PATCH', renamed, copy.fields)
    }
  }
  await week(harness)
  const open = (await openFlags(harness)).map(({ id, facts }) => `${id} ${facts} `)
  const hidden = ways.filter(
    (__, n) => !open.some((each) => new RegExp(`thief-${n}\\b`).test(each)),
  )
  expect(hidden.map(({ what }) => what)).toEqual([])
})
