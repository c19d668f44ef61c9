// Two admins act at the same moment, each from an isolate of their own on one database: one
// outcome, a clear refusal for the other, and an audit log that tells just what happened. Else a
// buyer is refunded twice, or nobody can say who paid out what.
import { describe, expect, test } from 'vitest'
import { seeded } from '../../../local/faults.ts'
import type { CommitTokens } from '../../../shared/api/predictions.ts'
import { FAILURES, type Result } from '../../../shared/failure.ts'
import { UserId } from '../../../shared/ids.ts'
import { tokens, usdCents } from '../../../shared/tokens.ts'
import type { Services } from '../../ports.ts'
import {
  approveAdjustment,
  proposeAdjustment,
  rejectAdjustment,
} from '../../use-cases/adjust-balance.ts'
import { approveResolution, rejectResolution } from '../../use-cases/approve-resolution.ts'
import { holdUser } from '../../use-cases/hold-user.ts'
import { quoteRefund, refundPurchase } from '../../use-cases/refund-purchase.ts'
import { allOf, auditIn } from '../audit.ts'
import { endow, openTo, place } from '../betting.ts'
import type { Harness } from '../harness.ts'
import { drainQueue, lockRain, rainNow, resolveRain } from '../payouts.ts'
import { startCredited } from '../reversals.ts'
import { codeOf, must } from '../shop.ts'
import { signedUp } from '../signed-up.ts'
import { ADMIN, ALICE, BOB, sdkFor, startHarness } from '../start.ts'
import { booksOf, faultsIn } from './books.ts'

const CAROL = UserId.parse('carol')
/** Each draws other moments at which calls arrive. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Calls take turns as a seed wants; every isolate has its own caches. */
function racing(harness: Harness, seed: number): () => Services {
  const random = seeded(seed)
  for (const service of ['firestore', 'stripe'] as const) {
    harness.intercept(service, async (request, next) => {
      for (let turns = Math.floor(random() * 6); turns > 0; turns -= 1) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      return next(request)
    })
  }
  return () => signedUp(harness.isolate())
}

/** Which of them won; every other one is refused by a 409 or 403. */
function winnerOf(results: readonly Result<unknown>[]): number {
  const codes = results.map(codeOf)
  const refused = codes.filter((code) => code !== 'ok')
  expect([codes, refused.length]).toEqual([codes, results.length - 1])
  for (const code of refused) expect([409, 403]).toContain(FAILURES[code].status)
  return codes.indexOf('ok')
}

async function soundIn(harness: Harness): Promise<string[]> {
  const documents = await harness.documents()
  expect(faultsIn(booksOf(documents))).toEqual([])
  return auditIn(documents)
}

async function startProposed(seed: number) {
  const harness = startHarness()
  const { services } = harness
  await endow(services, ALICE, 100)
  const request = {
    userId: ALICE,
    direction: 'add',
    tokens: tokens(40) as never,
    reason: 'goodwill',
    text: 'Waited for long.',
  } as const
  const asked = { adminId: ADMIN, key: 'one', request, tokensMax: 100 }
  const { id } = must(await proposeAdjustment(signedUp(services), asked)).value
  const proposed = `admin adjustment.propose ${id}`
  return { harness, isolate: racing(harness, seed), id, proposed }
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('resolved yes and no at once', async () => {
    const harness = startHarness()
    const { services } = harness
    await openTo(services)
    await endow(services, ALICE, 100)
    must(await place(services, 'bet'))
    harness.clock.advance(1_000)
    await lockRain(services)
    const isolate = racing(harness, seed)
    const sides = ['yes', 'no'] as const
    const admins = [BOB, CAROL]
    const won = winnerOf(
      await Promise.all(
        sides.map((side, at) => resolveRain(isolate(), side, { adminId: admins[at] as UserId })),
      ),
    )
    await drainQueue(harness)
    const audit = await soundIn(harness)
    expect(audit.filter((entry) => !entry.startsWith('system'))).toEqual([
      'admin prediction.lock prd-rain',
      `${admins[won]} prediction.resolve prd-rain`,
    ])
    const documents = await harness.documents()
    expect(allOf(documents, 'payoutJob')).toMatchObject([{ outcome: sides[won], state: 'done' }])
    expect(allOf(documents, 'wallet')).toMatchObject([
      { available: sides[won] === 'yes' ? 125 : 70, committed: 0 },
    ])
  })

  test('an adjustment approved twice at once, and by who proposed it', async () => {
    const { harness, isolate, id, proposed } = await startProposed(seed)
    const admins = [BOB, ADMIN, CAROL]
    const results = await Promise.all(
      admins.map((adminId) => approveAdjustment(isolate(), { adminId, id })),
    )
    const won = winnerOf(results)
    expect(codeOf(results[1] as Result<unknown>)).toBe('SELF_APPROVAL_FORBIDDEN')
    expect(await soundIn(harness)).toEqual([proposed, `${admins[won]} adjustment.approve ${id}`])
    expect(booksOf(await harness.documents()).wallets).toMatchObject([{ available: 140 }])
  })

  test('an adjustment approved and turned down at once', async () => {
    const { harness, isolate, id, proposed } = await startProposed(seed)
    const won = winnerOf(
      await Promise.all([
        approveAdjustment(isolate(), { adminId: BOB, id }),
        rejectAdjustment(isolate(), { adminId: CAROL, id, reason: 'Not theirs.' }),
      ]),
    )
    expect(await soundIn(harness)).toEqual([
      proposed,
      won === 0 ? `bob adjustment.approve ${id}` : `carol adjustment.reject ${id}`,
    ])
    const available = won === 0 ? 140 : 100
    expect(booksOf(await harness.documents()).wallets).toMatchObject([{ available }])
  })

  const much = { secondAdminTokens: 10, reason: 'Both looked.' } as const
  async function startOutcome() {
    const harness = startHarness()
    const { services } = harness
    await openTo(services)
    await endow(services, ALICE, 100)
    must(await place(services, 'bet'))
    harness.clock.advance(1_000)
    await lockRain(services)
    const { proposal } = must(await resolveRain(services, 'yes', much)).value
    return { harness, isolate: racing(harness, seed), id: proposal?.id ?? ('' as never) }
  }
  const BEFORE = ['admin prediction.lock prd-rain', 'admin prediction.propose prd-rain']

  test('an outcome approved twice at once, and by who proposed it', async () => {
    const { harness, isolate, id } = await startOutcome()
    const admins = [BOB, ADMIN, CAROL]
    const results = await Promise.all(
      admins.map((adminId) => approveResolution(isolate(), { adminId, id })),
    )
    const won = winnerOf(results)
    expect(codeOf(results[1] as Result<unknown>)).toBe('SELF_APPROVAL_FORBIDDEN')
    await drainQueue(harness)
    const audit = await soundIn(harness)
    expect(audit).toEqual([...BEFORE, `${admins[won]} prediction.resolve prd-rain`])
    expect(booksOf(await harness.documents()).wallets).toMatchObject([{ available: 125 }])
  })

  test('an outcome approved and turned down at once', async () => {
    const { harness, isolate, id } = await startOutcome()
    const won = winnerOf(
      await Promise.all([
        approveResolution(isolate(), { adminId: BOB, id }),
        rejectResolution(isolate(), { adminId: CAROL, id, reason: 'Not so.' }),
      ]),
    )
    await drainQueue(harness)
    const last = won === 0 ? 'bob prediction.resolve' : 'carol prediction.reject'
    expect(await soundIn(harness)).toEqual([...BEFORE, `${last} prd-rain`])
    const documents = await harness.documents()
    expect(allOf(documents, 'payoutJob')).toHaveLength(won === 0 ? 1 : 0)
    expect(booksOf(documents).wallets).toMatchObject([{ available: won === 0 ? 125 : 70 }])
  })

  test('two outcomes proposed at once, one of them twice with one key', async () => {
    const { harness, isolate, id } = await startOutcome()
    must(await rejectResolution(harness.services, { adminId: BOB, id, reason: 'Not so.' }))
    const propose = (side: 'yes' | 'no', adminId: UserId) =>
      resolveRain(isolate(), side, { ...much, adminId, key: 'again' })
    const [first, same, other] = await Promise.all([
      propose('yes', BOB),
      propose('yes', BOB),
      propose('no', CAROL),
    ])
    expect(codeOf(same)).toBe(codeOf(first))
    expect([codeOf(first), codeOf(other)].sort()).toEqual(['RESOLUTION_PROPOSED', 'ok'])
    await soundIn(harness)
    const documents = await harness.documents()
    const waiting = allOf(documents, 'resolution').filter(({ state }) => state === 'proposed')
    expect(waiting).toMatchObject([{ outcome: first.ok ? 'yes' : 'no' }])
    expect((await rainNow(harness.services)).proposalId).toBe(waiting[0]?.id)
    expect(allOf(documents, 'payoutJob')).toEqual([])
  })

  test('somebody paused while they spend', async () => {
    const harness = startHarness()
    const { services } = harness
    await openTo(services)
    await endow(services, ALICE, 1_000)
    const isolate = racing(harness, seed)
    const theirs = [isolate(), isolate()]
    const bets = Array.from({ length: 6 }, (_, at) =>
      place(theirs[at % 2] as Services, `bet-${at}`, {
        tokens: tokens(10) as CommitTokens['tokens'],
      }),
    )
    const input = { userId: ALICE, scope: 'all', reason: 'Seen.', endsAt: null } as const
    const [held, ...spent] = await Promise.all([
      holdUser(isolate(), { adminId: ADMIN, ...input }),
      ...bets,
    ])
    expect(codeOf(held)).toBe('ok')
    const taken = spent.filter(({ ok }) => ok).length
    const refused = spent.map(codeOf).filter((code) => code !== 'ok')
    expect(refused).toEqual(refused.map(() => 'COMMITMENTS_RESTRICTED'))
    expect(codeOf(await place(theirs[0] as Services, 'late'))).toBe('COMMITMENTS_RESTRICTED')
    expect(await soundIn(harness)).toEqual(['admin user.hold alice'])
    expect(booksOf(await harness.documents()).wallets).toMatchObject([{ committed: 10 * taken }])
    // What was taken came before the pause: no row follows it.
    const { rows } = booksOf(await harness.documents())
    expect(rows.filter(({ type }) => type === 'commit')).toHaveLength(taken)
  })

  test('a purchase refunded twice by one quote', async () => {
    const { harness, s, placed } = await startCredited()
    const wish = {
      purchaseId: placed.id,
      cents: usdCents(333),
      reason: 'duplicate',
      text: 'Paid twice.',
    } as const
    const { quote } = must(await quoteRefund(s, wish))
    const isolate = racing(harness, seed)
    const admins = [BOB, CAROL]
    const won = winnerOf(
      await Promise.all(
        admins.map((adminId) =>
          refundPurchase(isolate(), { adminId, key: 'one', request: { ...wish, quote } }),
        ),
      ),
    )
    await drainQueue(harness)
    expect((await sdkFor(harness).refunds.list()).data).toMatchObject([{ amount: 333 }])
    expect(await soundIn(harness)).toEqual([`${admins[won]} refund.request ${placed.id}`])
    const refunds = allOf(await harness.documents(), 'refund')
    expect(refunds).toMatchObject([{ state: 'sent', requestedBy: admins[won] }])
    expect(booksOf(await harness.documents()).wallets).toMatchObject([{ available: 367 }])
  })
})
