// Who may do nothing for a while, and why: holds are put on for a cause and lifted for a reason, and
// nobody buys or commits meanwhile.
import { demand } from '../violation.ts'
import type { Plain } from './decode.ts'
import type { Effect, Moved } from './shadow.ts'

export interface Hold {
  readonly scope: 'purchases' | 'commitments' | 'all'
  readonly at: number
  readonly endsAt: number | null
}
type Holds = Readonly<Record<string, Hold>>

/** No clock runs ahead by more. */
const AHEAD_MICROS = 2_000_000
/** A commit may be applied long after it was asked for. */
const SLOW_MICROS = 60_000_000

const holdsOf = (wallet: Plain | undefined): Holds => (wallet?.holds ?? {}) as Holds

/** For certain, at a moment of the database's clock. */
export function isHeld(wallet: Plain, what: 'purchases' | 'commitments', at: number): boolean {
  return Object.values(holdsOf(wallet)).some(
    ({ scope, endsAt }) =>
      (scope === what || scope === 'all') && (endsAt === null || endsAt > at + AHEAD_MICROS),
  )
}

export function checkHolds(effect: Effect): void {
  for (const moved of effect.of('balances')) {
    const [was, is] = [holdsOf(moved.before), holdsOf(moved.after)]
    for (const cause of Object.keys(was)) {
      const [before, after] = [was[cause] as Hold, is[cause]]
      // A dispute that is over lets go, and holds again should it be taken up again.
      const isOver = cause.startsWith('dispute_') && before.endsAt === null
      demand('I14', after !== undefined || isOver, () => `${moved.path} has forgotten ${cause}`)
      if (after) checkKept(effect, moved, cause, before, after)
    }
    for (const cause of Object.keys(is)) if (!was[cause]) checkPut(effect, moved, cause, is[cause])
  }
}

function checkPut(effect: Effect, { path, before }: Moved, cause: string, hold?: Hold): void {
  const [kind = ''] = cause.split('_')
  // Nobody tampers with these books.
  demand('innocent', cause !== 'ledger', () => `${path} is held because of its ledger`)
  if (kind === 'dispute' || kind === 'warning') {
    const isCase = effect.now(`fraudFlags/${cause}`) !== undefined
    demand('I5', isCase, () => `${path} is held for ${cause} without a case`)
    const fits = hold?.scope === 'purchases' && hold.endsAt === null
    demand('I14', fits, () => `${path} is held for ${cause} with ${JSON.stringify(hold)}`)
    return
  }
  const isBuilt = cause === 'admin' && before === undefined
  const isAsked = kind === 'admin' && wasDone(effect, 'user.hold', path)
  demand('I20', isBuilt || isAsked, () => `${path} is held by ${cause}, and nobody asked`)
}

function checkKept(
  effect: Effect,
  { path }: Moved,
  cause: string,
  before: Hold,
  after: Hold,
): void {
  const same = before.scope === after.scope && before.at === after.at
  demand('I14', same, () => `${path}: the hold ${cause} changed`)
  if (before.endsAt === after.endsAt) return
  const earlier =
    after.endsAt !== null && after.endsAt < (before.endsAt ?? Number.POSITIVE_INFINITY)
  demand('I14', earlier, () => `${path} is held by ${cause} until ${after.endsAt} now`)
  const now = after.endsAt >= effect.askedAt - SLOW_MICROS
  demand('I14', now, () => `${path}: ${cause} ended in the past`)
  const isFreed = wasDone(effect, 'user.lift', path)
  demand('I20', isFreed, () => `${path}: ${cause} was lifted, and nobody asked`)
}

function wasDone(effect: Effect, action: string, path: string): boolean {
  const target = path.slice('balances/'.length)
  const entries = effect.of('auditLog')
  return entries.some(({ after }) => after.action === action && after.target === target)
}
