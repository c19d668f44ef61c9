// The place beside a prediction: the receipt of a moment ago, the form, or why there is none.
import { Link } from '@remix-run/react'
import type {
  CommitmentList,
  CommitmentView,
  Position,
  PredictionStatus,
  PredictionView,
} from '../../shared/api/predictions.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { Section } from '../lib/api.server.ts'
import type { CommitSent } from '../lib/commit-form.server.ts'
import { CommitReceipt } from './CommitReceipt.tsx'
import { ProblemNotice } from './Notice.tsx'
import { PredictionCommitment } from './PredictionCommitment.tsx'
import { PredictionState } from './PredictionState.tsx'
import { RestrictionNotice } from './RestrictionNotice.tsx'

interface CommitPanelProps {
  readonly prediction: PredictionView
  readonly state: PredictionStatus
  /** null = signed out. */
  readonly own: {
    readonly balance: Section<BalanceView>
    readonly commitments: Section<CommitmentList>
    readonly receipt: CommitmentView | null
  } | null
  readonly side: Position | null
  /** Typed before the session ended. */
  readonly stake: string
  readonly formKey: string
  readonly sent: CommitSent | null
}

export function CommitPanel({ prediction, state, own, sent, ...form }: CommitPanelProps) {
  const available = own?.balance.value?.availableTokens ?? null
  if (own?.receipt && !sent) {
    return <CommitReceipt commitment={own.receipt} available={available} />
  }
  if (state !== 'open') {
    const involved = (own?.commitments.value?.items.length ?? 0) > 0
    return (
      <div className="grid gap-4">
        {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        <PredictionState state={state} outcome={prediction.outcome} involved={involved} />
      </div>
    )
  }
  if (!own) return <SignInFirst id={prediction.id} side={form.side} />
  const balance = own.balance.value
  if (balance?.restriction === 'commitments' || balance?.restriction === 'all') {
    return <RestrictionNotice balance={balance} />
  }
  const { id, minTokens, maxTokens } = prediction
  return (
    <PredictionCommitment
      {...form}
      predictionId={id}
      minTokens={minTokens}
      maxTokens={maxTokens}
      odds={sent?.problem?.oddsBps ?? prediction.oddsBps}
      available={available}
      sent={sent}
    />
  )
}

function SignInFirst({ id, side }: { id: string; side: Position | null }) {
  const next = new URLSearchParams({ next: `/predictions/${id}${side ? `?side=${side}` : ''}` })
  return (
    <section aria-labelledby="commit-title" className="card p-5 sm:p-6">
      <h2 id="commit-title">Back your call</h2>
      <p className="mt-2 text-soft">
        Sign in to commit tokens to one side. You come back to this page.
      </p>
      <div className="mt-4 grid gap-3">
        <Link to={`/sign-in?${next}`} className="btn btn-primary">
          Sign in to commit
        </Link>
        <Link to={`/sign-up?${next}`} className="btn btn-quiet">
          Create account
        </Link>
      </div>
    </section>
  )
}
