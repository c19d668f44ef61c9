// Commits tokens to one side. A plain form with its own key; scripts add what it would win.
import { Form, useNavigation } from '@remix-run/react'
import { useRef } from 'react'
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { type Choice, useChoice } from '../lib/choice.ts'
import type { CommitSent } from '../lib/commit-form.server.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import { useFormat } from '../lib/locale.ts'
import { POSITION_NAMES } from '../lib/predictions.ts'
import { CommitSummary } from './CommitSummary.tsx'
import { Spinner } from './Icon.tsx'
import { KeptNotice } from './KeptNotice.tsx'
import { LiveBadge } from './LiveBadge.tsx'
import { ProblemNotice } from './Notice.tsx'
import { SideChoice } from './SideChoice.tsx'
import { StakeField } from './StakeField.tsx'

export interface PredictionCommitmentProps {
  readonly predictionId: string
  readonly minTokens: number
  /** Of one commitment, by the terms of the prediction. */
  readonly maxTokens: number
  readonly odds: Odds
  /** null: the balance could not be read. */
  readonly available: number | null
  /** Chosen on the way here. */
  readonly side: Position | null
  readonly stake: string
  readonly formKey: string
  /** What the last attempt came to, when it committed nothing. */
  readonly sent: CommitSent | null
  /** When a commitment is on its way. */
  readonly onCommit?: (tokens: number) => void
}

export function PredictionCommitment(props: PredictionCommitmentProps) {
  const { predictionId, minTokens, maxTokens, odds, available, formKey, sent, onCommit } = props
  const initial = { side: sent?.draft.side ?? props.side, stake: sent?.draft.stake ?? props.stake }
  const form = useErrorFocus(sent?.errors)
  const stake = useRef<HTMLInputElement>(null)
  const { choice, look } = useChoice(form, { side: initial.side, stake: null })
  const action = `/predictions/${predictionId}`
  const busy = useNavigation().formAction?.startsWith(action) ?? false
  return (
    <section aria-labelledby="commit-title" className="card p-5 sm:p-6" id="commit">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 id="commit-title">Commit tokens</h2>
        <LiveBadge />
      </div>
      <Form
        ref={form}
        method="post"
        action={action}
        replace
        preventScrollReset
        data-waits
        className="mt-2"
        onInput={look}
        onSubmit={() => choice.stake !== null && onCommit?.(choice.stake)}
      >
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="oddsYes" value={odds.yes} />
        <input type="hidden" name="oddsNo" value={odds.no} />
        {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        {sent?.kept ? <KeptNotice kept={sent.kept} /> : null}
        <SideChoice odds={odds} initial={initial.side} error={sent?.errors.side ?? null} />
        <StakeField
          input={stake}
          initial={initial.stake}
          min={minTokens}
          max={maxTokens}
          affordable={available}
          error={sent?.errors.stake ?? null}
          onChange={look}
        />
        <CommitSummary choice={choice} odds={odds} available={available} min={minTokens} />
        <CommitButton choice={choice} busy={busy} />
        <p className="mt-2 text-sm text-soft">A commitment cannot be taken back.</p>
      </Form>
    </section>
  )
}

function CommitButton({ choice, busy }: { choice: Choice; busy: boolean }) {
  const format = useFormat()
  const { side, stake } = choice
  const ready = side && stake !== null
  const words = ready
    ? `Commit ${format.tokens(stake)} to ${POSITION_NAMES[side]}`
    : 'Commit tokens'
  return (
    <button type="submit" className="btn btn-primary mt-2 w-full" aria-disabled={busy}>
      {busy ? <Spinner /> : null}
      {busy ? 'Committing…' : words}
    </button>
  )
}
