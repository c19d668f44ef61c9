// A payout must get through to the wallet of somebody who never stops betting, and must not lock
// that person out either.
import { describe, expect, test } from 'vitest'
import { PayoutJobId, PredictionId } from '../../../shared/ids.ts'
import { tokens } from '../../../shared/tokens.ts'
import { append, emptyWallet } from '../../domain/ledger.ts'
import { newJob } from '../../domain/payout-job.ts'
import { credit, creditRefs } from '../../test/credit.ts'
import { moves, sha256 } from '../../test/movements.ts'
import { ALICE } from '../../test/people.ts'
import { refusal, startWire } from '../../test/wire.ts'
import { guardedCommit } from './guarded.ts'
import { readDocuments } from './reading.ts'

const WALLET = { wallet: { kind: 'wallet', id: ALICE } } as const

/** A clock that every pause moves. */
function start() {
  const wired = startWire()
  let now = 1_000_000
  const pauses: number[] = []
  const pacing = {
    fraction: () => 0.5,
    now: () => now,
    pause: async (ms: number) => {
      pauses.push(ms)
      now += ms
    },
  }
  const on = { ...wired.on, pacing }
  return { ...wired, on, pacing, pauses }
}
type Started = ReturnType<typeof start>

/** What a settlement does to one wallet: books, and takes its marks off. */
const settle = ({ on }: Started, id: string) =>
  guardedCommit(
    on,
    creditRefs(id),
    ({ wallet, row }) => {
      if (row) return { answer: 'already', changes: [] }
      const movement = { ...moves.adjustUp(7), id }
      const before = { ...(wallet ?? emptyWallet(ALICE)), yieldUntil: 0 }
      const booked = append(before, movement, 1_000, sha256)
      const refs = creditRefs(id)
      return {
        answer: 'settled',
        changes: [
          { ref: refs.row, value: booked.row },
          { ref: refs.wallet, value: booked.wallet },
        ],
      }
    },
    { settling: true },
  )

/** Somebody else's credit lands between each read and write of the settlement, `times` times. */
function disturb(started: Started, times: number) {
  const { wire, on } = started
  let left = times
  wire.fault = async (verb, _nth, next) => {
    if (verb !== 'commit' || left === 0) return next()
    left -= 1
    wire.fault = async (_verb, _n, go) => go()
    await guardedCommit(on, creditRefs(`rival_${left}`), credit(`rival_${left}`, 1))
    disturb(started, left)
    return next()
  }
}

describe('a settlement that lost a race', () => {
  test('marks the wallet, wins the next time, and takes the mark off', async () => {
    const started = start()
    await guardedCommit(started.on, creditRefs('first'), credit('first', 1))
    disturb(started, 1)
    expect(await settle(started, 'settle_1')).toBe('settled')
    const marks = started.commits().filter(({ body }) => body.includes('"yieldUntil"]'))
    expect(marks.length).toBeGreaterThanOrEqual(1)
    expect(started.writesOf(marks[0])).toMatchObject([
      { updateMask: { fieldPaths: ['yieldUntil'] }, currentDocument: { exists: true } },
    ])
    const { wallet } = await readDocuments(started.on, WALLET)
    expect(wallet).toMatchObject({ available: 9, version: 3, yieldUntil: 0 })
    expect(started.pauses).toEqual([])
  })

  test('a mark changes nothing but itself', async () => {
    const started = start()
    await guardedCommit(started.on, creditRefs('first'), credit('first', 5))
    const { wallet: before } = await readDocuments(started.on, WALLET)
    disturb(started, 1)
    await settle(started, 'settle_1')
    const { wallet } = await readDocuments(started.on, WALLET)
    expect(wallet).toMatchObject({ limits: before?.limits, openOrders: {}, state: 'active' })
  })

  test('a wallet that is not there yet is not made by a mark', async () => {
    const started = start()
    disturb(started, 1)
    expect(await settle(started, 'settle_1')).toBe('settled')
    expect(started.commits().filter(({ body }) => body.includes('"yieldUntil"]'))).toEqual([])
  })
})

describe('a settlement that gets no answer', () => {
  // Eight calls in a row without a pause would make an outage worse.
  test('waits longer each time, and marks nobody', async () => {
    const started = start()
    started.wire.fault = async (verb, _nth, next) =>
      verb === 'commit' ? refusal(503, 'UNAVAILABLE') : next()
    await expect(settle(started, 'settle_1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(started.pauses).toEqual([20, 40, 80, 160, 320, 500, 500])
    expect(started.commits().filter(({ body }) => body.includes('"yieldUntil"]'))).toEqual([])
  })
})

// Ten consumers begin at once; nine of them lose to the first, not to the people on its page.
test('a settlement that lost to another one marks nobody', async () => {
  const started = start()
  const { on, wire } = started
  const job = { kind: 'payoutJob', id: 'prd_v1' } as const
  const facts = { id: PayoutJobId.parse('prd_v1'), predictionId: PredictionId.parse('prd') }
  const fresh = newJob(
    { ...facts, resolutionVersion: 1, outcome: 'yes', requestHash: '', expected: 0 },
    1,
  )
  await guardedCommit(on, creditRefs('first'), credit('first', 1))
  await guardedCommit(on, {}, () => ({ answer: null, changes: [{ ref: job, value: fresh }] }))
  const turn = (holder: string) =>
    guardedCommit(
      on,
      { ...WALLET, job },
      ({ wallet, job: seen }) => {
        if (!wallet || !seen || seen.holder !== '') return { answer: seen?.holder, changes: [] }
        const changes = [
          { ref: job, value: { ...seen, holder } },
          { ref: WALLET.wallet, value: { ...wallet, state: 'closing' } },
        ] as const
        return { answer: holder, changes }
      },
      { settling: true },
    )
  wire.fault = async (verb, _nth, next) => {
    if (verb !== 'commit') return next()
    wire.fault = async (_verb, _n, go) => go()
    await turn('the first')
    return next()
  }
  expect(await turn('the second')).toBe('the first')
  const { wallet } = await readDocuments(on, WALLET)
  expect(wallet?.yieldUntil).toBe(0)
})

describe('somebody who meets a mark', () => {
  async function marked(untilMs: number) {
    const started = start()
    await guardedCommit(started.on, WALLET, () => ({
      answer: null,
      changes: [
        {
          ref: WALLET.wallet,
          value: { ...emptyWallet(ALICE), available: tokens(1), yieldUntil: untilMs * 1000 },
        },
      ],
    }))
    return started
  }

  test('waits in short steps until it is over, then goes on', async () => {
    const started = await marked(1_000_000 + 250)
    await guardedCommit(started.on, creditRefs('row'), credit('row', 1))
    expect(started.pauses).toEqual([100, 100, 100])
    expect((await readDocuments(started.on, WALLET)).wallet?.available).toBe(2)
  })

  test('waits two seconds at most, even when the mark is renewed for ever', async () => {
    const started = await marked(9_000_000)
    await guardedCommit(started.on, creditRefs('row'), credit('row', 1))
    expect(started.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(2_000)
    expect((await readDocuments(started.on, WALLET)).wallet?.available).toBe(2)
  })

  // Else whoever looks at the balance and then commits would go past every mark.
  test('waits as well when the mark is known from a look at the balance', async () => {
    const started = await marked(1_000_000 + 250)
    await readDocuments(started.on, WALLET)
    await guardedCommit(started.on, creditRefs('row'), credit('row', 1), { guess: true })
    expect(started.pauses).toEqual([100, 100, 100])
  })

  test('only reading it waits for nothing', async () => {
    const started = await marked(9_000_000)
    await readDocuments(started.on, WALLET)
    expect(started.pauses).toEqual([])
  })

  test('a settlement does not wait for its own marks', async () => {
    const started = await marked(9_000_000)
    await settle(started, 'settle_1')
    expect(started.pauses).toEqual([])
  })
})
