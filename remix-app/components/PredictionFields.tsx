// The fields of a prediction's form.
import type { PredictionDraft } from '../lib/prediction-draft.ts'
import type { PredictionErrors } from '../lib/prediction-form.server.ts'
import { CATEGORIES } from '../lib/predictions.ts'
import { PREDICTION_FIELDS, RUN } from '../words/admin.ts'
import { Field } from './Field.tsx'

interface PredictionFieldsProps {
  readonly draft: PredictionDraft
  readonly errors: PredictionErrors
}

export function PredictionFields({ draft, errors }: PredictionFieldsProps) {
  const text = (name: keyof PredictionDraft) => ({
    id: name,
    name,
    defaultValue: draft[name],
    error: errors[name],
    autoComplete: 'off',
  })
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <Field {...text('title')} label={PREDICTION_FIELDS.title} maxLength={140} />
      </div>
      <Description value={draft.description} error={errors.description ?? null} />
      <Field
        {...text('category')}
        label={PREDICTION_FIELDS.category}
        list="categories"
        autoCapitalize="none"
      />
      <datalist id="categories">
        {CATEGORIES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field {...text('closesAt')} label={PREDICTION_FIELDS.closesAt} type="datetime-local" />
      <Field
        {...text('oddsYes')}
        label={PREDICTION_FIELDS.oddsYes}
        inputMode="decimal"
        hint={PREDICTION_FIELDS.oddsHint}
      />
      <Field {...text('oddsNo')} label={PREDICTION_FIELDS.oddsNo} inputMode="decimal" />
      <Field {...text('minTokens')} label={PREDICTION_FIELDS.minTokens} inputMode="numeric" />
      <Field {...text('maxTokens')} label={PREDICTION_FIELDS.maxTokens} inputMode="numeric" />
    </div>
  )
}

function Description({ value, error }: { value: string; error: string | null }) {
  return (
    <div className="sm:col-span-2">
      <label htmlFor="description" className="block py-1 font-medium">
        {RUN.whatCounts}
      </label>
      <textarea
        id="description"
        name="description"
        rows={3}
        maxLength={2000}
        defaultValue={value}
        className="input block"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'description-error' : undefined}
      />
      {error ? (
        <p id="description-error" className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  )
}
