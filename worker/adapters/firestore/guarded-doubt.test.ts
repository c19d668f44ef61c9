// A commit whose answer is lost may have moved the money, or may still do so. Whoever asked must
// get the tokens once, and must never be told "no" by us while the "yes" is on its way.
import { describe, expect, test } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { creditRefs, credit as creditTo } from '../../test/credit.ts'
import { ALICE } from '../../test/people.ts'
import { refusal, silence, startWire } from '../../test/wire.ts'
import { ATOMIC_ATTEMPTS_MAX, guardedCommit } from './guarded.ts'
import { readDocuments } from './reading.ts'

function start(max = Infinity) {
  const wired = startWire()
  const { on } = wired
  const balance = async () => {
    const refs = { wallet: { kind: 'wallet', id: ALICE } } as const
    return (await readDocuments(on, refs)).wallet?.available ?? 0
  }
  return {
    ...wired,
    balance,
    credit: (id: string, amount: number) =>
      guardedCommit(on, creditRefs(id), creditTo(id, amount, max)),
  }
}

describe('applied, but the answer was lost', () => {
  const losses: [string, () => Promise<Response>][] = [
    ['silence', silence],
    ['500', async () => refusal(500, 'INTERNAL')],
    ['503', async () => refusal(503, 'UNAVAILABLE')],
    ['504', async () => refusal(504, 'DEADLINE_EXCEEDED')],
    ['garbage', async () => new Response('<html>')],
    ['a broken connection', async () => Promise.reject(new TypeError('reset'))],
  ]
  for (const [name, lose] of losses) {
    test(`${name}: the row itself answers, and the tokens moved once`, async () => {
      const { credit, balance, wire, commits, reads } = start()
      wire.fault = async (verb, nth, next) => {
        if (verb !== 'commit' || nth > 1) return next()
        await next()
        return lose()
      }
      expect(await credit('row_1', 5)).toBe('already')
      expect([commits().length, reads().length]).toEqual([1, 2])
      expect(await balance()).toBe(5)
    })
  }
})

describe('not applied, and never answered', () => {
  test('the very same bytes are sent again while nothing has moved', async () => {
    const { credit, balance, wire, commits } = start()
    wire.fault = async (verb, nth, next) =>
      verb === 'commit' && nth <= 3 ? refusal(503, 'UNAVAILABLE') : next()
    expect(await credit('row_1', 5)).toBe('credited')
    expect(commits()).toHaveLength(4)
    expect(new Set(commits().map(({ body }) => body)).size).toBe(1)
    expect(await balance()).toBe(5)
  })

  test('nothing is decided anew before: no refusal can contradict a late success', async () => {
    const { wire, commits, on } = start()
    wire.fault = async (verb, _nth, next) =>
      verb === 'commit' ? refusal(503, 'UNAVAILABLE') : next()
    let decided = 0
    const asking = guardedCommit(on, creditRefs('row_1'), (seen) => {
      decided += 1
      return creditTo('row_1', 5, decided === 1 ? 5 : 0)(seen)
    })
    await expect(asking).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect([decided, commits().length]).toEqual([1, ATOMIC_ATTEMPTS_MAX])
  })

  test('a document it guards moved: it cannot land any more, and is decided anew', async () => {
    const { credit, balance, wire, commits, on } = start(10)
    await credit('row_0', 1)
    wire.fault = async (verb, nth, next) => {
      if (verb !== 'commit' || nth !== 2) return next()
      wire.fault = async (_verb, _nth, again) => again()
      await guardedCommit(on, creditRefs('rival'), creditTo('rival', 9))
      return refusal(503, 'UNAVAILABLE')
    }
    expect(await credit('row_1', 5)).toBe('full')
    expect(commits()).toHaveLength(3)
    expect(await balance()).toBe(10)
  })

  test('only what it writes guards it: another document that moved proves nothing', async () => {
    const { wire, commits, on } = start()
    const other = { kind: 'auditHead', id: 'admin' } as const
    const head = (seq: number) => ({ actor: ALICE as UserId, seq, hash: '' })
    const bump = (seq: number) =>
      guardedCommit(on, { other }, () => ({
        answer: null,
        changes: [{ ref: other, value: head(seq) }],
      }))
    await bump(1)
    let decided = 0
    wire.fault = async (verb, nth, next) => {
      if (verb !== 'commit' || nth !== 2) return next()
      wire.fault = async (_verb, _nth, again) => again()
      await bump(2)
      return refusal(503, 'UNAVAILABLE')
    }
    // The head is among the changes, but unchanged: it is not in the commit and guards nothing.
    const refs = { ...creditRefs('row_1'), other }
    const asking = guardedCommit(on, refs, (seen) => {
      decided += 1
      const { answer, changes } = creditTo('row_1', 5)(seen)
      return { answer, changes: [...changes, { ref: other, value: seen.other ?? head(0) }] }
    })
    expect(await asking).toBe('credited')
    expect(decided).toBe(1)
    expect(commits()[3]?.body).toBe(commits()[1]?.body)
  })
})

describe('applied late, after we gave up waiting', () => {
  test('the first lands after the second was sent: only one of them counts', async () => {
    const { credit, balance, wire, commits } = start()
    let late: (() => Promise<Response>) | undefined
    wire.fault = async (verb, nth, next) => {
      if (verb === 'commit' && nth === 1) {
        late = next
        return silence()
      }
      if (verb === 'commit' && nth === 2) await late?.()
      return next()
    }
    expect(await credit('row_1', 5)).toBe('already')
    expect(commits()).toHaveLength(2)
    expect(await balance()).toBe(5)
  })

  test('the first lands between our look and our decision for somebody else', async () => {
    const { credit, balance, wire } = start(9)
    let late: (() => Promise<Response>) | undefined
    wire.fault = async (verb, nth, next) => {
      if (verb === 'commit' && nth === 1) {
        late = next
        return silence()
      }
      if (verb === 'batchGet' && nth === 3) {
        const looked = await next()
        await late?.()
        return looked
      }
      return next()
    }
    const outcomes = await Promise.all([credit('row_1', 5), credit('row_2', 5)])
    expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(1)
    expect(await balance()).toBe(5)
  })
})

test('after doubt a lost race decides nothing: the same commit may still land', async () => {
  const { balance, wire, commits, on } = start()
  wire.fault = async (verb, nth, next) => {
    if (verb !== 'commit') return next()
    if (nth === 1) return refusal(503, 'UNAVAILABLE')
    return nth <= 3 ? refusal(409, 'ABORTED') : next()
  }
  let decided = 0
  const asking = guardedCommit(on, creditRefs('row_1'), (seen) => {
    decided += 1
    return creditTo('row_1', 5, decided === 1 ? 5 : 0)(seen)
  })
  expect(await asking).toBe('credited')
  expect(new Set(commits().map(({ body }) => body)).size).toBe(1)
  expect([decided, await balance()]).toEqual([1, 5])
})
