// A person with a long history, put straight into the database: so many purchases and bets would
// take an hour.
import type { Stack } from '../local/stack.ts'
import { PROJECT_ID } from '../local/stand-ins.ts'
import { UserId } from '../shared/ids.ts'
import { tokens } from '../shared/tokens.ts'
import {
  append,
  availableOf,
  committedOf,
  emptyWallet,
  type Movement,
  post,
  type TokenTransaction,
} from '../worker/domain/ledger.ts'
import type { Change } from '../worker/ports.ts'
import { put } from '../worker/test/door/endow.ts'
import { sha256 } from '../worker/test/movements.ts'

export const HOSTILE = '=HYPERLINK("http://evil.example","Rain, ""heavy""");-1'
const PREDICTION = 'prd-film-billion'
const STAKE = tokens(7)
const WRITES_MAX = 400
const MINUTE = 60_000_000
const DAY = 24 * 60 * MINUTE

/** The rows as they were written, newest first; the last of them so many days ago. */
export async function writeHistory(
  { services }: Pick<Stack, 'services'>,
  name: string,
  count: number,
  daysAgo = 0,
) {
  const userId = UserId.parse(name)
  const began = Date.now() * 1000 - daysAgo * DAY - count * MINUTE
  let wallet = emptyWallet(userId)
  const rows: TokenTransaction[] = []
  for (let n = 0; n < count; n += 1) {
    const booked = append(wallet, movementOf(userId, n), began + n * MINUTE, sha256)
    wallet = booked.wallet
    rows.unshift(booked.row)
  }
  const changes: Change[] = [
    { ref: { kind: 'wallet', id: name }, value: wallet },
    ...rows.map((row): Change => ({ ref: { kind: 'row', id: row.id }, value: row })),
  ]
  const facts = { projectId: PROJECT_ID, firestore: services.firestoreUrl ?? '' }
  for (let at = 0; at < changes.length; at += WRITES_MAX) {
    await put({ facts }, changes.slice(at, at + WRITES_MAX))
  }
  return rows
}

/** A gift first, then a bet and its loss in turn; each third title is somebody's attack. */
function movementOf(userId: UserId, n: number): Movement {
  const [own, held] = [availableOf(userId), committedOf(userId)]
  if (n === 0) {
    const amount = tokens(100_000)
    const primary = post('house:adjust', own, amount)
    return { ...BARE, id: `adjust_${userId}`, type: 'adjustment', amount, primary }
  }
  const about = {
    relatedId: PREDICTION,
    metadata: { predictionTitle: n % 3 === 0 ? HOSTILE : 'A film passes one billion', ...TERMS },
  }
  const isBet = n % 2 === 1
  return {
    ...BARE,
    ...about,
    id: isBet ? `commit_${userId}_${n}` : `settle_cmt_${n}_v1`,
    type: isBet ? 'commit' : 'loss',
    amount: STAKE,
    primary: isBet ? post(own, held, STAKE) : post(held, 'house:book', STAKE),
  }
}

const TERMS = { position: 'yes', oddsBps: 15_000 } as const
const BARE = { relatedId: null, metadata: {}, requestHash: 'long history' } as const
