// The place beside a prediction: the receipt of a moment ago, the form, or why there is none.
import { Link } from '@remix-run/react'
import { useState } from 'react'
import type {
  CommitmentList,
  CommitmentView,
  Position,
  PredictionStatus,
} from '../../shared/api/predictions.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { Section } from '../lib/api.server.ts'
import type { CommitSent } from '../lib/commit-form.server.ts'
import { commitPath, signUpPath } from '../lib/next-path.ts'
import { timeLeft } from '../lib/predictions.ts'
import type { StandingNotice } from '../lib/standing.server.ts'
import type { Watched } from '../lib/watch-prediction.ts'
import { COMMIT, SIGN_IN } from '../words/commit.ts'
import { CommitReceipt } from './CommitReceipt.tsx'
import { CommitReview } from './CommitReview.tsx'
import { FreshBadge } from './FreshBadge.tsx'
import { Icon } from './Icon.tsx'
import { ProblemNotice, StandingNotices } from './Notice.tsx'
import { PredictionCommitment } from './PredictionCommitment.tsx'
import { PredictionState } from './PredictionState.tsx'

interface CommitPanelProps {
  readonly watched: Watched
  readonly state: PredictionStatus
  readonly now: number
  /** null = signed out. */
  readonly own: {
    readonly balance: Section<BalanceView>
    readonly commitments: Section<CommitmentList>
    readonly receipt: CommitmentView | null
    /** Why nothing can be committed with this wallet. */
    readonly stopped: readonly StandingNotice[]
  } | null
  readonly side: Position | null
  /** As it was typed before going to sign in, or to buy. */
  readonly stake: string
  readonly formKey: string
  readonly sent: CommitSent | null
}

export function CommitPanel(props: CommitPanelProps) {
  const { watched, state, own, side, stake, sent } = props
  const { prediction } = watched
  const [wasOpen] = useState(state === 'open')
  if (own?.receipt && !sent) {
    const available = own.balance.value?.availableTokens ?? null
    return (
      <CommitReceipt
        commitment={own.receipt}
        title={prediction.title}
        available={available}
        isOpen={state === 'open'}
      />
    )
  }
  if (state !== 'open') {
    // The state says so already; only that nothing happened is news.
    const isLate = sent?.problem?.code === 'PREDICTION_CLOSED'
    return (
      <div className="grid gap-4">
        {sent?.problem && !isLate ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        <PredictionState
          state={state}
          outcome={prediction.outcome}
          involved={(own?.commitments.value?.items.length ?? 0) > 0}
          justClosed={wasOpen && !sent?.problem}
          refused={isLate ? (sent?.problem?.advice.text ?? null) : null}
        />
      </div>
    )
  }
  if (!own) return <SignInFirst next={commitPath(prediction.id, side, stake)} />
  const balance = own.balance.value
  if (own.stopped.length > 0) {
    return (
      <div className="grid gap-4">
        <StandingNotices notices={own.stopped} />
      </div>
    )
  }
  const means = { available: balance?.availableTokens ?? null, owed: balance?.owedTokens ?? 0 }
  return <OpenPanel {...props} {...means} />
}

type OpenPanelProps = CommitPanelProps & {
  readonly available: number | null
  readonly owed: number
}

function OpenPanel(props: OpenPanelProps) {
  const { watched, now, ...form } = props
  const { prediction } = watched
  const { id, minTokens, maxTokens, oddsBps, closesAt } = prediction
  const { available, owed, formKey, sent } = form
  if (sent?.review) {
    const rest = { predictionId: id, odds: oddsBps, before: sent.before, available, owed, formKey }
    return <CommitReview {...sent.review} {...rest} />
  }
  return (
    <section aria-labelledby="commit-title" className="card p-5 sm:p-6" id="commit">
      <div className="flex items-center justify-between gap-2">
        <h2 id="commit-title" className="min-w-0">
          {COMMIT.title}
        </h2>
        <p className="flex items-center gap-1.5 text-sm whitespace-nowrap text-soft tabular-nums">
          <Icon name="clock" className="size-4" />
          <span className="sr-only">{COMMIT.closesIn}</span> {timeLeft(closesAt, now)}
        </p>
      </div>
      <PredictionCommitment
        {...form}
        predictionId={id}
        minTokens={minTokens}
        maxTokens={maxTokens}
        odds={oddsBps}
      />
      <FreshBadge watched={watched} />
    </section>
  )
}

function SignInFirst({ next }: { next: string }) {
  const query = new URLSearchParams({ next })
  return (
    <section aria-labelledby="commit-title" className="card p-5 sm:p-6" id="commit">
      <h2 id="commit-title">{SIGN_IN.title}</h2>
      <p className="mt-2 text-soft">{SIGN_IN.text}</p>
      <div className="mt-4 grid gap-3">
        <Link to={`/sign-in?${query}`} className="btn btn-primary">
          {SIGN_IN.signIn}
        </Link>
        <Link to={signUpPath(next)} className="btn btn-quiet">
          {SIGN_IN.signUp}
        </Link>
      </div>
    </section>
  )
}
