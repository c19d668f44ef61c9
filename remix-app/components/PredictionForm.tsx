// Drafts a prediction, or changes one that is not locked; beside it, what everybody will see of it,
// and what its odds may cost. Times are typed in UTC, the same for all.
import { Form, useNavigation } from '@remix-run/react'
import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react'
import type { PredictionView } from '../../shared/api/predictions.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { HouseResults } from '../lib/exposure.ts'
import { draftIn, oddsSeen, type PredictionDraft, pictureOf } from '../lib/prediction-draft.ts'
import type { PredictionErrors } from '../lib/prediction-form.server.ts'
import type { ProblemView } from '../lib/problem.ts'
import { ADMIN } from '../words/admin.ts'
import { EXPOSURE, PREVIEW } from '../words/console-predictions.ts'
import { ExposurePanel } from './console/ExposurePanel.tsx'
import { PredictionPreview } from './console/PredictionPreview.tsx'
import { Spinner } from './Icon.tsx'
import { Notice, ProblemNotice } from './Notice.tsx'
import { PredictionFields } from './PredictionFields.tsx'

interface PredictionFormProps {
  readonly title: string
  readonly note?: string | null
  readonly verb: string
  readonly draft: PredictionDraft
  /** As saved, for a change; null = a new one. */
  readonly saved: PredictionView | null
  readonly before: PredictionDraft | null
  /** Of the house, by the side that wins; null: can't be read. */
  readonly results: HouseResults | null
  /** Where the form of a page without scripts goes. */
  readonly path: string
  readonly errors: PredictionErrors
  readonly problem: ProblemView | null
  /** Its odds were sent unseen. */
  readonly lookFirst?: boolean
  readonly formKey: string
  readonly now: number
  readonly children?: ReactNode
}

export function PredictionForm(props: PredictionFormProps) {
  const { draft, saved, results, now, children } = props
  const form = useErrorFocus(props.errors)
  const [typed, setTyped] = useState(draft)
  const picture = pictureOf(typed, saved, now)
  const { oddsBps } = picture.prediction
  const look = useCallback(() => {
    if (form.current) setTyped(draftIn(new FormData(form.current)))
  }, [form])
  // What was typed before the script was there counts.
  useEffect(look, [look])
  return (
    <div className="console-halves">
      <FormCard {...props} form={form} seen={oddsSeen(typed, results)} onInput={look} />
      <div className="grid content-start gap-5">
        {results ? (
          <ExposurePanel now={results} saved={saved?.oddsBps ?? null} odds={oddsBps} />
        ) : null}
        {children}
        <PredictionPreview picture={picture} now={now} />
      </div>
    </div>
  )
}

interface FormCardProps extends PredictionFormProps {
  /** The odds whose effect is shown. */
  readonly seen: string
  readonly form: RefObject<HTMLFormElement>
  readonly onInput: () => void
}

function FormCard(props: FormCardProps) {
  const { title, note = null, draft, saved, before, errors, problem, formKey } = props
  const { lookFirst = false, results } = props
  const canLook = results !== null
  // What is wrong with one field is said there, in words for people.
  const nothingNamed = Object.keys(errors).length === 0
  return (
    <section aria-labelledby="form-title" className="card self-start p-4 sm:p-5" id="form">
      <h2 id="form-title" className="text-lg">
        {title}
      </h2>
      {note ? <p className="mt-1 text-sm text-soft">{note}</p> : null}
      <Form
        ref={props.form}
        method="post"
        preventScrollReset
        noValidate
        className="mt-3"
        onInput={props.onInput}
      >
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="seen" value={props.seen} />
        {saved?.status === 'open' ? <input type="hidden" name="isOpen" value="1" /> : null}
        {before ? <Before draft={before} /> : null}
        {problem && nothingNamed ? <ProblemNotice problem={problem} takeFocus /> : null}
        {lookFirst ? <LookFirst canLook={canLook} /> : null}
        <PredictionFields draft={draft} errors={errors} />
        <Buttons verb={props.verb} path={props.path} mayBeUnseen={lookFirst && !canLook} />
      </Form>
    </section>
  )
}

function LookFirst({ canLook }: { canLook: boolean }) {
  return (
    <div className="mb-3" role="alert">
      {canLook ? (
        <Notice tone="warn" title={EXPOSURE.lookFirst}>
          <p>{EXPOSURE.lookFirstText}</p>
          <a href="#exposure" className="link link-block">
            {EXPOSURE.lookAt}
          </a>
        </Notice>
      ) : (
        <Notice tone="warn" title={EXPOSURE.cannotLook}>
          <p>{EXPOSURE.cannotLookText}</p>
        </Notice>
      )}
    </div>
  )
}

interface ButtonsProps extends Pick<PredictionFormProps, 'verb' | 'path'> {
  /** Odds that harm the house need not stay because their effect can't be read. */
  readonly mayBeUnseen: boolean
}

/** With scripts, the preview follows what is typed. Enter in a field presses the first. */
function Buttons({ verb, path, mayBeUnseen }: ButtonsProps) {
  const busy = useNavigation().formData?.get('intent') === 'edit'
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      <button
        type="submit"
        name="intent"
        value="edit"
        className="btn btn-primary"
        aria-disabled={busy}
      >
        {busy ? <Spinner /> : null}
        {busy ? ADMIN.saving : verb}
      </button>
      {mayBeUnseen ? (
        <button type="submit" name="intent" value="unseen" className="btn btn-quiet">
          {EXPOSURE.saveUnseen}
        </button>
      ) : null}
      <span className="without-script">
        <button
          type="submit"
          name="intent"
          value="show"
          formAction={`${path}#preview`}
          className="btn btn-quiet"
        >
          {PREVIEW.verb}
        </button>
      </span>
    </div>
  )
}

function Before({ draft }: { draft: PredictionDraft }): ReactNode {
  return Object.entries(draft).map(([name, value]) => (
    <input key={name} type="hidden" name={`was-${name}`} value={value} />
  ))
}
