// What a resolution would do, added up just now; nothing has happened yet.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { Outcome } from '../../shared/api/predictions.ts'
import type { ResolutionPreview as Preview } from '../../shared/api/resolutions.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import { useFormat } from '../lib/locale.ts'
import { owedWords } from '../lib/owed.ts'
import type { ResolveDraft, ResolveErrors } from '../lib/resolve-form.server.ts'
import { RESOLVE } from '../words/admin.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { Field } from './Field.tsx'
import { Notice } from './Notice.tsx'
import { OutcomeFacts } from './OutcomeFacts.tsx'
import { OutcomePicture } from './OutcomePicture.tsx'

interface ResolutionPreviewProps {
  readonly outcome: Outcome
  readonly preview: Preview
  readonly draft: ResolveDraft
  readonly errors: ResolveErrors
}

export function ResolutionPreview({ outcome, preview, draft, errors }: ResolutionPreviewProps) {
  const format = useFormat()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (preview) title.current?.focus()
  }, [preview])
  const owed = owedWords(preview, format)
  return (
    <section aria-labelledby="preview-title" className="card p-5 sm:p-6" id="resolve">
      <p className="text-sm text-soft">{RESOLVE.steps.look}</p>
      <h2 id="preview-title" ref={title} tabIndex={-1} className="outline-none">
        {outcome === 'void' ? RESOLVE.ifVoid : RESOLVE.ifResult(OUTCOME_NAMES[outcome])}
      </h2>
      <p className="mt-1 text-soft">{RESOLVE.nothingYet}</p>
      <OutcomePicture sums={preview} />
      <OutcomeFacts
        outcome={outcome}
        sums={preview}
        owed={draft.version === null ? null : owed.figure}
      />
      {owed.warning ? (
        <div className="mt-4">
          <Notice tone="warn" title={owed.warning.title}>
            <p>{owed.warning.text}</p>
          </Notice>
        </div>
      ) : null}
      {preview.needsSecondAdmin ? (
        <div className="mt-4">
          <Notice title={RESOLVE.needsSecond}>
            <p>{RESOLVE.needsSecondText(format.count(preview.atStake))}</p>
          </Notice>
        </div>
      ) : null}
      <Confirm
        outcome={outcome}
        draft={draft}
        errors={errors}
        needsSecond={preview.needsSecondAdmin}
      />
    </section>
  )
}

type ConfirmProps = Pick<ResolutionPreviewProps, 'outcome' | 'draft' | 'errors'>

function Confirm({ needsSecond, ...props }: ConfirmProps & { readonly needsSecond: boolean }) {
  const { outcome, draft, errors } = props
  const form = useErrorFocus(errors)
  const busy = useNavigation().formData?.get('intent') === 'resolve'
  const verb = needsSecond
    ? RESOLVE.propose(OUTCOME_NAMES[outcome])
    : confirmOf(outcome, draft.version !== null)
  return (
    <Form ref={form} method="post" replace preventScrollReset noValidate className="mt-5">
      <input type="hidden" name="intent" value="resolve" />
      <input type="hidden" name="key" value={draft.key} />
      <input type="hidden" name="outcome" value={outcome} />
      {draft.version === null ? null : <input type="hidden" name="version" value={draft.version} />}
      {needsSecond ? (
        <SecondReason draft={draft} errors={errors} />
      ) : (
        <input type="hidden" name="reason" value={draft.reason} />
      )}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <button type="submit" className="btn btn-primary" aria-disabled={busy}>
          {busy ? busyOf(needsSecond) : verb}
        </button>
        <Link to="." className="link link-block" preventScrollReset>
          {RESOLVE.another}
        </Link>
      </div>
    </Form>
  )
}

const busyOf = (needsSecond: boolean): string =>
  needsSecond ? RESOLVE.proposing : RESOLVE.resolving

const SecondReason = ({ draft, errors }: Pick<ConfirmProps, 'draft' | 'errors'>) => (
  <>
    <input type="hidden" name="second" value="1" />
    <Field
      id="reason"
      name="reason"
      label={RESOLVE.secondReason}
      hint={RESOLVE.secondReasonHint}
      maxLength={500}
      autoComplete="off"
      defaultValue={draft.reason}
      error={errors.reason}
    />
  </>
)

function confirmOf(outcome: Outcome, again: boolean): string {
  if (outcome === 'void') return again ? RESOLVE.correctToVoid : RESOLVE.voidIt
  const name = OUTCOME_NAMES[outcome]
  return again ? RESOLVE.correctTo(name) : RESOLVE.resolveAs(name)
}
