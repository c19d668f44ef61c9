// How far a payout has come: counts, a bar, and the way on when it is stuck.
import { Form, Link } from '@remix-run/react'
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import type { AdminSent } from '../lib/admin-prediction.server.ts'
import { useFormat } from '../lib/locale.ts'
import type { Tone } from '../lib/predictions.ts'
import { ADMIN, PAYOUT } from '../words/admin.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { Badge, Time } from './Figures.tsx'
import { Meter } from './Meter.tsx'
import { Notice, ProblemNotice } from './Notice.tsx'

interface PayoutProgressProps {
  readonly job: PayoutJobView
  readonly formKey: string
  readonly sent: AdminSent | null
}

const TONES: Record<PayoutJobView['state'], Tone> = {
  queued: 'wait',
  running: 'wait',
  done: 'good',
  blocked: 'bad',
}

export function PayoutProgress({ job, formKey, sent }: PayoutProgressProps) {
  const format = useFormat()
  const { expected, settled, state, outcome, resolutionVersion } = job
  const own = sent?.intent === 'drive' ? sent : null
  const of = PAYOUT.settled(format.tokens(settled), format.tokens(expected))
  const waiting = state === 'queued' || state === 'running'
  return (
    <section aria-labelledby={`payout-${job.id}`} className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={`payout-${job.id}`}>
          {PAYOUT.title(resolutionVersion - 1, OUTCOME_NAMES[outcome])}
        </h2>
        <Badge tone={TONES[state]} name={PAYOUT.states[state]} />
      </div>
      {own?.problem ? <ProblemNotice problem={own.problem} takeFocus /> : null}
      <div className="mt-4">
        <Meter
          value={state === 'done' ? 1 : settled}
          max={state === 'done' ? 1 : expected}
          label={of}
        />
        <p className="mt-2 text-sm text-soft tabular-nums" aria-live="polite">
          {of}
        </p>
      </div>
      <Counts job={job} />
      {state === 'blocked' ? <Blocked job={job} formKey={own?.key ?? formKey} /> : null}
      {waiting ? (
        <Link to="." className="link link-block" preventScrollReset>
          {ADMIN.refresh}
        </Link>
      ) : null}
    </section>
  )
}

function Counts({ job }: { job: PayoutJobView }) {
  const format = useFormat()
  const facts: [string, number][] = [
    [PAYOUT.won, job.won],
    [PAYOUT.lost, job.lost],
    [PAYOUT.refunded, job.refunded],
    [PAYOUT.late, job.late],
    [PAYOUT.paid, job.paid],
  ]
  return (
    <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3">
      {facts.map(([name, count]) => (
        <div key={name}>
          <dt className="text-sm text-soft">{name}</dt>
          <dd className="text-lg font-semibold tabular-nums">{format.tokens(count)}</dd>
        </div>
      ))}
      {job.finishedAt ? (
        <div>
          <dt className="text-sm text-soft">{PAYOUT.finished}</dt>
          <dd>
            <Time at={job.finishedAt} />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

function Blocked({ job, formKey }: { job: PayoutJobView; formKey: string }) {
  return (
    <div className="mt-4 grid gap-3">
      <Notice tone="bad" title={PAYOUT.blocked}>
        <p>
          {PAYOUT.why[job.error ?? ''] ?? job.error ?? PAYOUT.unknown} {PAYOUT.nothingTwice}
        </p>
      </Notice>
      <Form method="post" replace preventScrollReset>
        <input type="hidden" name="intent" value="drive" />
        <input type="hidden" name="job" value={job.id} />
        <input type="hidden" name="key" value={formKey} />
        <button type="submit" className="btn btn-primary">
          {PAYOUT.drive}
        </button>
      </Form>
    </div>
  )
}
