// An adjustment that two people decided against the row that moved it, both ways. Pure.
import type { Adjustment } from './adjustment.ts'
import { type Difference, type Found, readably } from './difference.ts'
import { adjustRowId } from './keys.ts'
import type { TokenTransaction } from './ledger.ts'

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
  const [from, to] = direction === 'add' ? ['house:adjust', own] : [own, 'house:adjust']
  const [first] = row.postings
  const claims: Record<string, boolean> = {
    row: row.id === adjustRowId(adjustment.id) && row.type === 'adjustment',
    owner: row.userId === userId,
    tokens: row.amount === tokens && first?.amount === tokens,
    direction: first?.from === from && first.to === to,
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
