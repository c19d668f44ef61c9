// Where much is at stake, one admin's slip or greed must pay nobody: another one looks first, and
// what they approve is exactly what was proposed.
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../shared/api/predictions.ts'
import { ResolutionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import type { Change } from '../ports.ts'
import { chainOf } from '../test/admins.ts'
import { allOf, auditIn } from '../test/audit.ts'
import { RAIN } from '../test/betting.ts'
import { booksOf, faultsIn } from '../test/faults/books.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, JOB, jobNow, rainNow, resolveRain } from '../test/payouts.ts'
import { ADMIN2 } from '../test/people.ts'
import { approveRain, proposed, proposeRain, rejectRain, startLocked } from '../test/resolutions.ts'
import { SAMPLES } from '../test/samples.ts'
import { codeOf, must, walletOf } from '../test/shop.ts'
import { ADMIN, ALICE, BOB } from '../test/start.ts'
import { editPrediction } from './edit-prediction.ts'
import { freezeLedger, thawLedger } from './freeze-ledger.ts'
import { listResolutions, readPredictionCase } from './read-resolutions.ts'

const DAY_MS = 86_400_000
const NEWEST = { limit: 10, after: null }

/** Without what tells one run from another. */
async function endingOf(harness: Harness) {
  const documents = await harness.documents()
  const { wallets, rows } = booksOf(documents)
  expect(faultsIn(booksOf(documents))).toEqual([])
  return {
    wallets: wallets.map(({ headHash: _, lastUpdated: __, ...wallet }) => wallet),
    rows: rows.map(({ id, type, amount, seq, postings }) => ({ id, type, amount, seq, postings })),
    jobs: allOf(documents, 'payoutJob').map(({ state, counts, paid, sums, expected }) => {
      return { state, counts, paid, sums, expected }
    }),
    prediction: { ...(await rainNow(harness.services)), proposalId: null },
  }
}

async function unmoved(harness: Harness, act: () => Promise<unknown>): Promise<void> {
  const before = await harness.documents()
  await act()
  expect(await harness.documents()).toEqual(before)
}

describe('with much at stake', () => {
  test.each(['yes', 'no', 'void'] as const)(
    '%s pays nobody until another admin approves, and then what one alone would have paid',
    async (outcome: Outcome) => {
      const alone = await startLocked()
      must(await resolveRain(alone.services, outcome))
      await drainQueue(alone)
      const harness = await startLocked()
      const { services } = harness
      const { id } = await proposed(services, outcome)
      expect(harness.queue.waiting()).toEqual([])
      expect(await rainNow(services)).toMatchObject({ status: 'locked', resolutionVersion: 0 })
      const approved = must(await approveRain(services, id)).value
      expect(approved).toMatchObject({ payout: { id: JOB }, proposal: { state: 'approved' } })
      await drainQueue(harness)
      expect(await endingOf(harness)).toEqual(await endingOf(alone))
      expect(await auditIn(await harness.documents())).toEqual([
        'admin prediction.lock prd-rain',
        'admin prediction.propose prd-rain',
        'admin2 prediction.resolve prd-rain',
      ])
      const [decided] = await chainOf(services, ADMIN2)
      expect(decided?.after).toContain(`"proposedBy":"${ADMIN}"`)
    },
  )

  // Everybody's stakes go to the house when the side is named that nobody is on.
  test.each([
    [184, 'yes', 'proposed'],
    [184, 'no', 'proposed'],
    [184, 'void', 'proposed'],
    [185, 'yes', 'alone'],
    [185, 'no', 'alone'],
  ] as const)(
    'above %i tokens %s is %s: whatever the outcome pays',
    async (bound, outcome, how) => {
      const { services } = await startLocked()
      const { value } = must(await proposeRain(services, outcome, { secondAdminTokens: bound }))
      expect(value.payout === null ? 'proposed' : 'alone').toBe(how)
    },
  )

  test('a correction needs two as well, and ends as one alone would have made it', async () => {
    const again = { resolutionVersion: 1, reason: 'Read wrongly.' }
    const alone = await startLocked()
    const harness = await startLocked()
    for (const each of [alone, harness]) {
      must(await resolveRain(each.services, 'yes'))
      await drainQueue(each)
    }
    must(await resolveRain(alone.services, 'no', again))
    const { id } = await proposed(harness.services, 'no', again)
    expect(await rainNow(harness.services)).toMatchObject({ status: 'resolved', outcome: 'yes' })
    must(await approveRain(harness.services, id))
    for (const each of [alone, harness]) await drainQueue(each)
    expect(await endingOf(harness)).toEqual(await endingOf(alone))
  })

  test('a correction that waited until a resolution is final is refused', async () => {
    const harness = await startLocked()
    const { services, clock } = harness
    must(await resolveRain(services, 'yes'))
    await drainQueue(harness)
    clock.advance(179 * DAY_MS)
    const { id } = await proposed(services, 'no', { resolutionVersion: 1 })
    clock.advance(2 * DAY_MS)
    await unmoved(harness, async () => {
      expect(codeOf(await approveRain(services, id))).toBe('RESOLUTION_FINAL')
    })
  })

  test('without a reason nobody could judge it: nothing is written', async () => {
    const harness = await startLocked()
    await unmoved(harness, async () => {
      const asked = await proposeRain(harness.services, 'yes', { reason: undefined })
      expect(codeOf(asked)).toBe('REQUEST_INVALID')
    })
  })
})

describe('nobody', () => {
  test('approves the own proposal; whoever made it may take it back', async () => {
    const harness = await startLocked()
    const { services } = harness
    const { id } = await proposed(services)
    await unmoved(harness, async () => {
      expect(codeOf(await approveRain(services, id, ADMIN))).toBe('SELF_APPROVAL_FORBIDDEN')
    })
    expect(must(await rejectRain(services, id, ADMIN)).value.state).toBe('rejected')
  })

  // Who holds a side would win by approving, or keep the others from winning by rejecting.
  test('who committed tokens to it has a say in it', async () => {
    const harness = await startLocked()
    const { services } = harness
    const { id } = await proposed(services)
    await unmoved(harness, async () => {
      for (const holder of [ALICE, BOB]) {
        expect(codeOf(await approveRain(services, id, holder))).toBe('CONFLICT_OF_INTEREST')
        expect(codeOf(await rejectRain(services, id, holder))).toBe('CONFLICT_OF_INTEREST')
        const asked = await proposeRain(services, 'yes', { adminId: holder })
        expect(codeOf(asked)).toBe('CONFLICT_OF_INTEREST')
      }
    })
  })

  test('decides twice, late, or about what nobody proposed', async () => {
    const harness = await startLocked()
    const { services } = harness
    const none = ResolutionId.parse(`res_${'0'.repeat(20)}`)
    const { id: late } = await proposed(services)
    harness.clock.advance(7 * DAY_MS)
    await unmoved(harness, async () => {
      expect(codeOf(await approveRain(services, none))).toBe('RESOLUTION_NOT_FOUND')
      expect(codeOf(await rejectRain(services, none))).toBe('RESOLUTION_NOT_FOUND')
      expect(codeOf(await approveRain(services, late))).toBe('PROPOSAL_EXPIRED')
      expect(codeOf(await rejectRain(services, late))).toBe('PROPOSAL_EXPIRED')
    })
    const { id } = await proposed(services, 'no')
    must(await approveRain(services, id))
    await unmoved(harness, async () => {
      expect(codeOf(await approveRain(services, id))).toBe('PROPOSAL_DECIDED')
      expect(codeOf(await rejectRain(services, id))).toBe('PROPOSAL_DECIDED')
    })
  })
})

// The other admin says yes to the sums they were shown: to no others.
describe('approves other sums than were proposed', () => {
  const put = ({ services }: Harness, change: Change) =>
    services.store.atomically({ at: change.ref }, () => ({ answer: null, changes: [change] }))

  const commitment = {
    ...SAMPLES.commitment,
    predictionId: RAIN,
    tokensCommitted: tokens(900),
    potentialWinning: tokens(1_800),
  }
  test.each<[string, (harness: Harness) => Promise<unknown>]>([
    [
      'when its words are others',
      async (harness) => {
        const value = { ...(await rainNow(harness.services)), description: 'No if it does.' }
        await put(harness, { ref: { kind: 'prediction', id: RAIN }, value })
      },
    ],
    [
      'when a commitment appeared',
      (harness) =>
        put(harness, { ref: { kind: 'commitment', id: commitment.id }, value: commitment }),
    ],
    [
      'when it was resolved past the proposal',
      async (harness) => {
        const value = { ...(await rainNow(harness.services)), status: 'voided' as const }
        await put(harness, { ref: { kind: 'prediction', id: RAIN }, value })
      },
    ],
  ])('%s: refused, nothing is changed, and it can be turned down', async (_, change) => {
    const harness = await startLocked()
    const { services } = harness
    const { id } = await proposed(services)
    await change(harness)
    await unmoved(harness, async () => {
      expect(codeOf(await approveRain(services, id))).toBe('PROPOSAL_STALE')
    })
    expect(must(await rejectRain(services, id)).value.state).toBe('rejected')
  })

  test('is not possible by our own doors: a locked prediction is not edited', async () => {
    const { services } = await startLocked()
    const change = { description: 'No if it does.' }
    const edited = await editPrediction(services, { adminId: ADMIN, id: RAIN, change })
    expect(codeOf(edited)).toBe('PREDICTION_STATE')
  })
})

describe('one outcome waits at a time', () => {
  test('whatever else is asked for meanwhile is refused, and named', async () => {
    const harness = await startLocked()
    const { services } = harness
    const { id } = await proposed(services)
    await unmoved(harness, async () => {
      const other = await proposeRain(services, 'no', { adminId: ADMIN2 })
      const alone = await resolveRain(services, 'yes')
      for (const asked of [other, alone]) {
        expect(asked).toMatchObject({
          failure: { code: 'RESOLUTION_PROPOSED', more: { proposalId: id } },
        })
      }
    })
  })

  test('turned down or expired it makes way for another one', async () => {
    const harness = await startLocked()
    const { services } = harness
    must(await rejectRain(services, (await proposed(services)).id))
    const { id } = await proposed(services, 'no')
    harness.clock.advance(7 * DAY_MS)
    const last = await proposed(services, 'void')
    expect(codeOf(await approveRain(services, id))).toBe('PROPOSAL_EXPIRED')
    must(await approveRain(services, last.id))
    await drainQueue(harness)
    expect(await rainNow(services)).toMatchObject({ status: 'voided' })
  })

  test('with one key each act is one, and answers as it did first', async () => {
    const { services } = await startLocked()
    const first = must(await proposeRain(services, 'yes', { key: 'one' }))
    const again = must(await proposeRain(services, 'yes', { key: 'one' }))
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.value).toEqual(first.value)
    expect(codeOf(await proposeRain(services, 'no', { key: 'one' }))).toBe('IDEMPOTENCY_KEY_REUSED')
    const id = first.value.proposal?.id ?? ('' as never)
    const approved = must(await approveRain(services, id, ADMIN2, 'two'))
    const repeated = must(await approveRain(services, id, ADMIN2, 'two'))
    expect([approved.replayed, repeated.replayed]).toEqual([false, true])
    expect(repeated.value).toEqual(approved.value)
    // Also of the proposal, after all of it.
    expect(must(await proposeRain(services, 'yes', { key: 'one' })).value).toEqual(first.value)
  })
})

test('while payouts are frozen nobody approves one; afterwards the same key does', async () => {
  const harness = await startLocked()
  const { services } = harness
  const { id } = await proposed(services)
  await freezeLedger(services, 'supply', {})
  await unmoved(harness, async () => {
    expect(codeOf(await approveRain(services, id, ADMIN2, 'one'))).toBe('LEDGER_FROZEN')
  })
  must(await thawLedger(services, { adminId: ADMIN, key: 'thaw', reason: 'Found.' }))
  must(await approveRain(services, id, ADMIN2, 'one'))
  await drainQueue(harness)
  expect(await jobNow(services)).toMatchObject({ state: 'done', paid: 185 })
  expect(await walletOf(services)).toMatchObject({ available: 185 })
})

test('who decides reads why, in list and prediction; the database does not', async () => {
  const harness = await startLocked()
  const { services } = harness
  const { id } = await proposed(services)
  const waiting = { id, text: 'The gauge at the harbour says so.', proposedBy: ADMIN }
  expect(await listResolutions(services, { state: 'proposed' }, NEWEST)).toMatchObject([waiting])
  expect(must(await readPredictionCase(services, RAIN)).proposal).toMatchObject(waiting)
  must(await rejectRain(services, id))
  const { proposal } = must(await readPredictionCase(services, RAIN))
  expect(proposal).toMatchObject({ ...waiting, state: 'rejected', decidedBy: ADMIN2 })
  expect(proposal?.rejection).toBe('The gauge was moved.')
  expect(await listResolutions(services, { state: 'proposed' }, NEWEST)).toEqual([])
  expect(JSON.stringify(await harness.documents())).not.toMatch(/gauge/)
})
