// The next step in a prediction's life, for admins: open a draft, lock what is open.
import { Form, useNavigation } from '@remix-run/react'
import type { PredictionView } from '../../shared/api/predictions.ts'
import type { AdminSent } from '../lib/admin-prediction.server.ts'
import { ProblemNotice } from './Notice.tsx'

interface LifecycleProps {
  readonly prediction: PredictionView
  readonly formKey: string
  readonly sent: AdminSent | null
}

export function Lifecycle({ prediction, formKey, sent }: LifecycleProps) {
  const { status } = prediction
  const own = sent?.intent === 'open' || sent?.intent === 'lock' ? sent : null
  const trouble = own?.problem ? <ProblemNotice problem={own.problem} takeFocus /> : null
  const key = own?.key ?? formKey
  if (status === 'draft') {
    return (
      <section aria-labelledby="next-title" className="card p-5 sm:p-6">
        {trouble}
        <h2 id="next-title">Open it</h2>
        <p className="mt-1 text-soft">
          Everybody sees it then, and can commit tokens until it closes. Check words and odds first.
        </p>
        <Act intent="open" formKey={key} verb="Open for commitments" busy="Opening…" />
      </section>
    )
  }
  if (status !== 'open') return trouble
  return (
    <section aria-labelledby="next-title" className="card p-5 sm:p-6">
      {trouble}
      <h2 id="next-title">Lock it</h2>
      <p className="mt-1 text-soft">
        It locks by itself at its closing time. Locking now ends commitments at once.
      </p>
      <details className="mt-3">
        <summary className="btn btn-quiet">Lock now…</summary>
        <p className="mt-3 font-medium">
          No way leads back: a locked prediction never opens again.
        </p>
        <Act intent="lock" formKey={key} verb="Lock for good" busy="Locking…" />
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
