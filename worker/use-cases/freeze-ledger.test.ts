// Payouts on wrong balances can't be taken back from who has spent them: while tokens come from
// nowhere nobody is paid, and only a person lets it go on.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { endow, openTo, place } from '../test/betting.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue, jobNow, lockRain, payoutMail, resolveRain } from '../test/payouts.ts'
import { codeOf, must, walletOf } from '../test/shop.ts'
import { ADMIN, ALICE, startHarness } from '../test/start.ts'
import { freezeLedger, thawLedger } from './freeze-ledger.ts'
import { raiseAlert } from './raise-alert.ts'

const DAY_MS = 86_400_000

/** Alice holds 100 on yes; betting is over. */
async function locked(): Promise<Harness> {
  const harness = startHarness()
  const { services } = harness
  await openTo(services)
  await endow(services, ALICE, 100)
  must(await place(services, 'a'))
  harness.clock.advance(1_000)
  await lockRain(services)
  return harness
}

const freeze = ({ services }: Harness) => freezeLedger(services, 'supply', { off: 5 })
const thaw = ({ services }: Harness, key?: string) =>
  thawLedger(services, { adminId: ADMIN, reason: 'Explained', key })

describe('while payouts are frozen', () => {
  test('nobody is paid, and a tick after the thaw everybody is', async () => {
    const harness = await locked()
    const { services } = harness
    must(await resolveRain(services, 'yes'))
    harness.queue.take()
    await freeze(harness)
    const mail = payoutMail()
    await consume(services, { queue: 'kai-work', messages: [mail] })
    // Acked: retries would end among the dead letters while a person thinks.
    expect(mail.endings).toEqual(['ack'])
    expect(harness.queue.waiting()).toEqual([])
    expect(await walletOf(services)).toMatchObject({ available: 70, committed: 30 })
    expect(await jobNow(services)).toMatchObject({ state: 'queued', error: null })
    must(await thaw(harness))
    harness.clock.advance(5 * 60_000)
    await tick(services, EVERY_FIVE_MINUTES)
    await drainQueue(harness)
    expect(await walletOf(services)).toMatchObject({ available: 125, committed: 0 })
    expect(await jobNow(services)).toMatchObject({ state: 'done' })
  })

  test('nothing is resolved: 503, and nothing is written', async () => {
    const harness = await locked()
    await freeze(harness)
    const before = await harness.documents()
    expect(codeOf(await resolveRain(harness.services, 'yes'))).toBe('LEDGER_FROZEN')
    expect(await harness.documents()).toEqual(before)
  })

  test('people go on committing', async () => {
    const harness = startHarness()
    await openTo(harness.services)
    await endow(harness.services, ALICE, 100)
    await freeze(harness)
    expect(codeOf(await place(harness.services, 'a'))).toBe('ok')
  })
})

describe('a freeze', () => {
  test('keeps its first reason, and wakes people once a day', async () => {
    const harness = await locked()
    const { services, recorder, clock } = harness
    await freeze(harness)
    await freezeLedger(services, 'another', {})
    const { state } = await services.store.read({ state: { kind: 'ledgerState', id: 'ledger' } })
    expect(state?.frozen).toMatchObject({ reason: 'supply' })
    expect(recorder.errors()).toEqual(['alert'])
    clock.advance(DAY_MS)
    await freeze(harness)
    expect(recorder.errors()).toEqual(['alert', 'alert'])
  })

  // Who is paid from balances that nobody can explain may be paid what is not there.
  test.each(['never', 'once'])(
    'a page that is on its way as they freeze (%s before) is not paid',
    async (before) => {
      const harness = await locked()
      const { services } = harness
      if (before === 'once') {
        await freeze(harness)
        must(await thaw(harness))
      }
      must(await resolveRain(services, 'yes'))
      harness.queue.take()
      const other = harness.isolate()
      let isFrozen = false
      harness.intercept('firestore', async (request, next) => {
        const isPage =
          request.url.endsWith(':commit') && (await request.clone().text()).includes('/settle_')
        if (isPage && !isFrozen) {
          isFrozen = true
          await freezeLedger(other, 'supply', {})
        }
        return next(request)
      })
      await consume(services, { queue: 'kai-work', messages: [payoutMail()] })
      expect(isFrozen).toBe(true)
      expect((await jobNow(services)).state).not.toBe('done')
      expect(await walletOf(services)).toMatchObject({ available: 70, committed: 30 })
      must(await thaw(harness))
      await tick(services, EVERY_FIVE_MINUTES)
      harness.clock.advance(10 * 60_000)
      await tick(services, EVERY_FIVE_MINUTES)
      await drainQueue(harness)
      expect((await jobNow(services)).state).toBe('done')
    },
  )

  test('ends once, by a person, with an audit entry', async () => {
    const harness = await locked()
    const { services } = harness
    expect(codeOf(await thaw(harness))).toBe('LEDGER_NOT_FROZEN')
    await freeze(harness)
    const done = must(await thaw(harness, 'key'))
    const again = must(await thaw(harness, 'key'))
    expect([done.replayed, again.replayed]).toEqual([false, true])
    expect(codeOf(await thaw(harness))).toBe('LEDGER_NOT_FROZEN')
    const audits = Object.keys(await harness.documents()).filter((p) => p.startsWith('auditLog/'))
    const entries = audits.filter((path) => path.startsWith(`auditLog/${ADMIN}_`))
    const { entry } = await services.store.read({
      entry: { kind: 'audit', id: `${ADMIN}_${entries.length}` },
    })
    expect(entry).toMatchObject({ action: 'ledger.thaw', target: 'ledger' })
  })
})

// Two isolates meet the same cause in the same second: one call at night is enough.
test('of many who raise the same alert at once, one tells', async () => {
  const harness = startHarness()
  const isolates = Array.from({ length: 5 }, () => harness.isolate())
  await Promise.all(isolates.map((s) => raiseAlert(s, { cause: 'cause', facts: { n: 1 } })))
  expect(harness.recorder.errors()).toEqual(['alert'])
  const alerts = Object.keys(await harness.documents()).filter((path) => path.startsWith('alerts/'))
  expect(alerts).toEqual(['alerts/cause_2026-01-15'])
})
