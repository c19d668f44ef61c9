// Rows as somebody writes them who has the database and knows how rows are hashed: chain, sums and
// balance agree with them.
import type { UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import {
  append,
  availableOf,
  type Movement,
  post,
  type TokenTransaction,
} from '../domain/ledger.ts'
import type { Change } from '../ports.ts'
import { nowMicros } from '../use-cases/now.ts'
import type { Harness } from './harness.ts'
import { walletOf } from './shop.ts'

export const LOOT = tokens(1_000_000)

/** One more row, out of nothing but what `more` says, and its balance. */
export async function forgeRow(
  { services: { store, hash, clock } }: Harness,
  userId: UserId,
  more: Partial<Movement> = {},
  others: readonly Change[] = [],
): Promise<void> {
  const refs = { wallet: { kind: 'wallet', id: userId } } as const
  await store.atomically(refs, ({ wallet }) => {
    if (!wallet) throw new Error(`${userId} has no balance`)
    const movement: Movement = {
      ...{ id: 'forged_1', type: 'win', amount: LOOT, relatedId: null, metadata: {} },
      ...{ primary: post('house:book', availableOf(userId), LOOT), requestHash: 'x', ...more },
    }
    const { row, wallet: after } = append(wallet, movement, nowMicros(clock), hash.sha256)
    const changes: Change[] = [
      { ref: { kind: 'row', id: row.id }, value: row },
      { ref: refs.wallet, value: after },
      ...others,
    ]
    return { answer: null, changes }
  })
}

/** The newest row has one posting more than what it comes from. */
export async function bloatNewest(harness: Harness, userId: UserId): Promise<TokenTransaction> {
  const { store, hash } = harness.services
  const [row] = await store.rowsOf(userId, {}, { limit: 1, after: null })
  const wallet = await walletOf(harness.services, userId)
  if (!row || !wallet) throw new Error(`${userId} has no row`)
  const { id, type, amount, relatedId, predictionId, resolutionVersion, metadata } = row
  const primary = [...row.postings, ...post('house:promo', availableOf(userId), LOOT)]
  const about = { id, type, amount, relatedId, metadata, primary, requestHash: row.requestHash }
  const movement: Movement = {
    ...about,
    ...(predictionId && { predictionId }),
    ...(resolutionVersion && { resolutionVersion }),
  }
  const { balanceBefore, deltas, after, seq, prevHash, timestamp } = row
  const before = {
    ...{ ...wallet, available: balanceBefore, owed: tokens(after.owed - deltas.dOwed) },
    ...{ committed: tokens(after.committed - deltas.dCommitted), version: seq - 1 },
    ...{ headHash: prevHash, lastUpdated: timestamp - 1 },
  }
  const made = append(before, movement, timestamp, hash.sha256)
  // The lifetime totals are as they were.
  const { totalEarned, totalSpent } = after
  if (before.totalEarned !== totalEarned || before.totalSpent !== totalSpent) {
    throw new Error('the totals have moved')
  }
  const refs = { wallet: { kind: 'wallet', id: userId }, row: { kind: 'row', id } } as const
  await store.atomically(refs, () => ({
    answer: null,
    changes: [
      { ref: refs.wallet, value: made.wallet },
      { ref: refs.row, value: made.row },
    ],
  }))
  return made.row
}
