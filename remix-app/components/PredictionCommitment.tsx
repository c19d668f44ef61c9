// Commits tokens to one side. A plain form with its own key; scripts add what it would win.
import { Form, Link, useNavigation } from '@remix-run/react'
import type { MouseEvent } from 'react'
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { type Choice, choiceOf, missingFor, useChoice } from '../lib/choice.ts'
import type { CommitSent } from '../lib/commit-form.server.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import { useFormat } from '../lib/locale.ts'
import { buyWith, commitPath } from '../lib/next-path.ts'
import { type Move, useHeldOdds } from '../lib/odds-held.ts'
import { useOnline } from '../lib/online.ts'
import { COMMIT } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { CommitFields } from './CommitFields.tsx'
import { CommitSummary } from './CommitSummary.tsx'
import { Spinner } from './Icon.tsx'
import { KeptNotice } from './KeptNotice.tsx'
import { ProblemNotice } from './Notice.tsx'
import { SideChoice } from './SideChoice.tsx'
import { StakeField } from './StakeField.tsx'

export interface PredictionCommitmentProps {
  readonly predictionId: string
  readonly minTokens: number
  /** Of one commitment, by the terms of the prediction and the own limits. */
  readonly maxTokens: number
  /** Whether it is the own limits that allow no more. */
  readonly isLimited?: boolean
  /** The newest that are known. */
  readonly odds: Odds
  /** null: the balance could not be read. */
  readonly available: number | null
  /** Repaid by the next purchase, before anything else. */
  readonly owed: number
  readonly canBuy: boolean
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
  const { predictionId, odds, available, sent, onCommit } = props
  const { minTokens: min, maxTokens: max } = props
  const initial = sent?.draft ?? props
  const form = useErrorFocus(sent?.errors)
  const { choice, look } = useChoice(form, choiceOf(initial.side, initial.stake))
  const known = useHeldOdds(odds, choice.side, sent?.before ?? null)
  const next = nextFor(props, choice)
  return (
    <Form
      ref={form}
      method="post"
      action={`/predictions/${predictionId}`}
      replace
      preventScrollReset
      data-waits
      className="mt-2"
      onInput={look}
      onSubmit={() => choice.stake !== null && onCommit?.(choice.stake)}
    >
      <CommitFields formKey={props.formKey} odds={known.held} choice={choice} />
      {sent?.problem ? (
        <ProblemNotice problem={sent.problem} takeFocus buyTo={next.shop ?? undefined} />
      ) : null}
      {sent?.kept ? <KeptNotice kept={sent.kept} /> : null}
      <SideChoice
        odds={odds}
        was={known.was}
        initial={initial.side}
        error={sent?.errors.side ?? null}
      />
      <StakeField
        initial={initial.stake}
        {...{ min, max }}
        isLimited={props.isLimited ?? false}
        affordable={available}
        error={sent?.errors.stake ?? null}
        onChange={look}
      />
      <CommitSummary {...{ choice, available, min, max }} odds={known.held} move={known.move} />
      <LastStep {...known} {...next} />
    </Form>
  )
}

/** More than may be committed is no commitment, and none to buy tokens for. */
function nextFor(props: PredictionCommitmentProps, choice: Choice) {
  const { available, minTokens, maxTokens } = props
  const isOver = (choice.stake ?? 0) > maxTokens
  const isShort = !isOver && missingFor(choice, available, minTokens) > 0
  const shop = isShort ? shopFor(props, choice) : null
  return { isShort, shop, choice: isOver ? { ...choice, stake: null } : choice }
}

/** Where the missing tokens are bought; null where nothing can be. */
function shopFor(props: PredictionCommitmentProps, choice: Choice): string | null {
  const { predictionId, available, minTokens, owed, canBuy } = props
  if (!canBuy) return null
  return buyWith({
    need: missingFor(choice, available, minTokens) + owed,
    next: commitPath(predictionId, choice.side, String(choice.stake ?? '')),
  })
}

interface LastStepProps {
  readonly isShort: boolean
  /** Where missing tokens are bought. */
  readonly shop: string | null
  readonly choice: Choice
  readonly held: Odds
  /** To odds that the person has not taken. */
  readonly waiting: Move | null
  readonly take: () => void
}

/** The form's own button, or the way to what is missing for it. */
function LastStep({ shop, isShort, ...rest }: LastStepProps) {
  if (!isShort) return <CommitButton {...rest} />
  if (!shop) return <p className="mt-2 text-sm text-soft">{COMMIT.noBuying}</p>
  return (
    <Link to={shop} className="btn btn-primary mt-2 w-full">
      {COMMIT.buy}
    </Link>
  )
}

function CommitButton({ choice, held, waiting, take }: Omit<LastStepProps, 'shop' | 'isShort'>) {
  const format = useFormat()
  const busy = useNavigation().formAction?.startsWith('/predictions/') ?? false
  const isOnline = useOnline()
  const { side, stake } = choice
  // Of two quick presses the second would do what the button has only just become.
  const press = (event: MouseEvent) => {
    if (!waiting && event.detail < 2) return
    event.preventDefault()
    if (event.detail < 2) take()
  }
  const words = waiting
    ? COMMIT.take(format.odds(waiting.to))
    : !isOnline
      ? COMMIT.keep
      : side && stake !== null
        ? COMMIT.send(format.tokens(stake), POSITION_NAMES[side], format.odds(held[side]))
        : null
  return (
    <button
      type="submit"
      className="btn btn-primary mt-2 w-full px-2"
      aria-disabled={busy}
      onClick={press}
    >
      {busy ? <Spinner /> : null}
      {busy ? COMMIT.busy : (words ?? <Unready />)}
    </button>
  )
}

const Unready = () => (
  <>
    <span className="needs-script">{COMMIT.sendUnready}</span>
    <span className="without-script">{COMMIT.check}</span>
  </>
)
