// A case sends an admin to the very page whose document was bent: what else is there must be shown,
// and what is missing be named.
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { AuditPage } from '../../../shared/api/audit.ts'
import { PredictionCase } from '../../../shared/api/resolutions.ts'
import { HealthView } from '../../../shared/api/session.ts'
import { StatsView } from '../../../shared/api/stats.ts'
import { UnreadableUser, UserAdminView } from '../../../shared/api/users.ts'
import { toInstant } from '../../../shared/instant.ts'
import { dayFrom, dayIdOf, dayNumber, withRows } from '../../domain/daily-stats.ts'
import { NO_SUMS } from '../../domain/ledger-sums.ts'
import type { Change } from '../../ports.ts'
import { bentBy } from '../../test/bent.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import { proposed, startLocked } from '../../test/resolutions.ts'
import { SAMPLES } from '../../test/samples.ts'
import { ADMIN, ALICE, startHarness } from '../../test/start.ts'

const headers = { authorization: `Bearer ${ADMIN}` }

async function start(changes: readonly Change[], harness = startHarness()) {
  await harness.services.store.atomically({}, () => ({ answer: null, changes }))
  const { send } = startIsolate(harness)
  const get = async <T>(path: string, shape: z.ZodType<T>, what: string): Promise<T> => {
    const answer = await send(path, { headers })
    expect([what, answer.status]).toEqual([what, 200])
    const read = shape.safeParse(await answer.json())
    expect([what, read.error]).toEqual([what, undefined])
    return read.data as T
  }
  return { harness, get }
}

test('a person whose balance nobody can read is told by what else is known of them', async () => {
  const { harness, get } = await start([
    { ref: { kind: 'wallet', id: ALICE }, value: SAMPLES.wallet },
  ])
  const [path, shape] = [`/api/admin/users/${ALICE}`, UserAdminView.or(UnreadableUser)]
  expect(await get(path, UserAdminView, 'sound')).toMatchObject({ userId: ALICE })
  for await (const { name, what } of bentBy(harness, `balances/${ALICE}`)) {
    const person = await get(path, shape, what)
    expect([what, person.userId]).toEqual([what, ALICE])
    // The harness has no sign-in service.
    const sums = ['availableTokens', 'committedTokens', 'owedTokens', 'version', 'userId']
    if (sums.includes(name)) {
      expect([what, person]).toEqual([
        what,
        { userId: ALICE, unreadable: true, email: null, signIn: 'unknown' },
      ])
    }
  }
})

test('a prediction is shown though nobody can read what was proposed about it', async () => {
  const harness = await startLocked()
  const { id } = await proposed(harness.services)
  const { get } = await start([], harness)
  const path = '/api/admin/predictions/prd-rain'
  expect(await get(path, PredictionCase, 'sound')).toMatchObject({
    proposal: { id },
    unreadable: [],
  })
  for await (const { what } of bentBy(harness, `resolutions/${id}`)) {
    const { proposal, unreadable } = await get(path, PredictionCase, what)
    expect([what, proposal?.id ?? unreadable[0]?.id]).toEqual([what, id])
  }
  for await (const { what } of bentBy(harness, 'predictionTotals/prd-rain')) {
    await get(path, PredictionCase, what)
  }
})

test('a chain is shown though an entry says nothing readable: it is the broken one', async () => {
  const { harness, get } = await start([
    { ref: { kind: 'auditHead', id: ADMIN }, value: SAMPLES.auditHead },
    { ref: { kind: 'audit', id: 'admin_1' }, value: { ...SAMPLES.audit, action: 'user.hold' } },
    { ref: { kind: 'dataKey', id: ALICE }, value: SAMPLES.dataKey },
  ])
  for (const path of ['auditLog/admin_1', `userKeys/${ALICE}`]) {
    for await (const { what } of bentBy(harness, path)) {
      for (const area of ['', '?area=user']) {
        const page = await get(`/api/admin/audit/${ADMIN}${area}`, AuditPage, what)
        expect([what, page.items.length, page.brokenAt]).toEqual([what, 1, 1])
      }
    }
  }
})

test('the overview is shown without what nobody can read, names it, and is not green', async () => {
  const harness = startHarness()
  const now = harness.clock.now() * 1000
  const day = dayIdOf(dayNumber(now))
  const stats = withRows(dayFrom(day, SAMPLES.dailyStats), dayFrom(day, null), 1)
  const { get } = await start(
    [
      { ref: { kind: 'ledgerSums', id: 'sums' }, value: { ...NO_SUMS, until: now, movedAt: now } },
      { ref: { kind: 'ledgerState', id: 'ledger' }, value: { id: 'ledger', frozen: null } },
      { ref: { kind: 'dailyStats', id: day }, value: { ...stats, epoch: 1 } },
      {
        ref: { kind: 'report', id: 'ledger_1' },
        value: {
          ...SAMPLES.report,
          id: 'ledger_1',
          kind: 'ledger',
          differences: 0,
          supply: 'agrees',
        },
      },
    ],
    harness,
  )
  const path = '/api/admin/tokens/stats?days=7'
  const sound = await get(path, StatsView, 'sound')
  expect(sound).toMatchObject({ unreadable: [], books: { state: 'green' } })
  const told = new Set<string>()
  for (const bent of [
    'system/sums',
    'system/ledger',
    `dailyStats/${day}`,
    'reconciliations/ledger_1',
  ]) {
    for await (const { name, what } of bentBy(harness, bent)) {
      const { unreadable, books } = await get(path, StatsView, what)
      for (const { id } of unreadable) {
        told.add(id)
        expect([what, id]).toEqual([what, bent])
        const isGreen = books.state === 'green' && !bent.startsWith('dailyStats')
        expect([what, isGreen]).toEqual([what, false])
      }
      if (name === 'frozen' && books.state === 'green') expect(what).toContain('null')
    }
  }
  expect(told.size).toBe(4)
})

// Whoever is on call would look for an outage that there is none of.
test('a dead letter that says nothing readable is no outage, and hides no older one', async () => {
  const letters = ['1', '2'].map((digit): Change => {
    const [id, parkedAt] = [digit.repeat(64), 1_700_000_000_000_000 + Number(digit)]
    const value = { ...SAMPLES.deadLetter, id, parkedAt, state: 'parked' } as const
    return { ref: { kind: 'deadLetter', id }, value }
  })
  const { harness } = await start(letters)
  for await (const { name, what } of bentBy(harness, `deadLetters/${'1'.repeat(64)}`)) {
    // Each look is kept for some seconds.
    const { get } = await start([], harness)
    const { dependencies, oldestDeadLetterAt } = await get('/api/health', HealthView, what)
    expect([what, dependencies.firestore]).toEqual([what, 'ok'])
    const isBent = name === 'parkedAt' || name === 'state'
    const oldest = toInstant(1_700_000_000_000_000 + (isBent ? 2 : 1))
    expect([what, oldestDeadLetterAt]).toEqual([what, oldest])
  }
})
