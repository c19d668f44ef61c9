// Every fifteen minutes: new rows are looked at and added up, and the sums compared with what
// everybody has. How far it has come is a document; doubled and missed ticks cost nothing but time.
import { reasonOf } from '../../shared/failure.ts'
import { type DayRefs, dayFrom, dayName, dayRef, dayRefs, withRows } from '../domain/daily-stats.ts'
import type { Difference } from '../domain/difference.ts'
import { type Micros, SHARDS } from '../domain/ledger.ts'
import {
  anew,
  closed,
  type LedgerSums,
  NO_SUMS,
  openStretch,
  SUMS_REF,
} from '../domain/ledger-sums.ts'
import { faultsOfSupply, type Supply, sumOf, supplyOf } from '../domain/reconcile-payout.ts'
import { type Report, reportIdOf } from '../domain/report.ts'
import { isTurn } from '../domain/turn.ts'
import type { Change, Services } from '../ports.ts'
import { checkNewRows, type Days } from './check-new-rows.ts'
import { freezeLedger } from './freeze-ledger.ts'
import { nowMicros } from './now.ts'
import { DIFFERENCES_MAX, openCases } from './open-cases.ts'
import { raiseAlert } from './raise-alert.ts'
import { searchEverybody } from './send-night.ts'

type Needs = Pick<Services, 'store' | 'queue' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'>

/** Firestore calls an invocation; a page takes up to twelve, the end and the cases some more. */
const CALLS_MAX = 14
const SUPPLY_LOOKS_MAX = 3
/** They are written in one commit; a page may add some more. */
const DAYS_MAX = 100
const SILENT_MICROS_MAX = 10 * 60 * 1_000_000

/** Told once a day, however often it fails: else nobody looks at the books any more, in silence. */
export async function tickLedger(s: Needs): Promise<void> {
  try {
    await reconcileLedger(s)
  } catch (error) {
    const facts = { part: 'ledger', reason: reasonOf(error) }
    // What keeps it from the books may keep it from telling as well.
    await raiseAlert(s, { cause: 'recon_behind', facts, occasion: 'ledger' }).catch(() => undefined)
    throw error
  }
}

/** One invocation's share, and a message when there is more. `step`: the one that was asked for. */
export async function reconcileLedger(s: Needs, step: number | null = null): Promise<void> {
  const { sums: known } = await s.store.read({ sums: SUMS_REF })
  const before = known ?? NO_SUMS
  const now = nowMicros(s.clock)
  if (!isTurn(before, step, before.to !== null, { now, max: SILENT_MICROS_MAX })) return
  let sums = openStretch(before, now)
  const differences: Difference[] = []
  const days: Days = new Map()
  let isLast = false
  for (let calls = 1; calls < CALLS_MAX && days.size < DAYS_MAX && !isLast; ) {
    const room = DIFFERENCES_MAX - differences.length
    if (room <= 0) break
    const page = await checkNewRows(s, { sums, days, room })
    calls += page.calls
    differences.push(...page.differences)
    isLast = page.isLast
    sums = page.sums
  }
  const supply = isLast ? await compareSupply(s, sums) : NOT_COMPARED
  differences.push(...supply.differences)
  await openCases(s, differences)
  sums = await withCount(s, sums, supply)
  sums = { ...sums, differences: sums.differences + differences.length }
  const isLate = supply.state === 'late_rows'
  const next = isLate ? { sums: anew(before, now), days: new Map() } : { sums, days }
  const isOver = isLast && !isLate
  const isOurs = await keep(s, before, next, isOver ? supply.state : null)
  if (isOver || !isOurs) return
  // Late again already: clocks that go on being behind would have it begin without end.
  if (isLate && before.until === 0) return
  await s.queue.send([{ v: 1, kind: 'reconcile', part: 'ledger', step: before.step + 1 }])
}

const STEP = { sums: SUMS_REF } as const

/**
 * The place in the rows with the days they belong to, and the report once a stretch is over, in one
 * commit: whoever comes second with the same step adds nothing to any day.
 */
async function keep(
  s: Needs,
  before: LedgerSums,
  { sums, days }: { readonly sums: LedgerSums; readonly days: Days },
  supply: Report['supply'] | null,
): Promise<boolean> {
  const [now, by] = [nowMicros(s.clock), s.random.uuid()]
  const value = { ...(supply ? closed(sums) : sums), step: before.step + 1, movedAt: now, by }
  const { startedAt, rows, differences } = sums
  const report: Report | null = supply && {
    ...{ id: reportIdOf('ledger', startedAt), kind: 'ledger', startedAt, finishedAt: now, rows },
    ...{ people: 0, payouts: 0, differences, supply, digest: null },
  }
  const refs: typeof STEP & DayRefs = { ...STEP, ...dayRefs([...days.keys()]) }
  const isOurs = await s.store.atomically(refs, (seen) => {
    const step = seen.sums?.step ?? 0
    if (step !== before.step) return { answer: seen.sums?.by === by, changes: [] }
    return {
      answer: true,
      changes: [
        { ref: SUMS_REF, value },
        ...[...days].map(([id, rows]): Change => {
          const day = dayFrom(id, seen[dayName(id)])
          return { ref: dayRef(id), value: withRows(day, rows, sums.epoch) }
        }),
        ...(report ? [{ ref: { kind: 'report', id: report.id } as const, value: report }] : []),
      ],
    }
  })
  if (report && isOurs) s.log.info('ledger_reconciled', { rows, differences, supply })
  return isOurs
}

interface Compared {
  /** `late_rows`: all agrees, once everything is added up anew. */
  readonly state: Report['supply'] | 'late_rows'
  readonly differences: readonly Difference[]
}
const NOT_COMPARED: Compared = { state: 'not_compared', differences: [] }

/** Told twice before anybody is kept waiting for it; then it is searched for whose it is. */
async function compareSupply(s: Needs, sums: LedgerSums): Promise<Compared> {
  let broken: readonly Difference[] | null = null
  for (let looks = 0; looks < SUPPLY_LOOKS_MAX; looks += 1) {
    const moment = await s.store.supplySince(endOf(sums), SHARDS)
    if (!moment) continue
    const rows = plus(supplyOf(sums.sums), moment.rows)
    const differences = faultsOfSupply(rows, moment.balances, sumOf(sums.sums))
    if (differences.length === 0) return { state: 'agrees', differences: [] }
    if (broken) return lateOrBroken(s, sums, differences)
    broken = differences
  }
  return NOT_COMPARED
}

const endOf = ({ to, until }: LedgerSums): Micros => to ?? until

/**
 * A row may be written later than our sums wait for it, by a clock that is behind: it is in no sum
 * of ours, and would freeze everybody's payouts for nothing. But rows are only ever added: where
 * there are no more than were counted, none is late, and where there are fewer, one was taken out.
 */
async function lateOrBroken(
  s: Needs,
  sums: LedgerSums,
  differences: readonly Difference[],
): Promise<Compared> {
  const found = await s.store.countRowsUntil(endOf(sums), SHARDS)
  const { counted, until } = sums
  const mayBeLate = counted === null ? until > 0 : found > counted
  if (mayBeLate && (await agreesFromTheFirst(s, sumOf(sums.sums)))) {
    s.log.warn('rows_late', { counted, found })
    return { state: 'late_rows', differences: [] }
  }
  const told = differences.map((each) => ({ ...each, facts: { ...each.facts, counted, found } }))
  await searchEverybody(s, await freezeLedger(s, 'supply', told[0]?.facts ?? {}))
  return { state: 'broken', differences: told }
}

async function agreesFromTheFirst(s: Needs, sum: number): Promise<boolean> {
  const moment = await s.store.supplySince(0, SHARDS)
  const differences = moment && faultsOfSupply(moment.rows, moment.balances, sum)
  return differences?.length === 0
}

/** Those from before rows were counted, once they agree. */
async function withCount(s: Needs, sums: LedgerSums, supply: Compared): Promise<LedgerSums> {
  if (sums.counted !== null || supply.state !== 'agrees') return sums
  return { ...sums, counted: await s.store.countRowsUntil(endOf(sums), SHARDS) }
}

const plus = (a: Supply, b: Supply): Supply => ({
  available: a.available + b.available,
  committed: a.committed + b.committed,
  owed: a.owed + b.owed,
})
