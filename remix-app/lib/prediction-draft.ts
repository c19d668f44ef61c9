// What stands in an admin's form of a prediction, as texts, and the prediction that it would make.
import type { PredictionView } from '../../shared/api/predictions.ts'
import { ODDS_BPS_MAX, ODDS_BPS_MIN } from '../../shared/bounds.ts'
import { PREVIEW } from '../words/console-predictions.ts'
import type { HouseResults } from './exposure.ts'
import { oddsText, parseOdds } from './predictions.ts'

export const FIELDS = [
  'title',
  'description',
  'category',
  'closesAt',
  'oddsYes',
  'oddsNo',
  'minTokens',
  'maxTokens',
] as const
export type PredictionField = (typeof FIELDS)[number]
export type PredictionDraft = Record<PredictionField, string>

export function draftIn(form: FormData, prefix = ''): PredictionDraft {
  const texts = FIELDS.map((name) => {
    const value = form.get(`${prefix}${name}`)
    return [name, typeof value === 'string' ? value.trim() : ''] as const
  })
  return Object.fromEntries(texts) as PredictionDraft
}

export const EMPTY_DRAFT: PredictionDraft = {
  title: '',
  description: '',
  category: '',
  closesAt: '',
  oddsYes: '2.00',
  oddsNo: '2.00',
  minTokens: '1',
  maxTokens: '10000',
}

export function draftOfPrediction(prediction: PredictionView): PredictionDraft {
  const { title, description, category, closesAt, oddsBps, minTokens, maxTokens } = prediction
  return {
    title,
    description,
    category,
    closesAt: closesAt.slice(0, 'yyyy-mm-ddThh:mm'.length),
    oddsYes: oddsText(oddsBps.yes),
    oddsNo: oddsText(oddsBps.no),
    minTokens: String(minTokens),
    maxTokens: String(maxTokens),
  }
}

export type Pictured = Omit<PredictionView, 'id'> & { readonly id: string }
export interface Picture {
  readonly prediction: Pictured
  /** Some of it stands in for what is not filled in, or can't be right. */
  readonly isExample: boolean
}

const WEEK_MS = 7 * 86_400_000

/** Open, as it would be read then; `saved`: what it is now, null = not there yet. */
export function pictureOf(
  draft: PredictionDraft,
  saved: PredictionView | null,
  now: number,
): Picture {
  const closes = Date.parse(`${draft.closesAt}Z`)
  const isAhead = closes > now
  const [yes, no] = [oddsIn(draft.oddsYes), oddsIn(draft.oddsNo)]
  const words = {
    title: draft.title || PREVIEW.title,
    description: draft.description || PREVIEW.description,
    category: draft.category || PREVIEW.category,
  }
  const inWeek = new Date(now + WEEK_MS).toISOString()
  const closesAt = isAhead ? new Date(closes).toISOString() : (saved?.closesAt ?? inWeek)
  const odds = { yes: yes ?? saved?.oddsBps.yes ?? EVEN, no: no ?? saved?.oddsBps.no ?? EVEN }
  const isWhole = Boolean(draft.title && draft.description && draft.category)
  return {
    prediction: {
      ...(saved ?? NOT_YET),
      ...words,
      earlierWords: earlierWords(words, saved, now),
      status: 'open',
      closesAt,
      oddsBps: odds,
    },
    isExample: !(isWhole && isAhead && yes && no),
  }
}

const EVEN = 20_000

/** null: no odds that can be offered. */
function oddsIn(text: string): number | null {
  const bps = parseOdds(text)
  return bps >= ODDS_BPS_MIN && bps <= ODDS_BPS_MAX ? bps : null
}

/** The odds as typed: whoever sends others has not seen what they do. */
export const oddsTyped = ({ oddsYes, oddsNo }: PredictionDraft): string => `${oddsYes} ${oddsNo}`

/** Those whose effect is shown; it can't be where the results of the house can't be read. */
export const oddsSeen = (typed: PredictionDraft, results: HouseResults | null): string =>
  results ? oddsTyped(typed) : ''

const NOT_YET: Pictured = {
  id: 'prd-preview',
  title: '',
  description: '',
  category: '',
  status: 'open',
  closesAt: '',
  oddsBps: { yes: EVEN, no: EVEN },
  minTokens: 1,
  maxTokens: 1,
  totals: { yes: 0, no: 0 } as PredictionView['totals'],
  outcome: null,
  resolutionVersion: 0,
  earlierWords: [],
}

/** What people committed on goes on being seen. */
function earlierWords(
  { title, description }: Pick<PredictionView, 'title' | 'description'>,
  saved: PredictionView | null,
  now: number,
): PredictionView['earlierWords'] {
  if (!saved) return []
  const stays = title === saved.title && description === saved.description
  if (saved.status !== 'open' || stays) return saved.earlierWords
  const until = new Date(now).toISOString()
  return [...saved.earlierWords, { title: saved.title, description: saved.description, until }]
}
