// Betting in tests: predictions put straight into the store, and people with tokens.
import type { CommitTokens } from '../../shared/api/predictions.ts'
import type { Result } from '../../shared/failure.ts'
import { PredictionId, type UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { gateId } from '../domain/keys.ts'
import { emptyWallet, type Wallet } from '../domain/ledger.ts'
import { GATES, gateOf, type Prediction } from '../domain/prediction.ts'
import type { Change, Services } from '../ports.ts'
import { type CommitReceipt, commitTokens } from '../use-cases/commit-tokens.ts'
import { adjusted, giversOf, headsOf } from './adjusted.ts'
import { ALICE } from './people.ts'
import { keyOf } from './start.ts'

export const RAIN = PredictionId.parse('prd-rain')
export const ODDS = { yes: 18_500, no: 21_000 } as const
const HOUR = 3_600_000_000

export function predictionOf(now: number, changes: Partial<Prediction> = {}): Prediction {
  return {
    id: RAIN,
    title: 'It rains on Friday',
    description: 'Yes if it does.',
    category: 'weather',
    status: 'open',
    closesAt: now + HOUR,
    oddsBps: ODDS,
    minTokens: 1,
    maxTokens: 10_000,
    outcome: null,
    resolutionVersion: 0,
    createdAt: now,
    termsChangedAt: now,
    earlierWords: [],
    lockedAt: null,
    resolvedAt: null,
    proposalId: null,
    ...changes,
  }
}

export const changesOf = (prediction: Prediction): Change[] => [
  { ref: { kind: 'prediction', id: prediction.id }, value: prediction },
  ...Array.from(
    { length: GATES },
    (_, gate): Change => ({
      ref: { kind: 'gate', id: gateId(prediction.id, gate) },
      value: gateOf(prediction),
    }),
  ),
]

type Betting = Pick<Services, 'store' | 'clock' | 'hash'>

/** Written as it is, without an admin. */
export async function openTo(s: Betting, changes: Partial<Prediction> = {}): Promise<Prediction> {
  const prediction = predictionOf(s.clock.now() * 1000, changes)
  await s.store.atomically({}, () => ({ answer: null, changes: changesOf(prediction) }))
  return prediction
}

/** Tokens out of a house adjustment; `changes` go onto the wallet as they are. */
export async function endow(
  s: Betting,
  userId: UserId,
  amount: number,
  changes: Partial<Wallet> = {},
): Promise<void> {
  const [one, two] = giversOf().ids
  const refs = {
    wallet: { kind: 'wallet', id: userId },
    one: { kind: 'auditHead', id: one },
    two: { kind: 'auditHead', id: two },
  } as const
  await s.store.atomically(refs, ({ wallet, ...heads }) => {
    const before = { ...(wallet ?? emptyWallet(userId)), ...changes }
    const now = s.clock.now() * 1000
    const givers = giversOf('', [heads.one, heads.two])
    const given = adjusted(before, { direction: 'add', amount }, now, givers)
    return {
      answer: null,
      changes: [
        { ref: refs.wallet, value: given.wallet },
        { ref: { kind: 'row', id: given.row.id }, value: given.row },
        ...given.changes,
        ...headsOf(givers),
      ],
    }
  })
}

export const bet = (changes: Partial<CommitTokens> = {}): CommitTokens => ({
  predictionId: RAIN,
  position: 'yes',
  tokens: tokens(30) as CommitTokens['tokens'],
  oddsBps: ODDS.yes,
  ...changes,
})

export function place(
  s: Betting,
  key: string,
  changes: Partial<CommitTokens> = {},
  userId: UserId = ALICE,
): Promise<Result<CommitReceipt>> {
  return commitTokens(s, { userId, key: keyOf(key), request: bet(changes) })
}
