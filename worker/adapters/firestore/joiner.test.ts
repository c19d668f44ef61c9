// One person's requests share commits: no request may get another's answer, be dragged down by its
// mistake, or wait for ever behind a request that was cut off.
import { describe, expect, test } from 'vitest'
import { Unstorable } from '../../../shared/failure.ts'
import type { Decide } from '../../ports.ts'
import { changesOf, predictionOf, RAIN } from '../../test/betting.ts'
import { credit, creditRefs } from '../../test/credit.ts'
import { ALICE } from '../../test/people.ts'
import { refusal, silence, startWire } from '../../test/wire.ts'
import { guardedCommit } from './guarded.ts'
import { createJoiner, type JoinerOptions, MEMBERS_MAX } from './joiner.ts'
import { readDocuments } from './reading.ts'

const WALLET = { wallet: { kind: 'wallet', id: ALICE } } as const
const GATE = { kind: 'gate', id: `${RAIN}/gates/3` } as const

function start(alarm?: JoinerOptions['alarm']) {
  const wired = startWire()
  let now = 0
  const kept: Promise<unknown>[] = []
  const keepAlive = (work: Promise<unknown>) => void kept.push(work)
  const joiner = createJoiner({ keepAlive, now: () => now, ...(alarm && { alarm }) })
  const join = (id: string, amount = 1, max = Infinity) =>
    joiner.join(wired.on, ALICE, creditRefs(id), credit(id, amount, max))
  const available = async () => (await readDocuments(wired.on, WALLET)).wallet?.available
  const pass = (ms: number) => {
    now += ms
  }
  return { ...wired, joiner, join, available, pass, kept }
}

test('what is asked while a commit is under way goes into the next one, together', async () => {
  const { join, commits, writesOf, available } = start()
  const ids = Array.from({ length: 6 }, (_, i) => `row_${i}`)
  expect(await Promise.all(ids.map((id) => join(id)))).toEqual(ids.map(() => 'credited'))
  expect(commits()).toHaveLength(2)
  // Five rows and one balance.
  expect(writesOf(commits()[1])).toHaveLength(6)
  expect(await available()).toBe(6)
})

test(`a commit takes ${MEMBERS_MAX} members at most`, async () => {
  const { join, commits, available } = start()
  const ids = Array.from({ length: 2 * MEMBERS_MAX + 1 }, (_, i) => `row_${i}`)
  await Promise.all(ids.map((id) => join(id)))
  expect(commits()).toHaveLength(3)
  expect(await available()).toBe(ids.length)
})

test('each is decided on what those before it left, and gets its own answer', async () => {
  const { join, available } = start()
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((id) => join(id, 10, 25)))
  expect(answers).toEqual(['credited', 'credited', 'full', 'full'])
  expect(await available()).toBe(20)
})

test('one key in one commit is one effect', async () => {
  const { join, available } = start()
  const answers = await Promise.all(['a', 'b', 'b', 'b'].map((id) => join(id, 10)))
  expect(answers).toEqual(['credited', 'credited', 'already', 'already'])
  expect(await available()).toBe(20)
})

test('a gate that several guard is touched once', async () => {
  const { on, joiner, commits, writesOf } = start()
  await guardedCommit(on, {}, () => ({ answer: null, changes: changesOf(predictionOf(1)) }))
  const guarded = (id: string) => {
    const refs = { ...creditRefs(id), gate: GATE }
    const decide: Decide<typeof refs, string> = (seen) => ({
      ...credit(id, 1)(seen),
      guards: [GATE],
    })
    return joiner.join(on, ALICE, refs, decide)
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(guarded))
  const touches = writesOf(commits().at(-1)).filter(({ updateMask }) => {
    return updateMask?.fieldPaths.length === 0
  })
  expect(touches).toHaveLength(1)
  expect(touches[0]).toMatchObject({ update: { fields: {} }, currentDocument: {} })
})

describe('one of them', () => {
  test('that throws is told so; the others are done', async () => {
    const { join, joiner, on, available } = start()
    const bug = () =>
      joiner.join(on, ALICE, WALLET, () => {
        throw new RangeError('bug')
      })
    const all = await Promise.allSettled([join('a'), join('b'), bug(), join('c')])
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await available()).toBe(3)
  })

  test('that throws at a guess is decided again by what is', async () => {
    const { on, joiner, join } = start()
    let looks = 0
    const wary = () =>
      joiner.join(on, ALICE, WALLET, () => {
        looks += 1
        if (looks === 1) throw new RangeError('a wallet of yesterday')
        return { answer: 'decided', changes: [] }
      })
    // The first one leads alone; the others meet in the next commit.
    const all = await Promise.all([join('a'), wary(), join('b')])
    expect(all).toEqual(['credited', 'decided', 'credited'])
  })

  test('that the database never takes does not keep the others out', async () => {
    const { join, available, wire, sent } = start()
    wire.fault = async (verb, _nth, next) => {
      const isBad = verb === 'commit' && sent.at(-1)?.body.includes('row_bad')
      return isBad ? refusal(400, 'INVALID_ARGUMENT') : next()
    }
    const all = await Promise.allSettled([join('a'), join('b'), join('row_bad'), join('c')])
    expect(all.map((each) => (each.status === 'fulfilled' ? each.value : each.reason))).toEqual([
      'credited',
      'credited',
      expect.any(Unstorable),
      'credited',
    ])
    expect(await available()).toBe(3)
  })
})

// The platform stops a request that its client left: its promises stay pending for ever.
test('a leader that was cut off keeps nobody out for longer than a commit may take', async () => {
  const { join, available, wire, pass } = start()
  wire.fault = silence
  const cut = join('cut_off')
  await new Promise((resolve) => setImmediate(resolve))
  wire.fault = async (_verb, _nth, next) => next()
  pass(20_000)
  expect(await join('next')).toBe('credited')
  expect(await available()).toBe(1)
  void cut.catch(() => undefined)
})

// Its turn to lead would come to nobody, and whoever waits behind it would wait in vain.
test('who was told to try again later is never asked to lead', async () => {
  const rings: (() => void)[] = []
  const alarm = (_: number, ring: () => void) => {
    rings.push(ring)
    return () => undefined
  }
  const { join, wire, pass } = start(alarm)
  const held = Promise.withResolvers<void>()
  wire.fault = async (verb, _nth, next) => {
    if (verb === 'commit') await held.promise
    return next()
  }
  const slow = join('slow')
  const given = join('given_up')
  pass(20_000)
  for (const ring of rings) ring()
  await expect(given).rejects.toMatchObject({ code: 'STORE_BUSY' })
  held.resolve()
  expect(await slow).toBe('credited')
  const soon = new Promise((resolve) => setTimeout(resolve, 500, 'still waiting'))
  expect(await Promise.race([join('next'), soon])).toBe('credited')
})

// Its client may leave while it waits: stopped by the platform, it would lead nobody when asked to.
test('a request that waits is kept alive, until it has led or is answered', async () => {
  const { join, kept, wire } = start()
  const held = Promise.withResolvers<void>()
  wire.fault = async (verb, _nth, next) => {
    if (verb === 'commit') await held.promise
    return next()
  }
  const all = [join('leads'), join('waits'), join('waits_too')]
  expect(kept).toHaveLength(3)
  held.resolve()
  await Promise.all(all)
  await Promise.all(kept)
  // The one that led next, as well.
  expect(kept).toHaveLength(4)
})

// A page full of people waited behind a closed tab; the one who came last would never be answered.
test('who takes over a long queue is answered, and so is everybody in it', async () => {
  const { join, available, wire, pass } = start()
  wire.fault = silence
  const cut = join('cut_off')
  await new Promise((resolve) => setImmediate(resolve))
  wire.fault = async (_verb, _nth, next) => next()
  const waiting = Array.from({ length: 2 * MEMBERS_MAX }, (_, i) => join(`row_${i}`))
  pass(20_000)
  expect(await join('last')).toBe('credited')
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => 'credited'))
  expect(await available()).toBe(2 * MEMBERS_MAX + 1)
  void cut.catch(() => undefined)
})

test('an outage is told to everybody who waited, and the next ones are served', async () => {
  const { join, available, wire } = start()
  wire.fault = async (verb, _nth, next) =>
    verb === 'commit' ? refusal(403, 'PERMISSION_DENIED') : next()
  const all = await Promise.allSettled([join('a'), join('b'), join('c')])
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  wire.fault = async (_verb, _nth, next) => next()
  expect(await join('d')).toBe('credited')
  expect(await available()).toBe(1)
})
