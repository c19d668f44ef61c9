// An alert that nobody hears is a loss that goes on in silence.
import { expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import type { Services } from '../ports.ts'
import { bentWays } from '../test/bends.ts'
import { fieldsOf, night, openCasesOf, pathOf, startBooks } from '../test/books.ts'
import { byHand, integer } from '../test/by-hand.ts'
import { startHarness } from '../test/start.ts'
import { raiseAlert } from './raise-alert.ts'

const CAUSE = { cause: 'recon_supply', facts: { off: 1 } }

function start(hears: boolean) {
  const harness = startHarness()
  const rung: string[] = []
  const line = { hears }
  const alarm: Services['alarm'] = {
    ring: async ({ cause }) => {
      rung.push(cause)
      return line.hears
    },
  }
  return { harness, rung, line, s: { ...harness.services, alarm } }
}

const MINUTE_MS = 60_000
const HEARD = '2026-01-15T11:00:00Z'
const HALF = { doubleValue: 1.5 } as never

test('what was heard rings once a cause and day', async () => {
  const { harness, rung, s } = start(true)
  for (let n = 0; n < 3; n += 1) {
    await raiseAlert(s, CAUSE)
    harness.clock.advance(2 * MINUTE_MS)
    await tick(s, EVERY_FIVE_MINUTES)
  }
  expect(rung).toEqual(['recon_supply'])
  harness.clock.advance(24 * 60 * MINUTE_MS)
  await raiseAlert(s, CAUSE)
  expect(rung).toHaveLength(2)
})

test('what nobody heard rings again, by itself, until somebody does', async () => {
  const { harness, rung, line, s } = start(false)
  await raiseAlert(s, CAUSE)
  harness.clock.advance(2 * MINUTE_MS)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toHaveLength(2)
  line.hears = true
  // Also when its cause is met again.
  await raiseAlert(s, CAUSE)
  expect(rung).toHaveLength(3)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toHaveLength(3)
})

test('one whose teller died before it rang is rung by the next tick', async () => {
  const { harness, rung, s } = start(true)
  const dying: Services['alarm'] = { ring: () => Promise.reject(new Error('died')) }
  await expect(raiseAlert({ ...s, alarm: dying }, CAUSE)).rejects.toThrow('died')
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toEqual([])
  harness.clock.advance(2 * MINUTE_MS)
  await tick(s, EVERY_FIVE_MINUTES)
  expect(rung).toEqual(['recon_supply'])
})

// Whoever steals could ruin the alert first: nobody would hear of it, nor of anything after it.
// A chat may refuse for its size what ten long names are in, for good.
test('those that nobody ever hears keep no other from being heard', async () => {
  const { harness, rung, s } = start(false)
  const refused = ['recon_a1', 'recon_a2', 'recon_a3']
  for (const cause of [...refused, CAUSE.cause]) await raiseAlert(s, { ...CAUSE, cause })
  rung.length = 0
  for (let n = 0; n < 2; n += 1) {
    harness.clock.advance(5 * MINUTE_MS)
    await tick(s, EVERY_FIVE_MINUTES)
  }
  expect(rung).toContain(CAUSE.cause)
  expect(rung).toHaveLength(6)
})

test('one that was made unreadable rings under another name, whatever is in it', async () => {
  const { harness, rung, s } = start(true)
  await raiseAlert(s, CAUSE)
  const path = await pathOf(harness, /^alerts\//)
  const as = (name: string) => `alerts/${name}_${path.slice(path.lastIndexOf('_') + 1)}`
  const fields = { ...(await fieldsOf(harness, path)), rungAt: { timestampValue: HEARD } }
  const silent: string[] = []
  for (const [n, way] of bentWays(fields).entries()) {
    const [told, cause] = [rung.length, `cause-${n}`]
    await byHand(harness, 'PATCH', as(cause), way.fields)
    await raiseAlert(s, { cause, facts: {} })
    await raiseAlert(s, { cause, facts: {} })
    // A text that is another text says nothing wrong.
    const isText = /^(?:id|cause|facts|token): \{"stringValue/.test(way.what)
    if (rung.length !== told + (isText ? 0 : 1)) silent.push(way.what)
    // Ruined again, it has no name left that a hand could foresee.
    for (const each of Object.keys(await harness.documents())) {
      if (each.startsWith(as(cause))) await byHand(harness, 'PATCH', each, { at: HALF })
    }
    await raiseAlert(s, { cause, facts: {} })
    if (rung.length <= told) silent.push(`${way.what}, twice`)
  }
  expect(silent).toEqual([])
})

test('one that was made unreadable keeps no night from its end', async () => {
  const harness = await startBooks()
  for (let day = 15; day < 25; day += 1) {
    await byHand(harness, 'PATCH', `alerts/recon_balance_rows_2026-01-${day}`, { at: HALF })
  }
  await byHand(harness, 'PATCH', 'balances/user-1', { availableTokens: integer(1_000_000) })
  for (let n = 0; n < 8; n += 1) await night(harness)
  expect(await openCasesOf(harness)).toEqual(['recon_balance_rows_user-1'])
  expect(await fieldsOf(harness, 'system/night')).toMatchObject({ part: integer(0) })
})
