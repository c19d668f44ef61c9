// Predictions as everybody sees them, with the tokens committed to each side some seconds ago.
import { Outage, ok, type Result } from '../../shared/failure.ts'
import type { PredictionId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import type { Micros } from '../domain/ledger.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { Page, PredictionFilter, Services, SideTotals } from '../ports.ts'
import { nowMicros } from './now.ts'
import { noPrediction } from './prediction-change.ts'

type Totals = Pick<SideTotals, 'yes' | 'no'>
export interface ReadPrediction {
  readonly prediction: Prediction
  readonly totals: Totals
  /** Of one prediction alone: a list doesn't ask for it. */
  readonly correctedAt?: Micros | null
}
const NOTHING_YET: Totals = { yes: 0, no: 0 }
const TOTALS_MICROS_MAX: Micros = 5_000_000
const LISTED_MICROS_MAX: Micros = 30_000_000
/** Three calls each, of the fifty that a request may make. */
const LISTED_FRESH_MAX = 5
/** More open predictions than anybody runs at once; a search looks through them all. */
const SEARCHED_MAX = 500
/** Which categories there are is read from the newest ones alone. */
const CATEGORISED_MAX = 100

export async function listPredictions(
  s: Pick<Services, 'store' | 'clock'>,
  filter: PredictionFilter,
  page: Page,
): Promise<ReadPrediction[]> {
  return withTotals(s, await s.store.predictions(filter, page))
}

/** Which categories have something in this state, one call: a chip must not lead to nothing. */
export async function listCategories(
  { store }: Pick<Services, 'store'>,
  status: PredictionFilter['status'],
): Promise<string[]> {
  const page = { limit: CATEGORISED_MAX, after: null }
  return categoriesOf(await store.predictions({ status, sort: 'newest' }, page))
}

export const categoriesOf = (predictions: readonly Pick<Prediction, 'category'>[]): string[] =>
  [...new Set(predictions.map(({ category }) => category))].sort()

interface Search extends Omit<PredictionFilter, 'status'> {
  readonly limit: number
  /** Also which other categories have such words: then all of them are looked through. */
  readonly wide: boolean
}

interface Finding {
  readonly found: readonly ReadPrediction[]
  readonly categories: readonly string[]
}

/** Open ones whose title has every word, or one that begins with it. */
export async function searchPredictions(
  s: Pick<Services, 'store' | 'clock'>,
  q: string,
  { category, sort, limit, wide }: Search,
): Promise<Finding> {
  const wanted = wordsOf(q)
  if (wanted.length === 0) return { found: [], categories: [] }
  const filter = { status: 'open', sort, ...(!wide && { category }) } as const
  const open = await s.store.predictions(filter, { limit: SEARCHED_MAX, after: null })
  const fitting = open.filter(({ title }) => {
    const words = wordsOf(title)
    return wanted.every((word) => words.some((one) => one.startsWith(word)))
  })
  const inCategory = fitting.filter((one) => category === undefined || one.category === category)
  const found = await withTotals(s, inCategory.slice(0, limit))
  return { found, categories: categoriesOf(fitting) }
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Drafts are nobody's business yet. Refuses PREDICTION_NOT_FOUND. */
export async function readPrediction(
  s: Pick<Services, 'store' | 'clock'>,
  id: PredictionId,
): Promise<Result<ReadPrediction>> {
  const read = await readAnyPrediction(s, id)
  return read.ok && read.value.prediction.status === 'draft' ? noPrediction() : read
}

/** Drafts too. Refuses PREDICTION_NOT_FOUND. */
export async function readAnyPrediction(
  s: Pick<Services, 'store' | 'clock'>,
  id: PredictionId,
): Promise<Result<ReadPrediction>> {
  const refs = { prediction: { kind: 'prediction', id }, totals: { kind: 'totals', id } } as const
  const { prediction, totals } = await s.store.read(refs)
  if (!prediction) return noPrediction()
  if (prediction.status === 'draft') return ok({ prediction, totals: NOTHING_YET })
  const now = nowMicros(s.clock)
  const isFresh = totals !== null && now - totals.at < TOTALS_MICROS_MAX
  const [added, correctedAt] = await Promise.all([
    isFresh ? totals : addUp(s, id, now, totals),
    correctionOf(s, prediction),
  ])
  return ok({ prediction, totals: added ?? NOTHING_YET, correctedAt })
}

/** When its last correction was made; null for a first result, and before any. */
async function correctionOf(
  s: Pick<Services, 'store'>,
  { id, resolutionVersion }: Prediction,
): Promise<Micros | null> {
  if (resolutionVersion <= 1) return null
  const ref = { kind: 'payoutJob', id: payoutJobIdOf(id, resolutionVersion) } as const
  const { job } = await s.store.read({ job: ref })
  return job?.createdAt ?? null
}

/**
 * Not on the prediction itself: a look at it must never be in the way of who changes it. They are
 * a picture of some seconds ago: while they can't be added up, or kept, the page goes on without.
 */
async function addUp(
  s: Pick<Services, 'store'>,
  id: PredictionId,
  now: Micros,
  last: SideTotals | null,
): Promise<SideTotals | null> {
  let value = last
  try {
    const [yes, no] = await Promise.all([s.store.stakesIn(id, 'yes'), s.store.stakesIn(id, 'no')])
    const added = { predictionId: id, yes: yes.stakes, no: no.stakes, at: now }
    value = added
    const ref = { kind: 'totals', id } as const
    await s.store.atomically({}, () => ({ answer: null, changes: [{ ref, value: added }] }))
  } catch (cause) {
    if (!(cause instanceof Outage)) throw cause
  }
  return value
}

/** As the last look at it left them. */
export async function readTotals(s: Pick<Services, 'store'>, id: PredictionId): Promise<Totals> {
  const { totals } = await s.store.read({ totals: { kind: 'totals', id } })
  return totals ?? NOTHING_YET
}

/** A list adds up a few of those looked at longest ago; with the next looks the others follow. */
async function withTotals(
  s: Pick<Services, 'store' | 'clock'>,
  predictions: readonly Prediction[],
): Promise<ReadPrediction[]> {
  if (predictions.length === 0) return []
  const refs = predictions.map(({ id }) => [id, { kind: 'totals', id } as const] as const)
  const seen = await s.store.read(Object.fromEntries(refs))
  const now = nowMicros(s.clock)
  const stale = predictions
    .filter((prediction) => isStale(prediction, lookAt(seen[prediction.id]), now))
    .sort((a, b) => lookAt(seen[a.id]) - lookAt(seen[b.id]))
    .slice(0, LISTED_FRESH_MAX)
  const fresh = new Map(
    await Promise.all(
      stale.map(async ({ id }) => [id, await addUp(s, id, now, seen[id] ?? null)] as const),
    ),
  )
  return predictions.map((prediction) => ({
    prediction,
    totals: fresh.get(prediction.id) ?? seen[prediction.id] ?? NOTHING_YET,
  }))
}

const lookAt = (totals: SideTotals | null | undefined): Micros => totals?.at ?? 0

/** A draft has none, and after the lock they move no more. */
function isStale({ status, lockedAt }: Prediction, at: Micros, now: Micros): boolean {
  if (status === 'draft') return false
  return lockedAt !== null ? at <= lockedAt : now - at >= LISTED_MICROS_MAX
}
