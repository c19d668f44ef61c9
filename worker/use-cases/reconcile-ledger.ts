// Every fifteen minutes: new rows are looked at and added up, and the sums compared with what
// everybody has. How far it has come is a document; doubled and missed ticks cost nothing but time.
import {
  type DayRefs,
  dayFrom,
  dayName,
  dayRef,
  dayRefs,
  type Tally,
  tally,
  withRows,
} from '../domain/daily-stats.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { SHARDS, type TokenTransaction } from '../domain/ledger.ts'
import { closed, type LedgerSums, NO_SUMS, openStretch, SUMS_REF } from '../domain/ledger-sums.ts'
import { placeBefore, stepBack } from '../domain/reconcile-chain.ts'
import { faultsOfSupply, type Supply, sumOf, supplyOf } from '../domain/reconcile-payout.ts'
import { addDeltas, faultsOfRow } from '../domain/reconcile-row.ts'
import { type Report, reportIdOf } from '../domain/report.ts'
import type { Change, Services } from '../ports.ts'
import { freezeLedger } from './freeze-ledger.ts'
import { nowMicros } from './now.ts'
import { openCases } from './open-cases.ts'

type Needs = Pick<Services, 'store' | 'queue' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'>

const ROWS_PAGE_MAX = 300
/** Hashes that one query may ask for. */
const HASHES_MAX = 30
/** Firestore calls an invocation; a page takes up to eleven, the end some more. */
const CALLS_MAX = 20
const SUPPLY_LOOKS_MAX = 3
/** They are written in one commit; a page may add some more. */
const DAYS_MAX = 100

/** One invocation's share, and a message when there is more. */
export async function reconcileLedger(s: Needs): Promise<void> {
  const { sums: known } = await s.store.read({ sums: SUMS_REF })
  const before = known ?? NO_SUMS
  let sums = openStretch(before, nowMicros(s.clock))
  const differences: Difference[] = []
  const days: Days = new Map()
  let isLast = false
  for (let calls = 1; calls < CALLS_MAX && days.size < DAYS_MAX && !isLast; ) {
    const page = await pageOf(s, sums, days)
    calls += page.calls
    differences.push(...page.differences)
    isLast = page.isLast
    sums = page.sums
  }
  const supply = isLast ? await compareSupply(s, sums) : NOT_COMPARED
  differences.push(...supply.differences)
  await openCases(s, differences)
  sums = { ...sums, differences: sums.differences + differences.length }
  await keep(s, before, { sums, days }, isLast ? supply.state : null)
  if (!isLast) await s.queue.send([{ v: 1, kind: 'reconcile', part: 'ledger' }])
}

type Days = Map<string, Tally>
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
): Promise<void> {
  const now = nowMicros(s.clock)
  const value = { ...(supply ? closed(sums) : sums), step: before.step + 1, movedAt: now }
  const { startedAt, rows, differences } = sums
  const report: Report | null = supply && {
    ...{ id: reportIdOf('ledger', startedAt), kind: 'ledger', startedAt, finishedAt: now, rows },
    ...{ people: 0, payouts: 0, differences, supply, digest: null },
  }
  const refs: typeof STEP & DayRefs = { ...STEP, ...dayRefs([...days.keys()]) }
  await s.store.atomically(refs, (seen) => {
    if ((seen.sums?.step ?? 0) !== before.step) return { answer: null, changes: [] }
    return {
      answer: null,
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
  if (report) s.log.info('ledger_reconciled', { rows, differences, supply })
}

interface Page {
  readonly sums: LedgerSums
  readonly differences: readonly Difference[]
  readonly isLast: boolean
  readonly calls: number
}

async function pageOf(s: Needs, sums: LedgerSums, days: Days): Promise<Page> {
  const { until, to, after } = sums
  const window = { from: until, to: to ?? until, after, limit: ROWS_PAGE_MAX }
  const found = await s.store.rowsBetween(window, SHARDS)
  const rows = found.flatMap(({ value }) => value ?? [])
  for (const row of rows) tally(days, row)
  const chain = await chainsOf(s, rows)
  const last = rows.at(-1)
  const isLast = found.length < ROWS_PAGE_MAX || !last
  return {
    sums: {
      ...sums,
      sums: rows.reduce((all, { deltas }) => addDeltas(all, deltas), sums.sums),
      rows: sums.rows + found.length,
      after: last ? { at: last.timestamp, tie: last.id } : after,
    },
    differences: [...faultsOf(s, found), ...chain.differences],
    isLast,
    calls: 1 + chain.calls,
  }
}

const faultsOf = (s: Needs, found: readonly Found<TokenTransaction>[]): Difference[] =>
  found.flatMap((each) => faultsOfRow(each, s.hash.sha256))

/** Each new row follows from the one before it, which may be of last year. */
async function chainsOf({ store }: Needs, rows: readonly TokenTransaction[]) {
  const known = new Map(rows.map((row) => [row.hash, row]))
  const wanted = rows.filter(({ prevHash }) => prevHash !== '' && !known.has(prevHash))
  const hashes = [...new Set(wanted.map(({ prevHash }) => prevHash))]
  let calls = 0
  for (let start = 0; start < hashes.length; start += HASHES_MAX) {
    const older = await store.rowsWithHashes(hashes.slice(start, start + HASHES_MAX))
    calls += 1
    for (const { value } of older) if (value) known.set(value.hash, value)
  }
  const differences = rows.flatMap((row): readonly Difference[] => {
    if (row.seq === 1 && row.prevHash === '') return []
    const older = known.get(row.prevHash)
    const { id, userId } = row
    if (older?.userId !== userId) {
      return [{ kind: 'row_chain', id, userId, facts: { before: null, what: 'hash' } }]
    }
    return stepBack(placeBefore(row), older).differences
  })
  return { calls, differences }
}

interface Compared {
  readonly state: Report['supply']
  readonly differences: readonly Difference[]
}
const NOT_COMPARED: Compared = { state: 'not_compared', differences: [] }

/** Told twice before anybody is kept waiting for it. */
async function compareSupply(s: Needs, { to, until, sums }: LedgerSums): Promise<Compared> {
  let broken: readonly Difference[] | null = null
  for (let looks = 0; looks < SUPPLY_LOOKS_MAX; looks += 1) {
    const moment = await s.store.supplySince(to ?? until, SHARDS)
    if (!moment) continue
    const rows = plus(supplyOf(sums), moment.rows)
    const differences = faultsOfSupply(rows, moment.balances, sumOf(sums))
    if (differences.length === 0) return { state: 'agrees', differences: [] }
    if (broken) {
      await freezeLedger(s, 'supply', differences[0]?.facts ?? {})
      return { state: 'broken', differences }
    }
    broken = differences
  }
  return NOT_COMPARED
}

const plus = (a: Supply, b: Supply): Supply => ({
  available: a.available + b.available,
  committed: a.committed + b.committed,
  owed: a.owed + b.owed,
})
