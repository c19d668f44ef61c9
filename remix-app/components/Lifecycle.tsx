// The next step in a prediction's life, for admins: open a draft, lock what is open.
import { Form, useNavigation } from '@remix-run/react'
import type { PredictionView } from '../../shared/api/predictions.ts'
import type { AdminSent } from '../lib/admin-prediction.server.ts'
import { useFormat } from '../lib/locale.ts'
import { LIFECYCLE } from '../words/admin.ts'
import { ProblemNotice } from './Notice.tsx'

interface LifecycleProps {
  readonly prediction: PredictionView
  readonly formKey: string
  readonly sent: AdminSent | null
}

export function Lifecycle({ prediction, formKey, sent }: LifecycleProps) {
  const format = useFormat()
  const { status, totals } = prediction
  const stays = totals.yes + totals.no
  const own = sent?.intent === 'open' || sent?.intent === 'lock' ? sent : null
  const trouble = own?.problem ? <ProblemNotice problem={own.problem} takeFocus /> : null
  const key = own?.key ?? formKey
  if (status === 'draft') {
    return (
      <section aria-labelledby="next-title" className="card p-5 sm:p-6">
        {trouble}
        <h2 id="next-title">{LIFECYCLE.open}</h2>
        <p className="mt-1 text-soft">{LIFECYCLE.openText}</p>
        <Act intent="open" formKey={key} verb={LIFECYCLE.openVerb} busy={LIFECYCLE.opening} />
      </section>
    )
  }
  if (status !== 'open') return trouble
  return (
    <section aria-labelledby="next-title" className="card p-5 sm:p-6">
      {trouble}
      <h2 id="next-title">{LIFECYCLE.lock}</h2>
      <p className="mt-1 text-soft">{LIFECYCLE.lockText}</p>
      <details className="mt-3">
        <summary className="btn btn-quiet">{LIFECYCLE.lockNow}</summary>
        <p className="mt-3 font-medium">{LIFECYCLE.forGood}</p>
        <p className="mt-1 text-soft">{LIFECYCLE.stay(stays, format.count(stays))}</p>
        <Act intent="lock" formKey={key} verb={LIFECYCLE.lockVerb} busy={LIFECYCLE.locking} />
      </details>
    </section>
  )
}

interface ActProps {
  readonly intent: 'open' | 'lock'
  readonly formKey: string
  readonly verb: string
  readonly busy: string
}

function Act({ intent, formKey, verb, busy }: ActProps) {
  const working = useNavigation().formData?.get('intent') === intent
  return (
    <Form method="post" replace preventScrollReset className="mt-4">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="key" value={formKey} />
      <button type="submit" className="btn btn-primary" aria-disabled={working}>
        {working ? busy : verb}
      </button>
    </Form>
  )
}
