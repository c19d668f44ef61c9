// The daily limits. Tighter ones begin at once, looser ones a day later.
import { Form, useNavigation } from '@remix-run/react'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { LimitErrors, LimitsDraft } from '../lib/limits-form.server.ts'
import type { ProblemView } from '../lib/problem.ts'
import { LIMITS } from '../words/account.ts'
import { Field } from './Field.tsx'
import { ProblemNotice } from './Notice.tsx'

export interface LimitsSent {
  readonly errors: LimitErrors
  readonly problem: ProblemView | null
}
interface LimitsFormProps {
  readonly draft: LimitsDraft
  readonly sent: LimitsSent | null
}

export function LimitsForm({ draft, sent }: LimitsFormProps) {
  const errors = sent?.errors ?? {}
  const form = useErrorFocus(sent?.errors)
  const busy = useNavigation().formData?.get('intent') === 'limits'
  return (
    <section aria-labelledby="limits-title" className="card p-5 sm:p-6">
      <h3 id="limits-title" className="text-lg">
        {LIMITS.title}
      </h3>
      <p className="mt-1 text-soft">{LIMITS.text}</p>
      <Form ref={form} method="post" replace preventScrollReset noValidate className="mt-3">
        <input type="hidden" name="intent" value="limits" />
        {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          <Field
            id="purchaseUsdCentsPerDay"
            name="purchaseUsdCentsPerDay"
            label={LIMITS.purchases}
            hint={LIMITS.purchasesHint}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={draft.purchaseUsdCentsPerDay}
            error={errors.purchaseUsdCentsPerDay}
          />
          <Field
            id="commitTokensPerDay"
            name="commitTokensPerDay"
            label={LIMITS.commitments}
            hint={LIMITS.commitmentsHint}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={draft.commitTokensPerDay}
            error={errors.commitTokensPerDay}
          />
        </div>
        <button type="submit" className="btn btn-primary mt-5" aria-disabled={busy}>
          {busy ? LIMITS.saving : LIMITS.save}
        </button>
      </Form>
    </section>
  )
}
