// Commitments against the rows that made and settled them and the predictions they are on, all as
// they are at one moment.
import type { CommitmentId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { commitRowId, settleRowId } from '../domain/keys.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import { type Around, faultsOfCommitment, payoutNameOf } from '../domain/reconcile-commitment.ts'
import type { Ref, Services } from '../ports.ts'

type Needs = Pick<Services, 'store' | 'hash'>
interface Checked {
  readonly differences: readonly Difference[]
  readonly calls: number
}
/** Somebody whose commitments are being settled is looked at again. */
const LOOKS_MAX = 3

export const CHECK_COMMITMENTS_CALLS = 1 + LOOKS_MAX

/** Two calls, more only for those that are settled meanwhile. */
export async function checkCommitments(s: Needs, ids: readonly string[]): Promise<Checked> {
  if (ids.length === 0) return { differences: [], calls: 0 }
  const refs = Object.fromEntries(ids.map((id) => [id, { kind: 'commitment', id } as const]))
  const found: Readonly<Record<string, Found<Commitment> | null>> = await s.store.look(refs)
  const known = ids.map((id) => found[id] ?? { id, value: null })
  const checked = await checkFound(s, known)
  return { ...checked, calls: 1 + checked.calls }
}

export async function checkFound(s: Needs, found: readonly Found<Commitment>[]): Promise<Checked> {
  const differences: Difference[] = []
  let left = found
  let calls = 0
  for (; left.length > 0 && calls < LOOKS_MAX; calls += 1) {
    const now = await s.store.look(refsOf(left))
    const moved: Found<Commitment>[] = []
    for (const before of left) {
      const after = (now[`commitment ${before.id}`] as Found<Commitment> | null) ?? before
      const isSame = versionOf(after) === versionOf(before)
      if (isSame) differences.push(...faultsIn(s, after, now))
      else moved.push(after)
    }
    left = moved
  }
  return { differences: oneEach(differences), calls }
}

/** Everybody who bet on what is gone says the same of it. */
const oneEach = (differences: readonly Difference[]): Difference[] => [
  ...new Map(differences.map((each) => [`${each.kind} ${each.id}`, each])).values(),
]

const versionOf = ({ value }: Found<Commitment>): number | null => value?.settledVersion ?? null

type Looked = Readonly<Record<string, Found<unknown> | null>>
type Refs = Record<string, Ref>

/** Of one that can't be read nothing is known to look for. */
function refsOf(found: readonly Found<Commitment>[]): Refs {
  const refs: Refs = {}
  for (const { id, value } of found) {
    refs[`commitment ${id}`] = { kind: 'commitment', id }
    if (value?.id !== id) continue
    for (const row of rowIdsOf(value)) refs[row] = { kind: 'row', id: row }
    const { predictionId, settledVersion: version } = value
    refs[`prediction ${predictionId}`] = { kind: 'prediction', id: predictionId }
    if (version > 0) {
      const payout = payoutNameOf(predictionId, version)
      refs[`payout ${payout}`] = { kind: 'payoutJob', id: payout }
    }
  }
  return refs
}

function rowIdsOf({ id, userId, settledVersion: version }: Commitment): string[] {
  const settled = [version, version + 1].filter((each) => each > 0)
  return [commitRowId(userId, id), ...settled.map((each) => settleRowId(id, each))]
}

function faultsIn({ hash }: Needs, found: Found<Commitment>, now: Looked): Difference[] {
  const row = (id: string) => (now[id]?.value ?? null) as TokenTransaction | null
  const { id, value } = found
  const version = value?.settledVersion ?? 0
  const rows = {
    made: value && row(commitRowId(value.userId, value.id)),
    settled: row(settleRowId(id as CommitmentId, version)),
    later: row(settleRowId(id as CommitmentId, version + 1)),
  }
  return faultsOfCommitment(found, rows, aroundOf(value, now), hash.sha256)
}

/** One that can't be read is on nothing that anybody knows. */
function aroundOf(commitment: Commitment | null, now: Looked): Around {
  const { predictionId, settledVersion: version = 0 } = commitment ?? {}
  const payout = predictionId && version > 0 ? payoutNameOf(predictionId, version) : ''
  return {
    prediction: (now[`prediction ${predictionId}`] ?? null) as Around['prediction'],
    payout: (now[`payout ${payout}`] ?? null) as Around['payout'],
  }
}
