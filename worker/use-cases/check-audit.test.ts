// Whose head is gone can decide nothing any more, and a chain that was shortened hides what
// somebody did: both are named by the full check, and by the next night.
import { expect, test } from 'vitest'
import { FlagId } from '../../shared/ids.ts'
import type { Fields } from '../adapters/firestore/values.ts'
import { opened } from '../test/admins.ts'
import { DAY_MS, fullCheck, night, openCasesOf } from '../test/books.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { ADMIN, ADMIN2 } from '../test/people.ts'
import { must } from '../test/shop.ts'
import { startHarness } from '../test/start.ts'
import { closeFlag } from './close-flag.ts'
import { listChains } from './read-audit.ts'

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

/** Two nights, each of which kept the two entries more that it found. */
async function startKept(): Promise<Harness> {
  const harness = startHarness()
  for (let each = 0; each < 2; each += 1) {
    await opened(harness.services)
    await night(harness)
  }
  return harness
}

// For two weeks nobody would miss what an admin did the day before.
test('what was cut off after the first night of several is named by the next one', async () => {
  const harness = await startKept()
  await setBack(harness, 2)
  for (const seq of [3, 4]) await byHand(harness, 'DELETE', entry(seq))
  expect(await fullCheck(harness)).toEqual([`audit_chain ${ADMIN}`])
  await night(harness)
  expect(await openCasesOf(harness)).toEqual([CASE])
})

/** The admin goes on with a chain that is shorter now. */
const GO_ON = new Set(['all of it is gone', 'its head was set back, and what came after is gone'])

// Whoever is rung up each night for what they explained hears nothing else any more.
test.each(Object.entries(hands))('a case of a chain stays closed: %s', async (name, hand) => {
  const harness = await startKept()
  await hand(harness)
  const { services: s } = harness
  const opening: number[] = []
  for (let each = 1; each <= 16; each += 1) {
    await night(harness)
    const open = await openCasesOf(harness)
    if (open.length > 0) opening.push(each)
    for (const id of open) {
      must(await closeFlag(s, { adminId: ADMIN2, id: FlagId.parse(id), reason: 'They left.' }))
    }
    if (GO_ON.has(name)) await opened(s)
  }
  expect(opening).toEqual([1])
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

/** Whether the last night came to its end. */
async function isOver({ services: { store } }: Harness): Promise<boolean> {
  const { found } = await store.read({ found: { kind: 'night', id: 'night' } })
  return found !== null && found.finishedAt !== null
}

/** As it was before a hand bent it. */
async function bend(harness: Harness, fields: Fields): Promise<() => Promise<void>> {
  const { found } = await harness.services.store.read({ found: { kind: 'auditHead', id: ADMIN } })
  if (!found) throw new Error('nobody acted')
  await byHand(harness, 'PATCH', HEAD, fields)
  const { actor, seq, hash } = found
  const back = { actor: text(actor), seq: integer(seq), hash: text(hash) }
  return () => byHand(harness, 'PATCH', HEAD, back)
}

const bent: Record<string, Fields> = {
  'no name': { actor: text('') },
  'a name that no document can have': { actor: text('a/b') },
  'the name of another': { actor: text('system-1') },
  'a number that is none': { seq: text('4') },
  'a hash that goes on with the head of somebody else': { hash: text('ff\nnobody:7:ff') },
}

// No check of anybody's books would ever begin again: whoever forges them then is safe.
test.each(Object.entries(bent))(
  'a head that says %s is named, and no night ends with it',
  async (_, fields) => {
    const harness = await startActed()
    const putRight = await bend(harness, fields)
    expect(await fullCheck(harness)).toEqual([`audit_chain ${ADMIN}`])
    const { items } = await listChains(harness.services, 'people', { limit: 9, after: null })
    expect(items.map(({ head }) => head.actor)).toEqual([ADMIN])
    await night(harness)
    expect([await isOver(harness), await openCasesOf(harness)]).toEqual([true, [CASE]])
    await putRight()
    for (let each = 0; each < 2; each += 1) await night(harness)
    expect([await isOver(harness), await openCasesOf(harness)]).toEqual([true, [CASE]])
    expect(await fullCheck(harness)).toEqual([])
  },
)

// What is in the archive stays there: mending the database would help no later night.
test('a name that no document can have, kept on an earlier night, ends no night', async () => {
  const harness = await startActed()
  const archive = harness.archive as Map<string, string>
  const [name = '', digest] = [...archive].find(([each]) => each.endsWith('/audit')) ?? []
  const kept = `${archive.get(name.replace(/audit$/, digest ?? ''))}a/b:4:ff\n`
  const other = harness.services.hash.sha256(kept)
  archive.set(name.replace(/audit$/, other), kept).set(name, other)
  await night(harness)
  expect([await isOver(harness), await openCasesOf(harness)]).toEqual([true, []])
  expect(await fullCheck(harness)).toEqual([])
})
