// The last look before tokens move, where no script could show it beside the fields.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useState } from 'react'
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { winningCount } from '../../shared/winning.ts'
import { missingFor } from '../lib/choice.ts'
import { useFormat } from '../lib/locale.ts'
import { buyWith, commitPath } from '../lib/next-path.ts'
import { moveOf } from '../lib/odds-held.ts'
import { COMMIT, REVIEW } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { CommitFields } from './CommitFields.tsx'

interface CommitReviewProps {
  readonly predictionId: string
  readonly side: Position
  readonly stake: number
  readonly odds: Odds
  /** As the form had them. */
  readonly before: Odds | null
  readonly available: number | null
  /** Repaid by the next purchase, before anything else. */
  readonly owed: number
  readonly canBuy: boolean
  readonly formKey: string
}

export function CommitReview({ odds: newest, ...given }: CommitReviewProps) {
  // As they were first shown: odds that move under the finger are refused, and told then.
  const [odds] = useState(newest)
  const props = { ...given, odds }
  const { predictionId, side, stake, before, available, owed, canBuy } = props
  const format = useFormat()
  const name = POSITION_NAMES[side]
  const other = POSITION_NAMES[side === 'yes' ? 'no' : 'yes']
  const move = moveOf(before, odds, side)
  const missing = missingFor({ side, stake }, available, stake)
  const back = commitPath(predictionId, side, String(stake))
  const shownOdds = format.odds(odds[side])
  return (
    <section aria-labelledby="review-title" className="card p-5 sm:p-6" id="commit">
      <h2 id="review-title">{REVIEW.title(format.count(stake), name)}</h2>
      <Facts {...props} missing={missing} />
      <p className="mt-3 text-sm">
        {move ? <strong>{COMMIT.moved(name, format.odds(move.from), shownOdds)} </strong> : null}
        {missing > 0
          ? COMMIT.short(format.count(missing))
          : COMMIT.last(format.count(stake), name, shownOdds, other)}
      </p>
      {missing > 0 && !canBuy ? (
        <p className="mt-2 text-sm text-soft">{COMMIT.noBuying}</p>
      ) : missing > 0 ? (
        <Link
          to={buyWith({ need: missing + owed, next: back })}
          className="btn btn-primary mt-4 w-full"
        >
          {COMMIT.buy}
        </Link>
      ) : (
        <Confirm {...props} words={COMMIT.send(format.tokens(stake), name, shownOdds)} />
      )}
      <p className="mt-2 text-center">
        <Link to={back} className="link link-block px-2">
          {REVIEW.change}
        </Link>
      </p>
    </section>
  )
}

function Facts({ side, stake, odds, available, missing }: CommitReviewProps & { missing: number }) {
  const format = useFormat()
  const { facts } = REVIEW
  const after = available === null || missing > 0 ? null : available - stake
  const rows = [
    [facts.side, POSITION_NAMES[side]],
    [facts.stake, format.tokens(stake)],
    [facts.odds, format.odds(odds[side])],
    [COMMIT.ifRight(POSITION_NAMES[side]), format.count(winningCount(stake, odds[side]))],
    [facts.after, after === null ? COMMIT.nothing : format.tokens(after)],
  ]
  return (
    <dl className="mt-3">
      {rows.map(([term, value]) => (
        <div key={term} className="sum border-b border-line last:border-0">
          <dt className="text-soft">{term}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Confirm(props: CommitReviewProps & { readonly words: string }) {
  const { predictionId, side, stake, odds, formKey, words } = props
  const action = `/predictions/${predictionId}`
  const busy = useNavigation().formAction?.startsWith(action) ?? false
  return (
    <Form method="post" action={action} replace className="mt-4">
      <CommitFields formKey={formKey} odds={odds} choice={{ side, stake }} />
      <input type="hidden" name="side" value={side} />
      <input type="hidden" name="stake" value={stake} />
      <button type="submit" className="btn btn-primary w-full px-2" aria-disabled={busy}>
        {busy ? COMMIT.busy : words}
      </button>
    </Form>
  )
}
