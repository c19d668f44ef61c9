// Resolving or correcting, in two steps: choose and look, then do it.
import { Form, useNavigation } from '@remix-run/react'
import type { Outcome, PredictionView } from '../../shared/api/predictions.ts'
import type { AdminSent } from '../lib/admin-prediction.server.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import { RESOLVE } from '../words/admin.ts'
import { Field } from './Field.tsx'
import { ProblemNotice } from './Notice.tsx'
import { ResolutionPreview } from './ResolutionPreview.tsx'

interface ResolvePanelProps {
  readonly prediction: PredictionView
  readonly formKey: string
  readonly sent: AdminSent | null
}

export function ResolvePanel({ prediction, formKey, sent }: ResolvePanelProps) {
  const own = sent?.intent === 'resolve' ? sent : null
  const { draft, preview, errors } = own?.resolve ?? { draft: null, preview: null, errors: {} }
  if (own && draft?.outcome && preview) {
    return <ResolutionPreview outcome={draft.outcome} {...{ preview, draft, errors }} />
  }
  const again = prediction.resolutionVersion > 0
  return (
    <section aria-labelledby="resolve-title" className="card p-5 sm:p-6" id="resolve">
      <p className="text-sm text-soft">{RESOLVE.steps.choose}</p>
      <h2 id="resolve-title">{again ? RESOLVE.correct : RESOLVE.resolve}</h2>
      <p className="mt-1 text-soft">{again ? RESOLVE.correctText : RESOLVE.resolveText}</p>
      <Choose prediction={prediction} formKey={own?.key ?? formKey} sent={own} again={again} />
    </section>
  )
}

function Choose(props: ResolvePanelProps & { again: boolean }) {
  const { prediction, formKey, sent, again } = props
  const { draft, errors } = sent?.resolve ?? { draft: null, errors: {} }
  const form = useErrorFocus(sent?.resolve?.errors)
  const busy = useNavigation().formData?.get('intent') === 'preview'
  return (
    <Form ref={form} method="post" preventScrollReset noValidate className="mt-3">
      <input type="hidden" name="intent" value="preview" />
      <input type="hidden" name="key" value={formKey} />
      {again ? <input type="hidden" name="version" value={prediction.resolutionVersion} /> : null}
      {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
      <OutcomeChoice
        initial={draft?.outcome ?? null}
        besides={again ? prediction.outcome : null}
        error={errors.outcome ?? null}
      />
      {again ? (
        <div className="mt-4">
          <Field
            id="reason"
            name="reason"
            label={RESOLVE.reason}
            hint={RESOLVE.reasonHint}
            maxLength={500}
            autoComplete="off"
            defaultValue={draft?.reason ?? ''}
            error={errors.reason}
          />
        </div>
      ) : null}
      <button type="submit" className="btn btn-primary mt-5" aria-disabled={busy}>
        {busy ? RESOLVE.looking : RESOLVE.look}
      </button>
    </Form>
  )
}

interface OutcomeChoiceProps {
  readonly initial: Outcome | null
  /** The one it has already. */
  readonly besides: Outcome | null
  readonly error: string | null
}

function OutcomeChoice({ initial, besides, error }: OutcomeChoiceProps) {
  return (
    <>
      <fieldset aria-describedby={error ? 'outcome-error' : undefined}>
        <legend className="py-1 font-medium">{RESOLVE.outcome}</legend>
        <div className="mt-1 grid gap-3 sm:grid-cols-3">
          {RESOLVE.outcomes
            .filter(({ outcome }) => outcome !== besides)
            .map(({ outcome, name, note }) => (
              <label key={outcome} className="side-choice">
                <input
                  type="radio"
                  name="outcome"
                  value={outcome}
                  defaultChecked={initial === outcome}
                  aria-invalid={error ? true : undefined}
                />
                <span className="font-semibold">{name}</span>
                <span className="text-sm text-soft">{note}</span>
              </label>
            ))}
        </div>
      </fieldset>
      {error ? (
        <p id="outcome-error" className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </>
  )
}
