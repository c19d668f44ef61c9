// An adjustment that two people decided against the row that moved it, both ways. Pure.
import type { UserId } from '../../shared/ids.ts'
import type { Adjustment } from './adjustment.ts'
import type { AuditEntry } from './audit.ts'
import { canonicalJson } from './canonical.ts'
import { type Difference, type Found, readably } from './difference.ts'
import { adjustRowId } from './keys.ts'
import type { TokenTransaction } from './ledger.ts'
import { isPosted } from './reconcile-source.ts'

type Row = TokenTransaction | null

/** What was approved was moved, as it was approved; anything else was not. */
export function faultsOfAdjustment(
  { id, value, owner = null, writtenAt = '' }: Found<Adjustment>,
  row: Row,
): Difference[] {
  if (value?.id !== id) {
    return [{ kind: 'adjustment_unreadable', id, userId: owner, facts: { writtenAt } }]
  }
  const wrong = readably(
    () => wrongIn(value, row),
    () => ['row'],
  )
  if (wrong.length === 0) return []
  const { userId, state } = value
  const facts = { state, row: row?.id ?? null, wrong: wrong.join(' '), writtenAt }
  return [{ kind: 'adjustment_row', id, userId, facts }]
}

function wrongIn(adjustment: Adjustment, row: Row): string[] {
  const { userId, state, tokens, direction, reason, proposedBy, decidedBy, decidedAt } = adjustment
  if (state !== 'approved') return row ? ['state'] : []
  if (!row) return ['row']
  const own = `user:${userId}:available`
  const [from, to] =
    direction === 'add' ? (['house:adjust', own] as const) : ([own, 'house:adjust'] as const)
  const claims: Record<string, boolean> = {
    row: row.id === adjustRowId(adjustment.id) && row.type === 'adjustment',
    owner: row.userId === userId,
    tokens: row.amount === tokens,
    postings: isPosted(row, [{ from, to, amount: tokens }]),
    reason: row.metadata.cause === reason,
    // Two people, neither of whom it is about.
    people: decidedBy !== null && decidedBy !== proposedBy && decidedBy !== userId,
    time: decidedAt !== null && decidedAt <= row.timestamp,
  }
  return Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [what]))
}

/** The other way: nothing comes from the house, or goes there, that nobody decided. */
export function faultsOfAdjustmentRow(
  row: TokenTransaction,
  adjustment: Found<Adjustment> | null,
): Difference[] {
  if (adjustment) return faultsOfAdjustment(adjustment, row)
  const { id, userId, amount } = row
  return [{ kind: 'row_without_adjustment', id, userId, facts: { amount } }]
}

/** What admins did about it, each entry as its own chain has it. */
type Acts = readonly Pick<AuditEntry, 'actor' | 'action' | 'after'>[]

/**
 * Who proposed it and who approved it is what the audit log says: whoever changes the document may
 * write any names into it.
 */
export function faultsOfDecision(adjustment: Adjustment, acts: Acts): Difference[] {
  const { id, userId, state, proposedBy, decidedBy } = adjustment
  if (state !== 'approved') return []
  const proposed = acts.filter(({ action }) => action === 'adjustment.propose')
  const approved = acts.filter(({ action }) => action === 'adjustment.approve')
  const proposers = proposed.map(({ actor }) => actor)
  const approvers = approved.map(({ actor }) => actor)
  const claims: Record<string, boolean> = {
    proposed: isOnly(proposers, proposedBy),
    approved: decidedBy !== null && isOnly(approvers, decidedBy),
    people: !approvers.some((actor) => actor === userId || proposers.includes(actor)),
    terms: proposed.every(({ after }) => termsIn(after) === termsOf(adjustment)),
  }
  const wrong = Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [what]))
  if (wrong.length === 0) return []
  const facts = {
    wrong: wrong.join(' '),
    proposedBy: proposers.join(' '),
    decidedBy: approvers.join(' '),
  }
  return [{ kind: 'adjustment_undecided', id, userId, facts }]
}

const isOnly = (actors: readonly UserId[], wanted: UserId): boolean =>
  actors.length === 1 && actors[0] === wanted

const termsOf = ({ id, userId, direction, tokens, reason }: Partial<Adjustment>): string =>
  canonicalJson([id, userId, direction, tokens, reason].map((each) => each ?? null))

/** Null: it says nothing that was ever proposed. */
function termsIn(after: string): string | null {
  try {
    return termsOf({ ...(JSON.parse(after) as Partial<Adjustment>) })
  } catch (error) {
    if (UNREADABLE.some((kind) => error instanceof kind)) return null
    throw error
  }
}

const UNREADABLE = [SyntaxError, TypeError, RangeError]
