// Outcomes with too much at stake for one admin: one proposes, another approves, in one commit with
// what follows.
import { demand } from '../violation.ts'
import { checkDecided, checkProposed, checkRejected } from './proposals.ts'
import type { Bet, Effect, Moved, Prediction, Resolution, Shadow } from './shadow.ts'

const FIXED = ['predictionId', 'outcome', 'corrects', 'requestHash', 'seenHash']

/** What one admin may decide alone: of every fourth prediction nothing. */
export const aloneTokens = (id: string): number =>
  id.charCodeAt(id.length - 1) % 4 === 0 ? 0 : Number.MAX_SAFE_INTEGER

export function checkResolutions(shadow: Shadow, effect: Effect): void {
  for (const moved of effect.of('resolutions')) {
    if (!moved.before) checkBorn(effect, moved)
    else if (!checkDecided(effect, moved, FIXED)) checkRejected(effect, moved)
    else checkApproved(effect, moved)
  }
  for (const { path, before, after } of effect.of('predictions')) {
    const isResolved = before?.status !== 'resolving' && after.status === 'resolving'
    if (isResolved) checkTwo(shadow, effect, path, after as never as Prediction)
  }
}

/** Nobody is paid by it yet. */
function checkBorn(effect: Effect, moved: Moved): void {
  checkProposed(moved)
  const { predictionId } = moved.after as never as Resolution
  const status = effect.now(`predictions/${predictionId}`)?.status
  const isEnded = ['locked', 'resolved', 'voided'].includes(String(status))
  demand('I14', isEnded, () => `${moved.path} is of what is ${String(status)}`)
}

function checkApproved(effect: Effect, { path, after }: Moved): void {
  const { predictionId, outcome } = after as never as Resolution
  const own = effect.of('predictions').find((each) => each.path === `predictions/${predictionId}`)
  const isIts = own?.after.status === 'resolving' && own.after.outcome === outcome
  demand('I5', isIts, () => `${path} was approved, and ${predictionId} is not resolved by it`)
}

/** Stakes of all, or what either side would be paid, whichever is most. */
function checkTwo(shadow: Shadow, effect: Effect, path: string, { id }: Prediction): void {
  const bets = [...shadow.documents].flatMap(([name, plain]) => {
    const bet = plain as never as Bet
    return name.startsWith('commitments/') && bet.predictionId === id ? [bet] : []
  })
  const sum = (of: (bet: Bet) => number): number => bets.reduce((all, bet) => all + of(bet), 0)
  const winnings = (side: string) => (bet: Bet) =>
    bet.position === side ? bet.potentialWinning : 0
  const stakes = sum(({ tokensCommitted }) => tokensCommitted)
  const atStake = Math.max(stakes, sum(winnings('yes')), sum(winnings('no')))
  const isOfTwo = effect.of('resolutions').some(({ after }) => {
    return after.state === 'approved' && after.predictionId === id
  })
  demand('I20', isOfTwo || atStake <= aloneTokens(id), () => {
    return `${path} was resolved by one admin, with ${atStake} at stake`
  })
}
