// Whose head is gone can decide nothing any more, and a chain that was shortened hides what
// somebody did: both are named by the full check, and by the next night.
import { expect, test } from 'vitest'
import { opened } from '../test/admins.ts'
import { DAY_MS, fullCheck, night, openCasesOf } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { ADMIN } from '../test/people.ts'
import { startHarness } from '../test/start.ts'

const HEAD = `auditHeads/${ADMIN}`
const entry = (seq: number) => `auditLog/${ADMIN}_${seq}`
const CASE = `recon_audit_chain_${ADMIN}`

/** Four entries of one admin, which a night has kept the head of. */
async function startActed(): Promise<Harness> {
  const harness = startHarness()
  for (let each = 0; each < 2; each += 1) await opened(harness.services)
  await night(harness)
  harness.clock.advance(DAY_MS / 24)
  expect(await fullCheck(harness)).toEqual([])
  return harness
}

const hands: Record<string, (harness: Harness) => Promise<void>> = {
  'its head is gone': (harness) => byHand(harness, 'DELETE', HEAD),
  'its head and its first entries are gone': async (harness) => {
    await byHand(harness, 'DELETE', HEAD)
    for (const seq of [1, 2]) await byHand(harness, 'DELETE', entry(seq))
  },
  'all of it is gone': async (harness) => {
    await byHand(harness, 'DELETE', HEAD)
    for (const seq of [1, 2, 3, 4]) await byHand(harness, 'DELETE', entry(seq))
  },
  'its head was set back': (harness) => setBack(harness, 3),
  'its head was set back, and what came after is gone': async (harness) => {
    await setBack(harness, 3)
    await byHand(harness, 'DELETE', entry(4))
  },
}

async function setBack(harness: Harness, seq: number): Promise<void> {
  const { found } = await harness.services.store.read({
    found: { kind: 'audit', id: `${ADMIN}_${seq}` },
  })
  await byHand(harness, 'PATCH', HEAD, { seq: integer(seq), hash: text(found?.hash ?? '') })
}

test.each(Object.entries(hands))('a chain is named when %s', async (_, hand) => {
  const harness = await startActed()
  await hand(harness)
  expect(await fullCheck(harness)).toContain(`audit_chain ${ADMIN}`)
  await night(harness)
  expect(await openCasesOf(harness)).toEqual([CASE])
})

test('what the database alone says is enough for a head that is gone', async () => {
  const harness = startHarness()
  await opened(harness.services)
  await byHand(harness, 'DELETE', HEAD)
  expect(await fullCheck(harness)).toEqual([`audit_chain ${ADMIN}`])
})

test('admins who act while they are looked at are nobody to be named', async () => {
  const harness = await startActed()
  let acted = false
  harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    if (!acted && body.includes('"seq"') && body.includes('auditLog')) {
      acted = true
      await opened(harness.isolate())
    }
    return next(request)
  })
  expect(await fullCheck(harness)).toEqual([])
  expect(acted).toBe(true)
})
