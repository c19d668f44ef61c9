// A commitment is settled by what its prediction came to, and its stake comes back to somebody: who
// was paid for the losing side, or waits for a prediction that is gone, must be found.
import { describe, expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import { place } from '../test/betting.ts'
import { fieldsOf, fullCheck, openCasesOf, pathOf, startBooks, week } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { foundIn, NOTHING, startLockedBet, startOneBet, writeOutcome } from '../test/outcomes.ts'
import { drainQueue, JOB, resolveRain } from '../test/payouts.ts'
import { must } from '../test/shop.ts'
import { ADMIN } from '../test/start.ts'
import { closeFlag } from './close-flag.ts'

describe('a commitment is what its prediction came to', () => {
  const own = async (harness: Harness) =>
    (await pathOf(harness, /^commitments\//)).slice('commitments/'.length)

  test('what was paid by an outcome that is written back since is named', async () => {
    const harness = await startLockedBet()
    must(await resolveRain(harness.services, 'no'))
    await writeOutcome(harness, 'yes')
    await drainQueue(harness)
    await writeOutcome(harness, 'no')
    const id = await own(harness)
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([[`commitment_row ${id}`], [`recon_commitment_row_${id}`]])
  })

  test.each(['no', 'void'] as const)('and so is a loss, or a refund, of a %s', async (outcome) => {
    const harness = await startLockedBet()
    must(await resolveRain(harness.services, outcome))
    await drainQueue(harness)
    await writeOutcome(harness, 'yes')
    expect(await fullCheck(harness)).toContain(`commitment_row ${await own(harness)}`)
  })

  test('its stake waits for ever when the prediction is gone: that is named once', async () => {
    const harness = await startOneBet()
    must(await place(harness.services, 'b'))
    await byHand(harness, 'DELETE', 'predictions/prd-rain')
    const { now, inAWeek } = await foundIn(harness)
    expect(now).toEqual(['prediction_unreadable prd-rain'])
    expect(inAWeek).toEqual(['recon_prediction_unreadable_prd-rain'])
  })

  test('and so it is when prediction and payout were set back to before it', async () => {
    const harness = await startBooks()
    const fields = { status: text('locked'), outcome: { nullValue: null } }
    const set = { ...fields, resolutionVersion: integer(0), resolvedAt: { nullValue: null } }
    await byHand(harness, 'PATCH', 'predictions/prd-rain', set)
    await byHand(harness, 'DELETE', `payoutJobs/${JOB}`)
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([[`payout_missing ${JOB}`], [`recon_payout_missing_${JOB}`]])
  })

  test('what a person closed of it stays closed, as long as it is so', async () => {
    const harness = await startOneBet()
    await byHand(harness, 'DELETE', 'predictions/prd-rain')
    await week(harness)
    const [id = ''] = await openCasesOf(harness)
    const close = { adminId: ADMIN, id: FlagId.parse(id), reason: 'Known.' }
    must(await closeFlag(harness.services, close))
    await week(harness)
    expect(await openCasesOf(harness)).toEqual([])
  })

  // The look at everybody else's must not fail over it.
  test('settled by a resolution that there can be none of, it is named', async () => {
    const harness = await startBooks()
    const path = await pathOf(harness, /^commitments\//)
    await byHand(harness, 'PATCH', path, { settledVersion: integer(Number.MAX_SAFE_INTEGER) })
    expect(await fullCheck(harness)).toContain(`commitment_row ${await own(harness)}`)
  })

  // Nobody's bet, and no fault of anybody's.
  test('one that came after the lock, and was refunded, is in order', async () => {
    const harness = await startLockedBet()
    const { services: s } = harness
    const path = await pathOf(harness, /^commitments\//)
    const fields = await fieldsOf(harness, path)
    await byHand(harness, 'DELETE', path)
    harness.clock.advance(60_000)
    await byHand(harness, 'PATCH', path, fields)
    must(await resolveRain(s, 'yes'))
    await drainQueue(harness)
    expect(await fieldsOf(harness, path)).toMatchObject({ status: text('refunded') })
    expect(await foundIn(harness)).toEqual(NOTHING)
  })
})
