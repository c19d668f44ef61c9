// The admin's form of a prediction: text fields in, a checked request or messages per field out.
import { CreatePrediction, EditPrediction } from '../../shared/api/predictions.ts'
import { PREDICTION_HINTS } from '../words/admin.ts'
import { instantOf, wholeOf } from './form.server.ts'
import { FIELDS, type PredictionDraft, type PredictionField } from './prediction-draft.ts'
import { parseOdds } from './predictions.ts'
import type { ProblemView } from './problem.ts'

export type PredictionErrors = Partial<Record<PredictionField, string>>
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: PredictionErrors }

export const readNew = (draft: PredictionDraft): Read<CreatePrediction> =>
  parsed(CreatePrediction, bodyOf(draft), draft)

/** Only what was changed: an untouched closing time or odds must not count as an edit of terms. */
export function readEdit(draft: PredictionDraft, before: PredictionDraft): Read<EditPrediction> {
  const all = bodyOf(draft)
  const changed = (...names: PredictionField[]) =>
    names.some((name) => draft[name] !== before[name])
  const body = {
    ...(changed('title') && { title: all.title }),
    ...(changed('description') && { description: all.description }),
    ...(changed('category') && { category: all.category }),
    ...(changed('closesAt') && { closesAt: all.closesAt }),
    ...(changed('oddsYes', 'oddsNo') && { oddsBps: all.oddsBps }),
    ...(changed('minTokens') && { minTokens: all.minTokens }),
    ...(changed('maxTokens') && { maxTokens: all.maxTokens }),
  }
  return parsed(EditPrediction, body, draft)
}

function bodyOf(draft: PredictionDraft) {
  return {
    title: draft.title,
    description: draft.description,
    category: draft.category,
    closesAt: instantOf(draft.closesAt),
    oddsBps: { yes: parseOdds(draft.oddsYes), no: parseOdds(draft.oddsNo) },
    minTokens: wholeOf(draft.minTokens),
    maxTokens: wholeOf(draft.maxTokens),
  }
}

interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } }
}

function parsed<T>(schema: Schema<T>, body: unknown, draft: PredictionDraft): Read<T> {
  const read = schema.safeParse(body)
  const errors: PredictionErrors = {}
  for (const { path } of read.success ? [] : read.error.issues) {
    const field = fieldOf(path)
    errors[field] = PREDICTION_HINTS[field]
  }
  if (wholeOf(draft.minTokens) > wholeOf(draft.maxTokens))
    errors.minTokens = PREDICTION_HINTS.minTokens
  if (read.success && Object.keys(errors).length === 0) return { ok: true, value: read.data }
  return { ok: false, errors }
}

/** What only the API can tell, said at its field where it names one. */
export function errorsFrom({
  code,
  detail,
}: Pick<ProblemView, 'code' | 'detail'>): PredictionErrors {
  const field = code === 'REQUEST_INVALID' ? /^body\.(\w+)/.exec(detail)?.[1] : undefined
  const named = FIELDS.find((name) => name === field)
  return named ? { [named]: PREDICTION_HINTS[named] } : {}
}

function fieldOf(path: readonly PropertyKey[]): PredictionField {
  if (path[0] === 'oddsBps') return path[1] === 'no' ? 'oddsNo' : 'oddsYes'
  return path[0] as PredictionField
}
