// A break from buying and committing. It can't be undone, so it is asked for twice.
import { Form, useNavigation } from '@remix-run/react'
import { EXCLUDE_DAYS_MAX } from '../../shared/bounds.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { LimitsDraft } from '../lib/limits-form.server.ts'
import { BREAK } from '../words/account.ts'
import { Field } from './Field.tsx'
import type { LimitsSent } from './LimitsForm.tsx'
import { Notice, ProblemNotice } from './Notice.tsx'

interface BreakFormProps {
  readonly draft: LimitsDraft
  readonly sent: LimitsSent | null
}

export function BreakForm({ draft, sent }: BreakFormProps) {
  const errors = sent?.errors ?? {}
  const form = useErrorFocus(sent?.errors)
  const busy = useNavigation().formData?.get('intent') === 'break'
  return (
    <section aria-labelledby="break-title" className="card p-5 sm:p-6">
      <h3 id="break-title" className="text-lg">
        {BREAK.title}
      </h3>
      <div className="mt-3">
        <Notice tone="warn" title={BREAK.warning}>
          <p>{BREAK.text}</p>
        </Notice>
      </div>
      <Form ref={form} method="post" replace preventScrollReset noValidate className="mt-3">
        <input type="hidden" name="intent" value="break" />
        {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        <div className="max-w-60">
          <Field
            id="excludeDays"
            name="excludeDays"
            label={BREAK.days}
            hint={BREAK.daysHint(EXCLUDE_DAYS_MAX)}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={draft.excludeDays}
            error={errors.excludeDays}
          />
        </div>
        <Sure error={errors.sure ?? null} />
        <button type="submit" className="btn btn-quiet mt-4" aria-disabled={busy}>
          {busy ? BREAK.starting : BREAK.start}
        </button>
      </Form>
    </section>
  )
}

function Sure({ error }: { error: string | null }) {
  return (
    <>
      <label className="mt-3 flex min-h-11 cursor-pointer items-center gap-2.5 font-medium">
        <input
          type="checkbox"
          name="sure"
          className="size-5 shrink-0 accent-sea"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'sure-error' : undefined}
        />
        {BREAK.sure}
      </label>
      {error ? (
        <p id="sure-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </>
  )
}
