// Drafts a prediction, or changes one that is not locked. Times are typed in UTC, the same for all.
import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { PredictionDraft, PredictionErrors } from '../lib/prediction-form.server.ts'
import { CATEGORIES } from '../lib/predictions.ts'
import type { ProblemView } from '../lib/problem.ts'
import { ADMIN, PREDICTION_FIELDS, RUN } from '../words/admin.ts'
import { Field } from './Field.tsx'
import { Spinner } from './Icon.tsx'
import { ProblemNotice } from './Notice.tsx'

interface PredictionFormProps {
  readonly title: string
  readonly note?: string | null
  readonly verb: string
  readonly draft: PredictionDraft
  /** As saved, for a change; null = a new one. */
  readonly before: PredictionDraft | null
  readonly errors: PredictionErrors
  readonly problem: ProblemView | null
  readonly formKey: string
}

export function PredictionForm(props: PredictionFormProps) {
  const { title, note = null, verb, draft, before, errors, problem, formKey } = props
  const busy = useNavigation().formData?.get('intent') === 'edit'
  const form = useErrorFocus(errors)
  // What is wrong with one field is said there, in words for people.
  const nothingNamed = Object.keys(errors).length === 0
  return (
    <section aria-labelledby="form-title" className="card p-5 sm:p-6" id="form">
      <h2 id="form-title">{title}</h2>
      {note ? <p className="mt-1 text-sm text-muted">{note}</p> : null}
      <Form ref={form} method="post" preventScrollReset noValidate className="mt-3">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="intent" value="edit" />
        {before ? <Before draft={before} /> : null}
        {problem && nothingNamed ? <ProblemNotice problem={problem} takeFocus /> : null}
        <Fields draft={draft} errors={errors} />
        <button type="submit" className="btn btn-primary mt-6" aria-disabled={busy}>
          {busy ? <Spinner /> : null}
          {busy ? ADMIN.saving : verb}
        </button>
      </Form>
    </section>
  )
}

function Before({ draft }: { draft: PredictionDraft }): ReactNode {
  return Object.entries(draft).map(([name, value]) => (
    <input key={name} type="hidden" name={`was-${name}`} value={value} />
  ))
}

function Fields({ draft, errors }: Pick<PredictionFormProps, 'draft' | 'errors'>) {
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
