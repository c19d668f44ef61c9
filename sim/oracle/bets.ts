// Commitments and what they are judged by: the terms in force, the lock, one settlement a version.
import { demand } from '../violation.ts'
import type { Plain } from './decode.ts'
import { winningOf } from './expected.ts'
import {
  type Bet,
  bookOf,
  type Effect,
  type Moved,
  type Prediction,
  purseOf,
  type Row,
  type Shadow,
} from './shadow.ts'

const IMMUTABLE = [
  ...['id', 'userId', 'predictionId', 'tokensCommitted', 'position', 'oddsBps'],
  ...['potentialWinning', 'committedAt', 'requestHash'],
]

/** Before the rows are folded: what people hold follows from their commitments. */
export function checkBets(shadow: Shadow, effect: Effect): void {
  for (const moved of effect.of('commitments')) {
    const before = moved.before as Bet | undefined
    const after = moved.after as never as Bet
    if (before) checkSettled(moved, before, after)
    else checkBorn(shadow, effect, moved, after)
    const purse = purseOf(shadow, after.userId)
    purse.held += heldOf(after) - heldOf(before)
    bookOf(shadow, after.predictionId).bets += bookedOf(after) - bookedOf(before)
  }
}

const heldOf = (bet: Bet | undefined): number =>
  bet?.status === 'active' ? bet.tokensCommitted : 0

function bookedOf(bet: Bet | undefined): number {
  if (bet?.status === 'lost') return bet.tokensCommitted
  return bet?.status === 'won' ? bet.tokensCommitted - bet.potentialWinning : 0
}

function checkBorn(shadow: Shadow, effect: Effect, { path, createdAt }: Moved, bet: Bet): void {
  const row = `transactions/commit_${bet.userId}_${bet.id.slice('cmt_'.length)}`
  demand(
    'I5',
    effect.of('transactions').some((each) => each.path === row),
    () => {
      return `${path} came without its row`
    },
  )
  const prediction = effect.now(`predictions/${bet.predictionId}`) as Prediction | undefined
  demand('I11', prediction?.status === 'open', () => `${path} is on ${prediction?.status}`)
  demand(
    'I11',
    !shadow.bornAt.has(`locks/${bet.predictionId}`),
    () => `${path} came after the lock`,
  )
  const odds = prediction.oddsBps[bet.position]
  demand('I11', bet.oddsBps === odds, () => `${path} has odds ${bet.oddsBps}, they were ${odds}`)
  const { minTokens, maxTokens } = prediction
  const within = bet.tokensCommitted >= minTokens && bet.tokensCommitted <= maxTokens
  demand('limits', within, () => `${path} has a stake of ${bet.tokensCommitted}`)
  const winning = winningOf(bet.tokensCommitted, bet.oddsBps)
  demand(
    'I4',
    bet.potentialWinning === winning && winning <= 1e9,
    () => `${path} may win ${winning}`,
  )
  const fresh = bet.status === 'active' && bet.settledVersion === 0 && bet.payout === 0
  demand('I14', fresh, () => `${path} was born ${bet.status} at ${createdAt}`)
}

function checkSettled({ path, before: was, after: is }: Moved, before: Bet, after: Bet): void {
  for (const field of IMMUTABLE) {
    demand('I14', was?.[field] === is[field], () => `${path}: ${field} changed`)
  }
  const rises = after.settledVersion > before.settledVersion
  demand(
    'I13',
    rises,
    () => `${path} went from version ${before.settledVersion} to ${after.settledVersion}`,
  )
  const payout = {
    won: after.potentialWinning,
    lost: 0,
    refunded: after.tokensCommitted,
    active: -1,
  }
  demand('I13', after.payout === payout[after.status], () => {
    return `${path} is ${after.status} with ${after.payout}`
  })
}

/** After the rows: each settled commitment has its row of this version, and the books agree. */
export function checkSettlements(shadow: Shadow, effect: Effect, rows: readonly Row[]): void {
  const ids = new Set(rows.map(({ id }) => id))
  const touched = new Set<string>()
  for (const { path, before, after } of effect.of('commitments')) {
    const bet = after as never as Bet
    touched.add(bet.predictionId)
    if (!before) continue
    const { settledVersion, status } = bet
    const key = `settle_${bet.id}_v${settledVersion}`
    demand('I5', ids.has(key), () => `${path} was settled without a row`)
    const undone = (before as never as Bet).settledVersion
    const reversed = undone === 0 || ids.has(`reverse_settle_${bet.id}_v${undone}`)
    demand('I13', reversed, () => `${path} was settled again without a reversal`)
    const prediction = effect.now(`predictions/${bet.predictionId}`) as Prediction | undefined
    demand('I13', prediction?.resolutionVersion === settledVersion, () => {
      return `${path} was settled for version ${settledVersion} of ${prediction?.resolutionVersion}`
    })
    const was = shadow.documents.get(`predictions/${bet.predictionId}`)
    demand('I14', was?.status === 'resolving', () => {
      return `${path} became ${status} while its prediction was ${was?.status}`
    })
    const jobPath = `payoutJobs/${bet.predictionId}_v${settledVersion}`
    const job = effect.of('payoutJobs').some((each) => each.path === jobPath)
    demand('I5', job, () => `${path} was settled without its payout job`)
  }
  for (const id of touched) {
    const book = bookOf(shadow, id)
    demand('I12', book.rows === book.bets, () => {
      return `rows gave ${book.rows} to the house for ${id}, its commitments ${book.bets}`
    })
  }
}

const LIFE: Readonly<Record<string, readonly string[]>> = {
  draft: ['draft', 'open'],
  open: ['open', 'locked'],
  locked: ['locked', 'resolving'],
  resolving: ['resolving', 'resolved', 'voided'],
  resolved: ['resolved', 'resolving'],
  voided: ['voided', 'resolving'],
}
const TERMS = ['oddsBps', 'closesAt', 'minTokens', 'maxTokens', 'title']
const GATES = 16

export function checkPredictions(shadow: Shadow, effect: Effect): void {
  const touched = new Set<string>()
  for (const { path, before, after } of effect.of('predictions')) {
    const [, id = '', gate] = path.split('/')
    touched.add(id)
    if (gate === undefined) checkLife(path, before, after)
  }
  for (const id of touched) checkGates(shadow, effect, id)
  for (const { path, before } of effect.of('locks')) {
    demand('I14', before === undefined, () => `${path} was written twice`)
  }
}

function checkLife(path: string, was: Plain | undefined, is: Plain): void {
  const [before, after] = [was as Prediction | undefined, is as never as Prediction]
  if (!before) return
  const declared = LIFE[before.status]?.includes(after.status)
  demand('I14', declared === true, () => `${path} went from ${before.status} to ${after.status}`)
  const step = after.resolutionVersion - before.resolutionVersion
  const resolves = before.status !== 'resolving' && after.status === 'resolving'
  demand('I14', step === (resolves ? 1 : 0), () => `${path} skipped a resolution`)
  if (resolves) return
  demand('I14', before.outcome === after.outcome, () => `${path} changed its outcome`)
}

/** Sixteen equal copies, rewritten with the prediction in one commit; locked by a document. */
function checkGates(shadow: Shadow, effect: Effect, id: string): void {
  const prediction = effect.now(`predictions/${id}`)
  demand('I5', prediction !== undefined, () => `gates of ${id} without a prediction`)
  const { status } = prediction
  const shown = status === 'draft' || status === 'open' ? status : 'closed'
  for (let n = 0; n < GATES; n += 1) {
    const gate = effect.now(`predictions/${id}/gates/${n}`)
    const same = TERMS.every(
      (term) => JSON.stringify(gate?.[term]) === JSON.stringify(prediction[term]),
    )
    demand(
      'I5',
      gate?.status === shown && same,
      () => `gate ${n} differs from ${id}, which is ${status}`,
    )
  }
  const isLocked = effect.now(`locks/${id}`) !== undefined || shadow.bornAt.has(`locks/${id}`)
  demand('I5', isLocked === (shown === 'closed'), () => `${id} is ${status}, its lock: ${isLocked}`)
}
