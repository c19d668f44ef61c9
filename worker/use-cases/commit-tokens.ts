// Commits tokens to a prediction: ledger row, balance and commitment in one guarded commit, which
// also fails if the prediction's gate moved. One call to the store when wallet and gate are known.
import type { CommitTokens } from '../../shared/api/predictions.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { CommitmentId, IdempotencyKey, UserId } from '../../shared/ids.ts'
import { NO_TOKENS } from '../../shared/tokens.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { type Commitment, commit } from '../domain/commitment.ts'
import { commitmentIdOf, commitRowId, gateIdOf } from '../domain/keys.ts'
import {
  append,
  emptyWallet,
  shardOf,
  type TokenTransaction,
  type Totals,
  type Wallet,
} from '../domain/ledger.ts'
import { GATES } from '../domain/prediction.ts'
import type { Change, Decision, Ref, Seen, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export interface CommitInput {
  readonly userId: UserId
  readonly key: IdempotencyKey
  readonly request: CommitTokens
}
export interface CommitReceipt {
  /** As it was made: a replay repeats that, whatever became of it since. */
  readonly commitment: Commitment
  /** Right after this commitment. */
  readonly wallet: Wallet
  readonly replayed: boolean
}
type Needs = Pick<Services, 'store' | 'hash' | 'clock'>

/** Refuses IDEMPOTENCY_KEY_REUSED and as `commit` does. */
export function commitTokens(s: Needs, input: CommitInput): Promise<Result<CommitReceipt>> {
  const id = commitmentIdOf(s.hash.sha256, input.userId, input.key)
  const requestHash = s.hash.sha256(canonicalJson(input.request))
  const refs = refsOf(s, input, id)
  return s.store.joined(input.userId, refs, (seen) => decide(s, input, { id, requestHash }, seen))
}

/** What a commit of this request is likely to need, for `Store.warm`. */
export function commitHints(
  s: Pick<Services, 'hash'>,
  userId: UserId,
  { predictionId }: CommitTokens,
): Ref[] {
  const gate = gateIdOf(s.hash.sha256, predictionId, userId, GATES)
  return [
    { kind: 'wallet', id: userId },
    { kind: 'gate', id: gate },
  ]
}

function refsOf(s: Needs, { userId, request }: CommitInput, id: CommitmentId) {
  return {
    row: { kind: 'row', id: commitRowId(userId, id) },
    commitment: { kind: 'commitment', id },
    wallet: { kind: 'wallet', id: userId },
    gate: { kind: 'gate', id: gateIdOf(s.hash.sha256, request.predictionId, userId, GATES) },
  } as const satisfies Record<string, Ref>
}

function decide(
  s: Needs,
  input: CommitInput,
  { id, requestHash }: { readonly id: CommitmentId; readonly requestHash: string },
  seen: Seen<ReturnType<typeof refsOf>>,
): Decision<Result<CommitReceipt>> {
  const refs = refsOf(s, input, id)
  const wallet = seen.wallet ?? emptyWallet(input.userId)
  if (seen.commitment) {
    return { answer: replay(seen.commitment, seen.row, wallet, requestHash), changes: [] }
  }
  const now = nowMicros(s.clock)
  const shard = shardOf(id, s.hash.sha256)
  const decided = commit(wallet, seen.gate, { ...input.request, id, requestHash, shard }, now)
  if (!decided.ok) return { answer: decided, changes: [] }
  const { movement, commitment } = decided.value
  const booked = append(decided.value.wallet, movement, now, s.hash.sha256)
  const changes: Change[] = [
    { ref: refs.row, value: booked.row },
    { ref: refs.wallet, value: booked.wallet },
    { ref: refs.commitment, value: commitment },
  ]
  const answer = ok({ commitment, wallet: booked.wallet, replayed: false })
  return { answer, changes, guards: [refs.gate] }
}

/** The first answer again, from what was stored with the effect. */
function replay(
  commitment: Commitment,
  row: TokenTransaction | null,
  wallet: Wallet,
  requestHash: string,
): Result<CommitReceipt> {
  if (commitment.requestHash !== requestHash) {
    return refuse('IDEMPOTENCY_KEY_REUSED', 'Send a new Idempotency-Key for another commitment.')
  }
  const then: Commitment = { ...commitment, status: 'active', payout: NO_TOKENS, resolvedAt: null }
  // A row that was archived leaves the present balance to tell of.
  const after: Partial<Totals> = row ? { ...row.after } : {}
  const lastUpdated = row?.timestamp ?? wallet.lastUpdated
  return ok({ commitment: then, wallet: { ...wallet, ...after, lastUpdated }, replayed: true })
}
