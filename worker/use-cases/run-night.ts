// The nightly check, in steps of one invocation each: a seventh of the people in full, a seventh of
// the payouts, and everybody's head for the archive. How far it has come is a document, so messages
// may be lost, doubled and reordered.
import type { Difference } from '../domain/difference.ts'
import { isOfPart, type Night, nextNight } from '../domain/night.ts'
import { type Report, reportIdOf } from '../domain/report.ts'
import type { Change, Services } from '../ports.ts'
import { checkPayout, PAYOUT_CHECK_CALLS } from './check-payouts.ts'
import { beginPerson, checkPerson, faultsOfBalance, type PersonWork } from './check-person.ts'
import { keepHeads } from './keep-heads.ts'
import { nowMicros } from './now.ts'
import { openCases } from './open-cases.ts'
import { raiseAlert } from './raise-alert.ts'

/** Firestore calls an invocation; cases, the night itself and the message come on top. */
const STEP_CALLS_MAX = 30
const PEOPLE_PAGE_MAX = 500
const PAYOUTS_PAGE_MAX = 200
const SILENT_MICROS_MAX = 10 * 60 * 1_000_000
const LATE_MICROS = 20 * 3_600 * 1_000_000

const NIGHT_REF = { kind: 'night', id: 'night' } as const

type Needs = Pick<
  Services,
  'store' | 'queue' | 'archive' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'
>

/** The nightly cron. One that is still under way goes on instead, and nobody is skipped. */
export async function beginNight(s: Needs): Promise<void> {
  const now = nowMicros(s.clock)
  const before = await s.store.atomically({ night: NIGHT_REF }, ({ night }) => {
    const value = nextNight(night, now)
    return { answer: night, changes: value ? [{ ref: NIGHT_REF, value }] : [] }
  })
  if (before?.finishedAt === null && now - before.startedAt > LATE_MICROS) {
    await raiseAlert(s, 'recon_behind', { part: before.part, people: before.people })
  }
  await goOn(s)
}

/** The five-minute cron: its message was lost when nothing has moved for a while. */
export async function resumeNight(s: Pick<Needs, 'store' | 'queue' | 'clock'>): Promise<void> {
  const { night } = await s.store.read({ night: NIGHT_REF })
  if (night?.finishedAt !== null) return
  if (nowMicros(s.clock) - night.movedAt > SILENT_MICROS_MAX) await goOn(s)
}

const goOn = (s: Pick<Needs, 'queue'>): Promise<void> =>
  s.queue.send([{ v: 1, kind: 'reconcile', part: 'night' }])

/** One step, and a message for the next. Throws outages: then the message comes again. */
export async function runNight(s: Needs): Promise<void> {
  const { night } = await s.store.read({ night: NIGHT_REF })
  if (!night || night.finishedAt !== null) return
  const turn: Turn = { night, calls: 1, differences: [] }
  while (turn.night.stage !== 'over' && turn.calls < STEP_CALLS_MAX) await advance(s, turn)
  await openCases(s, turn.differences)
  const now = nowMicros(s.clock)
  const value: Night = {
    ...turn.night,
    step: night.step + 1,
    movedAt: now,
    differences: night.differences + turn.differences.length,
    finishedAt: turn.night.stage === 'over' ? now : null,
  }
  const isOurs = await s.store.atomically({ night: NIGHT_REF }, ({ night: seen }) => {
    // Somebody else did the same step; or this one did, and nobody heard of it.
    if (seen?.step !== night.step || seen.startedAt !== night.startedAt) {
      return { answer: seen?.movedAt === now, changes: [] }
    }
    const report = value.finishedAt === null ? [] : [reportOf(value, now)]
    return { answer: true, changes: [{ ref: NIGHT_REF, value }, ...report] }
  })
  if (!isOurs) return
  if (value.finishedAt === null) return goOn(s)
  tellEnd(s, value)
}

interface Turn {
  night: Night
  calls: number
  readonly differences: Difference[]
}

function advance(s: Needs, turn: Turn): Promise<void> {
  const { work, pending } = turn.night
  if (work !== null) return goOnWith(s, turn, JSON.parse(work) as PersonWork)
  const [first] = pending
  if (turn.night.stage === 'people') {
    return first === undefined ? readPeople(s, turn) : begin(s, turn, first)
  }
  return first === undefined ? readPayouts(s, turn) : payout(s, turn, first)
}

async function goOnWith(s: Needs, turn: Turn, before: PersonWork): Promise<void> {
  const { work, differences, calls, rows } = await checkPerson(s, before)
  turn.calls += calls
  turn.differences.push(...differences)
  turn.night = {
    ...turn.night,
    work: work && JSON.stringify(work),
    rows: turn.night.rows + rows,
    checked: turn.night.checked + (work ? 0 : 1),
  }
}

async function begin(s: Needs, turn: Turn, id: string): Promise<void> {
  const { wallet } = await s.store.look({ wallet: { kind: 'wallet', id } })
  turn.calls += 1
  const found = wallet ?? { id, value: null }
  const unsound = faultsOfBalance(found)
  turn.differences.push(...unsound)
  const readable = unsound.length === 0 && found.value
  turn.night = {
    ...turn.night,
    pending: turn.night.pending.slice(1),
    work: readable ? JSON.stringify(beginPerson(readable)) : null,
  }
}

async function readPeople(s: Needs, turn: Turn): Promise<void> {
  const { after, part, digest, people } = turn.night
  const found = await s.store.walk('wallet', after, PEOPLE_PAGE_MAX)
  turn.calls += 1
  const ids = found.map(({ id }) => id)
  turn.night = {
    ...turn.night,
    digest: found.length > 0 ? await keepHeads(s, turn.night, found) : digest,
    after: ids.at(-1) ?? null,
    people: people + ids.length,
    pending: ids.filter((id) => isOfPart(id, part, s.hash.sha256)),
    stage: ids.length === 0 ? 'payouts' : 'people',
  }
}

async function readPayouts(s: Needs, turn: Turn): Promise<void> {
  const { after, part } = turn.night
  const ids = (await s.store.walk('payoutJob', after, PAYOUTS_PAGE_MAX)).map(({ id }) => id)
  turn.calls += 1
  turn.night = {
    ...turn.night,
    after: ids.at(-1) ?? null,
    pending: ids.filter((id) => isOfPart(id, part, s.hash.sha256)),
    stage: ids.length === 0 ? 'over' : 'payouts',
  }
}

async function payout(s: Needs, turn: Turn, id: string): Promise<void> {
  const { job } = await s.store.look({ job: { kind: 'payoutJob', id } })
  turn.differences.push(...(await checkPayout(s, job ?? { id, value: null })))
  turn.calls += 1 + PAYOUT_CHECK_CALLS
  const { pending, payouts } = turn.night
  turn.night = { ...turn.night, pending: pending.slice(1), payouts: payouts + 1 }
}

function reportOf(night: Night, finishedAt: number): Change {
  const { startedAt, rows, checked, payouts, differences, digest } = night
  const id = reportIdOf('night', startedAt)
  const value: Report = {
    ...{ id, kind: 'night', startedAt, finishedAt, rows, people: checked, payouts, differences },
    ...{ supply: 'not_compared', digest },
  }
  return { ref: { kind: 'report', id }, value }
}

function tellEnd(s: Needs, night: Night): void {
  const { part, people, checked, rows, payouts, differences, digest } = night
  s.log.info('night_done', { part, people, checked, rows, payouts, differences, digest })
}
