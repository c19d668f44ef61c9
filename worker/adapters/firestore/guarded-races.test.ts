// Two people, two tabs or two machines want the same wallet at once: it stays exact, and whoever
// loses is told within bounds.
import { describe, expect, test } from 'vitest'
import { Outage, Unstorable } from '../../../shared/failure.ts'
import { credit, creditRefs } from '../../test/credit.ts'
import { ALICE } from '../../test/people.ts'
import { refusal, silence, startWire } from '../../test/wire.ts'
import { ATOMIC_ATTEMPTS_MAX, guardedCommit } from './guarded.ts'
import { readDocuments, retryRead } from './reading.ts'
import { decodeDocument } from './writes.ts'

const WALLET_REF = { wallet: { kind: 'wallet', id: ALICE } } as const

function start() {
  const wired = startWire()
  const { on } = wired
  const creditOnce = (id: string) => guardedCommit(on, creditRefs(id), credit(id, 1))
  return { ...wired, creditOnce }
}

test('40 credits at once on one wallet: each lands once or is refused, all add up', async () => {
  const { client, creditOnce, wire, on } = start()
  // Each call takes a turn of the event loop, so that all of them read before the first one writes.
  wire.fault = async (_verb, _nth, next) => {
    await new Promise((resolve) => setImmediate(resolve))
    return next()
  }
  const ids = Array.from({ length: 40 }, (_, i) => `row_${i}`)
  let open = ids
  for (let rounds = 0; open.length > 0 && rounds < 40; rounds += 1) {
    const settled = await Promise.allSettled(open.map(creditOnce))
    const lost = settled.flatMap((each, i) => (each.status === 'rejected' ? [i] : []))
    for (const each of settled) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'STORE_BUSY' })
    }
    open = lost.map((i) => open[i] ?? '')
    const landed = ids.length - open.length
    const { wallet } = await readDocuments(on, WALLET_REF)
    expect(wallet).toMatchObject({ available: landed, version: landed })
  }
  expect(open).toEqual([])
  const rows = await client.runQuery({ from: [{ collectionId: 'transactions' }], limit: 100 })
  const seqs = rows.map((row) => decodeDocument('row', row).seq)
  expect(seqs.sort((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1))
})

test('one key, delivered ten times at once, moves the tokens once', async () => {
  const { creditOnce, on } = start()
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => creditOnce('row_1')))
  expect(outcomes.filter((outcome) => outcome === 'credited')).toHaveLength(1)
  const { wallet } = await readDocuments(on, WALLET_REF)
  expect(wallet).toMatchObject({ available: 1, version: 1 })
})

describe('lost races', () => {
  const races = [
    [400, 'FAILED_PRECONDITION'],
    [409, 'ABORTED'],
    [409, 'ALREADY_EXISTS'],
    [404, 'NOT_FOUND'],
    [429, 'RESOURCE_EXHAUSTED'],
  ] as const
  for (const [http, status] of races) {
    test(`${status}: ${ATOMIC_ATTEMPTS_MAX} looks and tries, then STORE_BUSY`, async () => {
      const { creditOnce, wire, commits, reads } = start()
      wire.fault = async (verb, _nth, next) => (verb === 'commit' ? refusal(http, status) : next())
      await expect(creditOnce('row_1')).rejects.toMatchObject({ code: 'STORE_BUSY' })
      expect([reads().length, commits().length]).toEqual([8, 8])
      expect(ATOMIC_ATTEMPTS_MAX).toBe(8)
    })

    test(`${status} once: decided anew, and done`, async () => {
      const { creditOnce, wire, commits } = start()
      wire.fault = async (verb, nth, next) =>
        verb === 'commit' && nth === 1 ? refusal(http, status) : next()
      expect(await creditOnce('row_1')).toBe('credited')
      expect(commits()).toHaveLength(2)
    })
  }

  test('the pauses grow, are jittered, and never exceed a second', async () => {
    const { creditOnce, wire, pauses } = start()
    wire.fault = async (verb, _nth, next) => (verb === 'commit' ? refusal(409, 'ABORTED') : next())
    await expect(creditOnce('row_1')).rejects.toBeInstanceOf(Outage)
    // Half of the full jitter's range, as the test's source of chance always draws 0.5.
    expect(pauses).toEqual([20, 40, 80, 160, 320, 500, 500])
  })
})

describe('no answer at all', () => {
  test('hanging commits end in STORE_UNAVAILABLE after a bounded number of calls', async () => {
    const { creditOnce, wire, commits, reads } = start()
    wire.fault = (verb, _nth, next) => (verb === 'commit' ? silence() : next())
    await expect(creditOnce('row_1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect([reads().length, commits().length]).toEqual([8, 8])
  })

  // Somebody looks at a spinner: a slow database must not hold them for a minute.
  test('no attempt begins after fifteen seconds, however few there were', async () => {
    const { pacing, wire, commits, on } = start()
    let now = 0
    wire.fault = (verb, _nth, next) => {
      now += 4_000
      return verb === 'commit' ? silence() : next()
    }
    const timed = { ...pacing, now: () => now }
    const credited = guardedCommit(
      { ...on, pacing: timed },
      creditRefs('row_1'),
      credit('row_1', 1),
    )
    await expect(credited).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(commits()).toHaveLength(2)
  })

  test('hanging reads too, and nothing was sent to be written', async () => {
    const { creditOnce, wire, commits, reads } = start()
    wire.fault = silence
    await expect(creditOnce('row_1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect([reads().length, commits().length]).toEqual([8, 0])
  })

  test('a read that fails once is simply made again', async () => {
    const { wire, reads, on } = start()
    wire.fault = async (_verb, nth, next) => (nth === 1 ? refusal(503, 'UNAVAILABLE') : next())
    expect(await readDocuments(on, WALLET_REF)).toEqual({ wallet: null })
    expect(reads()).toHaveLength(2)
    wire.fault = async () => refusal(503, 'UNAVAILABLE')
    const failing = readDocuments(on, WALLET_REF)
    await expect(failing).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(reads()).toHaveLength(6)
  })

  test('a read over the quota is STORE_BUSY', async () => {
    const { wire, on } = start()
    wire.fault = async () => refusal(429, 'RESOURCE_EXHAUSTED')
    const failing = readDocuments(on, WALLET_REF)
    await expect(failing).rejects.toMatchObject({ code: 'STORE_BUSY' })
  })
})

describe('what is our own mistake', () => {
  test('what may never be done is thrown at once: repeating would only hide it', async () => {
    const { creditOnce, wire, commits } = start()
    const status = 'PERMISSION_DENIED'
    wire.fault = async (verb, _nth, next) => (verb === 'commit' ? refusal(403, status) : next())
    await expect(creditOnce('row_1')).rejects.toMatchObject({ name: 'FirestoreRefusal', status })
    expect(commits()).toHaveLength(1)
    wire.fault = async () => refusal(403, status)
    await expect(creditOnce('row_1')).rejects.toMatchObject({ status })
  })

  test('what is too much for the database says so: a page can be made smaller', async () => {
    const { creditOnce, wire, commits } = start()
    wire.fault = async (verb, _nth, next) =>
      verb === 'commit' ? refusal(400, 'INVALID_ARGUMENT') : next()
    await expect(creditOnce('row_1')).rejects.toBeInstanceOf(Unstorable)
    expect(commits()).toHaveLength(1)
  })

  test('a decision that throws writes nothing and is not repeated', async () => {
    const { commits, reads, on } = start()
    const deciding = guardedCommit(on, WALLET_REF, () => {
      throw new RangeError('bug')
    })
    await expect(deciding).rejects.toBeInstanceOf(RangeError)
    expect([reads().length, commits().length]).toEqual([1, 0])
  })

  // As a lost race it would be repeated, and told as somebody else's hurry.
  test('a query without its index is a mistake, not a race', async () => {
    const { client, pacing, wire } = start()
    const status = 'FAILED_PRECONDITION'
    wire.fault = async () => refusal(400, status, true)
    const from = [{ collectionId: 'transactions' }]
    const failing = retryRead(pacing, () => client.runQuery({ from, limit: 1 }))
    await expect(failing).rejects.toMatchObject({ name: 'FirestoreRefusal', status })
  })

  test('an error of another kind passes through a read', async () => {
    const { pacing } = start()
    const failing = retryRead(pacing, () => Promise.reject(new RangeError('bug')))
    await expect(failing).rejects.toBeInstanceOf(RangeError)
  })
})
