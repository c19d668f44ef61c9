// Settles the commitments of one page of a payout, each on its person's wallet. Pure.
import type { UserId } from '../../shared/ids.ts'
import type { Commitment } from './commitment.ts'
import {
  append,
  emptyWallet,
  type Micros,
  type Sha256,
  type TokenTransaction,
  type Wallet,
} from './ledger.ts'
import { type Resolution, settlementOf, verdictOf } from './payout.ts'
import type { PageEffect } from './payout-job.ts'

export interface PageTerms extends Resolution {
  /** What was born then or after it came after the lock. */
  readonly lateFrom: Micros
}
export interface SettledPage extends PageEffect {
  /** Each once, after all of the person's rows on this page. */
  readonly wallets: readonly Wallet[]
}

/** One after the other: a person's rows chain, whatever the sides and however many there are. */
export function settleCommitments(
  commitments: readonly Commitment[],
  before: ReadonlyMap<UserId, Wallet>,
  terms: PageTerms,
  now: Micros,
  sha256: Sha256,
): SettledPage {
  const wallets = new Map<UserId, Wallet>()
  const rows: TokenTransaction[] = []
  const settled: Commitment[] = []
  let late = 0
  for (const commitment of commitments) {
    const { userId } = commitment
    const isLate = (commitment.bornAt ?? 0) >= terms.lateFrom
    const verdict = verdictOf(commitment, terms.outcome, isLate)
    const settlement = settlementOf(commitment, verdict, terms, now)
    let wallet = wallets.get(userId) ?? before.get(userId) ?? emptyWallet(userId)
    for (const movement of settlement.movements) {
      const booked = append(wallet, movement, now, sha256)
      rows.push(booked.row)
      wallet = booked.wallet
    }
    wallets.set(userId, { ...wallet, yieldUntil: 0 })
    settled.push(settlement.commitment)
    if (isLate) late += 1
  }
  return { rows, settled, late, wallets: [...wallets.values()] }
}
