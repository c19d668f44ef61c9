// The form that commits tokens. One form is one commitment: its key stays through outages, so that
// trying again can't commit twice, and is renewed after a refusal, which committed nothing.
import {
  type CommitmentView,
  type Odds,
  POSITIONS,
  type Position,
} from '../../shared/api/predictions.ts'
import type { CommitAnswer } from '../../shared/api/wallet.ts'
import { OddsBps } from '../../shared/odds.ts'
import { AMOUNT_MAX } from '../../shared/tokens.ts'
import { COMMIT_HINTS } from '../words/commit.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formKeyOf, newFormKey, textOf, wholeOf } from './form.server.ts'
import type { Kept } from './keeping.ts'
import { isRetryable, type ProblemView } from './problem.ts'
import { shownOf } from './shown.ts'

/** As typed, so that nobody has to type it again. */
export interface CommitDraft {
  readonly key: string
  readonly side: Position | null
  readonly stake: string
  /** What the person saw; null when somebody changed the form by hand. */
  readonly odds: Odds | null
  /** Whether the page has said what exactly this commits, and what it may return. */
  readonly confirmed: boolean
}
export interface CommitErrors {
  readonly side?: string
  readonly stake?: string
}
/** What the page shows after a form that committed nothing. */
export interface CommitSent {
  readonly draft: CommitDraft
  readonly errors: CommitErrors
  readonly problem: ProblemView | null
  /** The odds that were seen when it was sent. */
  readonly before: Odds | null
  /** All is well with it, and only the last look is missing. */
  readonly review: { readonly side: Position; readonly stake: number } | null
  /** No answer came: what has become of it meanwhile. */
  readonly kept?: Kept
}

export function readCommitForm(form: FormData): CommitDraft {
  const side = POSITIONS.find((position) => position === textOf(form, 'side')) ?? null
  const stake = textOf(form, 'stake')
  const odds = oddsIn(form)
  const shown = shownOf({ side, stake: wholeOf(stake) }, odds)
  const confirmed = shown !== '' && shown === textOf(form, 'shown')
  return { key: formKeyOf(form), side, stake, odds, confirmed }
}

function oddsIn(form: FormData): Odds | null {
  const yes = OddsBps.safeParse(wholeOf(textOf(form, 'oddsYes')))
  const no = OddsBps.safeParse(wholeOf(textOf(form, 'oddsNo')))
  return yes.success && no.success ? { yes: yes.data, no: no.data } : null
}

/** As typed before signing in again, or buying; anyone may have written the address. */
export function stakeIn(query: URLSearchParams): string {
  const stake = query.get('stake') ?? ''
  return isStake(stake) ? stake : ''
}

function isStake(text: string): boolean {
  const count = wholeOf(text)
  return count >= 1 && count <= AMOUNT_MAX
}

export function errorsOf({ side, stake }: CommitDraft): CommitErrors {
  return {
    ...(side === null && { side: COMMIT_HINTS.side }),
    ...(!isStake(stake) && { stake: COMMIT_HINTS.stake }),
  }
}

export function commitTokens(
  visit: Visit,
  predictionId: string,
  draft: CommitDraft,
): Promise<Answer<CommitAnswer>> {
  const { key, side, stake, odds } = draft
  const oddsBps = side && odds ? odds[side] : 0
  return callApi<CommitAnswer>(visit, '/api/wallet/commit', {
    method: 'POST',
    body: { predictionId, position: side, tokens: wholeOf(stake), oddsBps },
    idempotencyKey: key,
  })
}

/** The form again, with what is wrong with it. */
export const withErrors = (draft: CommitDraft, errors: CommitErrors): CommitSent => ({
  draft,
  errors,
  problem: null,
  before: null,
  review: null,
})

/** Before tokens move for good, somebody has to see what that means; null when they have. */
export function toReview(draft: CommitDraft): CommitSent | null {
  const { side, stake, odds, confirmed } = draft
  if (confirmed || !side) return null
  return { ...withErrors(draft, {}), before: odds, review: { side, stake: wholeOf(stake) } }
}

/** The form again after a refusal or an outage, with the new odds where they are the reason. */
export function afterProblem(draft: CommitDraft, problem: ProblemView): CommitSent {
  const key = isRetryable(problem) ? draft.key : newFormKey()
  const odds = problem.oddsBps ?? draft.odds
  return { ...withErrors({ ...draft, key, odds }, {}), problem, before: draft.odds }
}

/** The commitment that the address names as just made. */
export const receiptIn = (
  commitments: readonly CommitmentView[],
  id: string | null,
): CommitmentView | null => commitments.find((made) => made.id === id) ?? null
