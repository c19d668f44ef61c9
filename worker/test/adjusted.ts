// Tokens that the house gave or took: as two admins decided it, so that honest books stay honest.
import { AdjustmentId, UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { type Adjustment, adjustmentMovement } from '../domain/adjustment.ts'
import { type AuditHead, chainAudit } from '../domain/audit.ts'
import { append, type Wallet } from '../domain/ledger.ts'
import { decided, undecided } from '../domain/proposal.ts'
import type { Change } from '../ports.ts'
import { sha256 } from './movements.ts'

/** Two admins who do nothing else, and the ends of their chains. */
export interface Givers {
  readonly ids: readonly [proposes: UserId, approves: UserId]
  heads: readonly [AuditHead | null, AuditHead | null]
}

const GIVER = 'giver'
/** What they did came before a test. */
export const isGiver = (actor: string): boolean => actor.startsWith(GIVER)

/** `suffix`: of chains that nothing else adds to. */
export const giversOf = (suffix = '', heads: Givers['heads'] = [null, null]): Givers => ({
  ids: [UserId.parse(`${GIVER}${suffix}`), UserId.parse(`${GIVER}${suffix}-2`)],
  heads,
})

export const headsOf = ({ heads }: Givers): Change[] =>
  heads.flatMap((value) => (value ? [{ ref: { kind: 'auditHead', id: value.actor }, value }] : []))

export const adjustedIdOf = (userId: UserId, version: number): AdjustmentId =>
  AdjustmentId.parse(`adj_${sha256(`${userId} ${version}`).slice(0, 20)}`)

export interface Given {
  readonly direction: Adjustment['direction']
  readonly amount: number
}

/** The heads of the givers are to be written as well, once. */
export function adjusted(before: Wallet, given: Given, now: number, givers: Givers) {
  const { userId, version } = before
  const [proposer, approver] = givers.ids
  const about = { id: adjustedIdOf(userId, version), userId, direction: given.direction }
  const proposed: Adjustment = {
    ...{ ...about, tokens: tokens(given.amount), reason: 'goodwill' },
    ...undecided('', proposer, now),
  }
  const value = decided(proposed, 'approved', approver, now)
  const { wallet, row } = append(before, adjustmentMovement(value, 'endowed'), now, sha256)
  const said = { target: value.id, key: value.id, requestHash: 'endowed' }
  const asked = { ...said, action: 'adjustment.propose', before: null, after: proposed }
  const agreed = { ...said, action: 'adjustment.approve', before: proposed, after: value }
  const [first, second] = givers.heads
  const one = chainAudit(first, proposer, asked, now, sha256)
  const two = chainAudit(second, approver, agreed, now, sha256)
  givers.heads = [one.head, two.head]
  const changes: Change[] = [
    { ref: { kind: 'adjustment', id: value.id }, value },
    ...[one, two].map(
      ({ entry }): Change => ({ ref: { kind: 'audit', id: entry.id }, value: entry }),
    ),
  ]
  return { wallet, row, changes }
}
