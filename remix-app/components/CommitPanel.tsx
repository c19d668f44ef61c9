// The place beside a prediction: the receipt of a moment ago, the form, or why there is none.
import { Link } from '@remix-run/react'
import { useState } from 'react'
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
import { useFormat } from '../lib/locale.ts'
import { commitPath, signUpPath } from '../lib/next-path.ts'
import { isPaused } from '../lib/paused.ts'
import { timeLeft } from '../lib/predictions.ts'
import type { StandingNotice } from '../lib/standing.server.ts'
import type { Watched } from '../lib/watch-prediction.ts'
import { COMMIT, SIGN_IN } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { CommitReceipt } from './CommitReceipt.tsx'
import { CommitReview } from './CommitReview.tsx'
import { FreshBadge } from './FreshBadge.tsx'
import { Icon } from './Icon.tsx'
import { Notice, ProblemNotice, StandingNotices } from './Notice.tsx'
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
    /** By the own limits, today; null = no limit. */
    readonly tokensLeft: number | null
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
          correctedAt={prediction.correctedAt}
          involved={(own?.commitments.value?.items.length ?? 0) > 0}
          justClosed={wasOpen && !sent?.problem}
          refused={isLate ? (sent?.problem?.advice.text ?? null) : null}
        />
      </div>
    )
  }
  if (!own) return <SignInFirst prediction={prediction} side={side} stake={stake} />
  const balance = own.balance.value
  if (own.stopped.length > 0) {
    return (
      <div className="grid gap-4">
        <StandingNotices notices={own.stopped} />
      </div>
    )
  }
  const means = {
    available: balance?.availableTokens ?? null,
    owed: balance?.owedTokens ?? 0,
    canBuy: !balance || !isPaused(balance, 'purchases'),
    tokensLeft: own.tokensLeft,
  }
  return <OpenPanel {...props} {...means} />
}

type OpenPanelProps = CommitPanelProps & {
  readonly available: number | null
  readonly owed: number
  readonly canBuy: boolean
  readonly tokensLeft: number | null
}

function OpenPanel(props: OpenPanelProps) {
  const { watched, now, ...form } = props
  const { prediction } = watched
  const { id, title, minTokens, maxTokens, oddsBps, closesAt } = prediction
  const { available, owed, canBuy, tokensLeft, formKey, sent } = form
  const most = Math.min(maxTokens, tokensLeft ?? maxTokens)
  if (sent?.review) {
    const rest = { predictionId: id, odds: oddsBps, before: sent.before, available, owed, canBuy }
    return <CommitReview {...sent.review} {...rest} formKey={formKey} />
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
      <p className="mt-1 line-clamp-3 text-sm wrap-anywhere text-soft">
        <bdi>{title}</bdi>
      </p>
      {most < minTokens ? (
        <OverLimit left={most} min={minTokens} />
      ) : (
        <PredictionCommitment
          {...form}
          predictionId={id}
          minTokens={minTokens}
          maxTokens={most}
          isLimited={most < maxTokens}
          odds={oddsBps}
        />
      )}
      <FreshBadge watched={watched} />
    </section>
  )
}

/** Their own limit leaves less than the prediction takes. */
function OverLimit({ left, min }: { left: number; min: number }) {
  const format = useFormat()
  return (
    <div className="mt-4">
      <Notice tone="warn" title={COMMIT.leftToday(format.count(left))}>
        <p>{COMMIT.leftTooFew(format.count(min))}</p>
        <Link to="/account#limits" className="link link-block">
          {COMMIT.limits}
        </Link>
      </Notice>
    </div>
  )
}

interface SignInFirstProps extends Pick<CommitPanelProps, 'side' | 'stake'> {
  readonly prediction: PredictionView
}

function SignInFirst({ prediction, side, stake }: SignInFirstProps) {
  const format = useFormat()
  const { id, title, oddsBps } = prediction
  const next = commitPath(id, side, stake)
  const query = new URLSearchParams({ next })
  return (
    <section aria-labelledby="commit-title" className="card p-5 sm:p-6" id="commit">
      <h2 id="commit-title">{SIGN_IN.title}</h2>
      <p className="mt-1 line-clamp-3 text-sm wrap-anywhere text-soft">
        <bdi>{title}</bdi>
      </p>
      {side ? (
        <p className="mt-2 font-semibold">
          {SIGN_IN.chosen(POSITION_NAMES[side], format.odds(oddsBps[side]))}
        </p>
      ) : null}
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
