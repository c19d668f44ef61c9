// A page of new rows for the quarter-hour: each by itself, against the one before it, and whether
// its owner has a balance at all.
import type { UserId } from '../../shared/ids.ts'
import { type Tally, tally } from '../domain/daily-stats.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { SHARDS, type TokenTransaction, type Wallet } from '../domain/ledger.ts'
import type { LedgerSums } from '../domain/ledger-sums.ts'
import { placeBefore, stepBack } from '../domain/reconcile-chain.ts'
import { addDeltas, faultsOfRow } from '../domain/reconcile-row.ts'
import type { Services } from '../ports.ts'
import { balanceMissing } from './check-person.ts'

type Needs = Pick<Services, 'store' | 'hash'>
type Row = Found<TokenTransaction>

const ROWS_PAGE_MAX = 300
/** Hashes that one query may ask for. */
const HASHES_MAX = 30

export interface RowsPage {
  readonly sums: LedgerSums
  readonly differences: readonly Difference[]
  readonly isLast: boolean
  readonly calls: number
}

export type Days = Map<string, Tally>
export interface Sought {
  readonly sums: LedgerSums
  /** Gets what is added to the sums. */
  readonly days: Days
  readonly room: number
}

/** Stops at the row with which there are `room` differences: the next page begins after it. */
export async function checkNewRows(
  s: Needs,
  { sums: before, days, room }: Sought,
): Promise<RowsPage> {
  const { until, to, after } = before
  const window = { from: until, to: to ?? until, after, limit: ROWS_PAGE_MAX }
  const found = await s.store.rowsBetween(window, SHARDS)
  const around = await aroundOf(s, found)
  const differences: Difference[] = []
  const missing = new Set<UserId>()
  let sums = before
  let looked = 0
  for (const each of found) {
    if (differences.length >= room && sums.after !== after) break
    looked += 1
    differences.push(...faultsOfRow(each, s.hash.sha256), ...chainFaults(around.rows, each))
    const { owner = null, at = null } = each
    if (owner && !around.owners.has(owner) && !missing.has(owner)) {
      missing.add(owner)
      differences.push(balanceMissing(owner, { row: each.id }))
    }
    sums = addRow(sums, each.value, days)
    if (at) sums = { ...sums, after: { at: at.at, tie: String(at.tie) } }
  }
  // A page without any place to go on from: what else is there is seen by the sums.
  const isStuck = sums.after === after
  const isLast = looked === found.length && (found.length < ROWS_PAGE_MAX || isStuck)
  return { sums, differences, isLast, calls: 1 + around.calls }
}

function addRow(sums: LedgerSums, row: TokenTransaction | null, days: Days): LedgerSums {
  const counted = {
    ...sums,
    rows: sums.rows + 1,
    counted: sums.counted === null ? null : sums.counted + 1,
  }
  const added = row && addDeltas(sums.sums, row.deltas)
  // What no sum can hold is left out, and then the sums don't agree.
  const fits = added !== null && Object.values(added).every(Number.isSafeInteger)
  if (!row || !fits) return counted
  tally(days, row)
  return { ...counted, sums: added }
}

interface Around {
  /** By their hashes: those on the page, and those before them, which may be of last year. */
  readonly rows: ReadonlyMap<string, TokenTransaction>
  /** Those with a balance. */
  readonly owners: ReadonlySet<string>
  readonly calls: number
}

async function aroundOf({ store }: Needs, found: readonly Row[]): Promise<Around> {
  const values = found.flatMap(({ value }) => value ?? [])
  const rows = new Map(values.map((row) => [row.hash, row]))
  const wanted = values.filter(({ prevHash }) => prevHash !== '' && !rows.has(prevHash))
  const hashes = [...new Set(wanted.map(({ prevHash }) => prevHash))]
  let calls = 0
  for (let start = 0; start < hashes.length; start += HASHES_MAX) {
    const older = await store.rowsWithHashes(hashes.slice(start, start + HASHES_MAX))
    calls += 1
    for (const { value } of older) if (value) rows.set(value.hash, value)
  }
  const ids = [...new Set(found.flatMap(({ owner }) => owner ?? []))]
  if (ids.length === 0) return { rows, owners: new Set(), calls }
  const wallets: Readonly<Record<string, Found<Wallet> | null>> = await store.look(
    Object.fromEntries(ids.map((id) => [id, { kind: 'wallet', id } as const])),
  )
  return { rows, owners: new Set(ids.filter((id) => wallets[id])), calls: calls + 1 }
}

/** Each row follows from the one before it. */
function chainFaults(rows: Around['rows'], { value: row }: Row): readonly Difference[] {
  if (!row || (row.seq === 1 && row.prevHash === '')) return []
  const older = rows.get(row.prevHash)
  const { id, userId, prevHash } = row
  if (older?.userId !== userId) {
    const facts = { before: null, what: 'hash', says: prevHash }
    return [{ kind: 'row_chain', id, userId, facts }]
  }
  return stepBack(placeBefore(row), older).differences
}
