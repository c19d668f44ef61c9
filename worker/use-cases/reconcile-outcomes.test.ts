// Who is paid follows from an outcome that an admin decided, alone or with another: one that a hand
// wrote takes tokens from whoever bet on the other side, and must be found whenever it was written.
import { describe, expect, test } from 'vitest'
import { chainAudit } from '../domain/audit.ts'
import { newJob } from '../domain/payout-job.ts'
import { RAIN } from '../test/betting.ts'
import { fullCheck, startBooks } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { foundIn, NOTHING, startLockedBet, writeOutcome } from '../test/outcomes.ts'
import { CORRECTION, correctRain, drainQueue, JOB, rainNow, resolveRain } from '../test/payouts.ts'
import { ADMIN2 } from '../test/people.ts'
import { approveRain, proposed, rejectRain, startLocked } from '../test/resolutions.ts'
import { must } from '../test/shop.ts'
import { ADMIN } from '../test/start.ts'
import { nowMicros } from './now.ts'
import { payoutMessage } from './payout-message.ts'

const WITHOUT_AN_ADMIN = `payout_outcome ${JOB}`

describe('an outcome that no admin decided is named', () => {
  test('when a hand changed it before it was paid', async () => {
    const harness = await startLockedBet()
    must(await resolveRain(harness.services, 'no'))
    await writeOutcome(harness, 'yes')
    expect(await fullCheck(harness)).toEqual([WITHOUT_AN_ADMIN])
    await drainQueue(harness)
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([[WITHOUT_AN_ADMIN], [`recon_payout_outcome_${JOB}`]])
  })

  test('when a hand changed it after it was paid', async () => {
    const harness = await startBooks()
    await writeOutcome(harness, 'no')
    const { now, inAWeek } = await foundIn(harness)
    expect(now).toContain(WITHOUT_AN_ADMIN)
    expect(inAWeek).toContain(`recon_payout_outcome_${JOB}`)
  })

  async function resolvedByHand(harness: Harness): Promise<void> {
    const { services: s } = harness
    const about = { id: JOB, predictionId: RAIN, resolutionVersion: 1, outcome: 'yes' } as const
    const job = newJob({ ...about, requestHash: 'x', expected: 1 }, nowMicros(s.clock))
    const prediction = { ...(await rainNow(s)), status: 'resolving', outcome: 'yes' } as const
    await s.store.atomically({ rain: { kind: 'prediction', id: RAIN } }, () => ({
      answer: null,
      changes: [
        { ref: { kind: 'prediction', id: RAIN }, value: { ...prediction, resolutionVersion: 1 } },
        { ref: { kind: 'payoutJob', id: JOB }, value: job },
      ],
    }))
  }

  test('when a hand made payout and all', async () => {
    const harness = await startLockedBet()
    await resolvedByHand(harness)
    await harness.services.queue.send([payoutMessage(JOB)])
    await drainQueue(harness)
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([[WITHOUT_AN_ADMIN], [`recon_payout_outcome_${JOB}`]])
  })

  test.each([
    ['in no chain', 'outcome-1', ADMIN2, 1],
    ['after the head of a chain', `${ADMIN}_9`, ADMIN, 9],
  ])('also with an entry %s', async (_, id, actor, seq) => {
    const harness = await startLockedBet()
    await resolvedByHand(harness)
    const { services: s } = harness
    const after = { id: RAIN, outcome: 'yes', resolutionVersion: 1 }
    const fact = { action: 'prediction.resolve', target: RAIN, key: 'k', requestHash: 'x' }
    const head = { actor, seq: seq - 1, hash: '' }
    const told = { ...fact, before: null, after }
    const { entry } = chainAudit(head, actor, told, nowMicros(s.clock), s.hash.sha256)
    const change = { ref: { kind: 'audit', id }, value: { ...entry, id } } as const
    await s.store.atomically({}, () => ({ answer: null, changes: [change] }))
    expect(await fullCheck(harness)).toContain(WITHOUT_AN_ADMIN)
  })

  test('when the entry of its admin is gone, or another one', async () => {
    const harness = await startBooks()
    const entries = await entriesOf(harness, 'prediction.resolve')
    const [path = ''] = entries
    await byHand(harness, 'PATCH', path, { action: text('prediction.edit') })
    expect(await fullCheck(harness)).toContain(WITHOUT_AN_ADMIN)
    await byHand(harness, 'PATCH', path, { action: text('prediction.resolve') })
    expect(await fullCheck(harness)).toEqual([])
    await byHand(harness, 'DELETE', path)
    expect(await fullCheck(harness)).toContain(WITHOUT_AN_ADMIN)
  })

  test('when who approved it is who proposed it, whatever the proposal says', async () => {
    const harness = await startLocked()
    const { services: s } = harness
    const { id } = await proposed(s)
    await byHand(harness, 'PATCH', `resolutions/${id}`, { proposedBy: text('admin9') })
    must(await approveRain(s, id, ADMIN))
    await drainQueue(harness)
    expect(await fullCheck(harness)).toEqual([WITHOUT_AN_ADMIN])
  })
})

async function entriesOf(harness: Harness, action: string): Promise<string[]> {
  const all = Object.entries(await harness.documents())
  return all.flatMap(([path, json]) =>
    path.startsWith('auditLog/') && json.includes(`"${action}"`) ? [path] : [],
  )
}

describe('an outcome that admins decided is in order', () => {
  test('by one alone, corrected twice, and voided', async () => {
    const harness = await startLockedBet()
    const { services: s } = harness
    for (const [version, outcome] of (['no', 'yes', 'void'] as const).entries()) {
      must(await (version === 0 ? resolveRain(s, outcome) : correctRain(s, outcome, version)))
      expect(await fullCheck(harness)).toEqual([])
      await drainQueue(harness)
      expect(await fullCheck(harness)).toEqual([])
    }
    expect(await foundIn(harness)).toEqual(NOTHING)
  })

  test('by two, after one was turned down and one expired with the same words', async () => {
    const harness = await startLocked()
    const { services: s, clock } = harness
    const { id } = await proposed(s, 'yes', { key: 'a' })
    must(await rejectRain(s, id))
    await proposed(s, 'yes', { key: 'b' })
    clock.advance(8 * 86_400_000)
    const last = await proposed(s, 'yes', { key: 'c' })
    must(await approveRain(s, last.id))
    await drainQueue(harness)
    const again = await proposed(s, 'no', { resolutionVersion: 1, key: 'd' })
    expect(await fullCheck(harness)).toEqual([])
    must(await approveRain(s, again.id))
    await drainQueue(harness)
    expect(await foundIn(harness)).toEqual(NOTHING)
  })

  test('by one alone, after a proposal of the same words was turned down', async () => {
    const harness = await startLocked()
    const { services: s } = harness
    const { id } = await proposed(s)
    must(await rejectRain(s, id))
    const alone = { reason: 'The gauge at the harbour says so.', adminId: ADMIN2 }
    must(await resolveRain(s, 'yes', alone))
    await drainQueue(harness)
    expect(await foundIn(harness)).toEqual(NOTHING)
  })
})

describe('a payout that is over, and that says it is not, is named', () => {
  test.each(['blocked', 'running', 'queued'])('as %s', async (state) => {
    const harness = await startBooks()
    await byHand(harness, 'PATCH', `payoutJobs/${JOB}`, { state: text(state) })
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([['payout_missing prd-rain'], ['recon_payout_missing_prd-rain']])
  })

  async function startCorrected(): Promise<Harness> {
    const harness = await startBooks()
    must(await correctRain(harness.services, 'no'))
    await drainQueue(harness)
    return harness
  }

  test('and so is one that was corrected and is gone, or says it goes on', async () => {
    const harness = await startCorrected()
    expect(await fullCheck(harness)).toEqual([])
    await byHand(harness, 'PATCH', `payoutJobs/${JOB}`, { state: text('blocked') })
    expect(await fullCheck(harness)).toEqual(['payout_missing prd-rain'])
    await byHand(harness, 'DELETE', `payoutJobs/${JOB}`)
    const { now, inAWeek } = await foundIn(harness)
    expect([now, inAWeek]).toEqual([['payout_missing prd-rain'], ['recon_payout_missing_prd-rain']])
  })

  test('while a correction is paid out, too; the correction itself may go on', async () => {
    const harness = await startBooks()
    must(await correctRain(harness.services, 'no'))
    expect(await fullCheck(harness)).toEqual([])
    await byHand(harness, 'PATCH', `payoutJobs/${CORRECTION}`, { state: text('blocked') })
    expect(await fullCheck(harness)).toEqual([])
    await byHand(harness, 'PATCH', `payoutJobs/${JOB}`, { state: text('running') })
    expect(await fullCheck(harness)).toEqual(['payout_missing prd-rain'])
  })
})
