// Where each kind lives and how it is spelled in Firestore (seed's field names on the wire).
import { NO_TOKENS } from '../../../shared/tokens.ts'
import type { Adjustment } from '../../domain/adjustment.ts'
import type { Checkpoint } from '../../domain/checkpoint.ts'
import type { DayStats } from '../../domain/daily-stats.ts'
import type { DeadLetter } from '../../domain/dead-letter.ts'
import type { Flag } from '../../domain/flag.ts'
import type { TokenTransaction, Totals, Wallet } from '../../domain/ledger.ts'
import type { LedgerSums } from '../../domain/ledger-sums.ts'
import type { Prediction } from '../../domain/prediction.ts'
import type { Proposal } from '../../domain/proposal.ts'
import type { Order } from '../../domain/purchase.ts'
import type { Refund } from '../../domain/refund.ts'
import type { Ruling } from '../../domain/ruling.ts'
import type { EventRecord, Kind, Stored } from '../../ports.ts'
import { decodeFields, encodeFields, type Fields, toMicros } from './values.ts'

interface Spelling<K extends Kind> {
  readonly collection: string
  /** A document that nobody read is created, or blindly written when writing twice is harmless. */
  readonly unread: 'create' | 'overwrite'
  encode(value: Stored[K]): Fields
  decode(fields: Fields, createTime: string): Stored[K]
}

/** Stored as it is in the domain; the cast is the boundary to our own writes. */
function plain<K extends Kind>(
  collection: string,
  unread: Spelling<K>['unread'] = 'create',
): Spelling<K> {
  return {
    collection,
    unread,
    encode: (value) => encodeFields(value),
    decode: (fields) => decodeFields(fields) as Stored[K],
  }
}

/** The database's own word for when a document came to be: it decides whether a bet was late. */
function born<K extends 'commitment' | 'lock'>(collection: string): Spelling<K> {
  return {
    collection,
    unread: 'create',
    encode: ({ bornAt: _, ...value }) => encodeFields(value),
    decode: (fields, createTime) =>
      ({ ...decodeFields(fields), bornAt: toMicros(createTime) }) as Stored[K],
  }
}

export const SPELLINGS: { readonly [K in Kind]: Spelling<K> } = {
  wallet: { collection: 'balances', unread: 'create', encode: encodeWallet, decode: decodeWallet },
  row: { collection: 'transactions', unread: 'create', encode: encodeRow, decode: decodeRow },
  order: { collection: 'purchases', unread: 'create', encode: encodeFields, decode: decodeOrder },
  package: plain('packages'),
  dataKey: plain('userKeys'),
  event: { ...plain('stripeEvents', 'overwrite'), decode: decodeEvent },
  flag: {
    collection: 'fraudFlags',
    unread: 'create',
    encode: encodeFields,
    decode: (fields) => ({ ...FIRST_TIME, ...(decodeFields(fields) as Flag) }),
  },
  audit: plain('auditLog'),
  auditHead: plain('auditHeads'),
  receipt: plain('receipts'),
  deadLetter: {
    collection: 'deadLetters',
    unread: 'overwrite',
    encode: encodeFields,
    decode: decodeDeadLetter,
  },
  prediction: { ...plain('predictions'), decode: decodePrediction },
  gate: plain('predictions'),
  lock: born('locks'),
  totals: plain('predictionTotals', 'overwrite'),
  commitment: born('commitments'),
  payoutJob: plain('payoutJobs'),
  refund: { ...plain('refunds'), decode: decodeRefund },
  adjustment: { ...plain('adjustments'), decode: decodeProposal<Adjustment> },
  ruling: { ...plain('rulings'), decode: decodeProposal<Ruling> },
  resolution: plain('resolutions'),
  alert: plain('alerts'),
  checkpoint: {
    collection: 'checkpoints',
    unread: 'create',
    encode: ({ id, userId, headHash, ...totals }) =>
      encodeFields({ id, userId, headHash, ...encodeTotals(totals) }),
    decode: decodeCheckpoint,
  },
  ledgerState: plain('system'),
  night: plain('system'),
  ledgerSums: {
    collection: 'system',
    unread: 'create',
    encode: encodeFields,
    decode: (fields) => ({ ...DAYLESS, ...(decodeFields(fields) as LedgerSums) }),
  },
  stripeWatch: plain('system'),
  report: plain('reconciliations'),
  dailyStats: { ...plain('dailyStats'), decode: decodeDay },
}

export const pathOf = (kind: Kind, id: string): string => `${SPELLINGS[kind].collection}/${id}`

const UNREVERSED: Pick<
  Order,
  'paid' | 'taken' | 'reversals' | 'looks' | 'dispute' | 'follow' | 'refunding'
> = {
  paid: { chargedCents: 0, refundedCents: 0, withdrawnCents: 0 },
  taken: { tokens: NO_TOKENS, bonus: NO_TOKENS },
  reversals: 0,
  looks: 0,
  dispute: 'none',
  follow: {},
  refunding: null,
}

/** Nobody's look at the books may fail over a number for pages: such a day is begun anew. */
function decodeDay(fields: Fields): DayStats {
  try {
    return decodeFields(fields) as DayStats
  } catch (error) {
    if (error instanceof TypeError) return { epoch: -1 } as DayStats
    throw error
  }
}

/** Sums from before there were days, and before their rows were counted. */
const DAYLESS: Pick<LedgerSums, 'epoch' | 'counted'> = { epoch: 0, counted: null }

/** A purchase from before anything could be taken back. */
function decodeOrder(fields: Fields): Order {
  const { takenBack: _, ...stored } = decodeFields(fields) as Order & { takenBack?: string }
  return { ...UNREVERSED, ...stored }
}

/** One from before a case could be opened anew. */
const FIRST_TIME: Pick<Flag, 'goneAt' | 'earlier'> = { goneAt: null, earlier: [] }

/** One from before anybody saw what it had said earlier, and before two admins resolved. */
function decodePrediction(fields: Fields): Prediction {
  const stored = decodeFields(fields) as Omit<Prediction, 'earlierWords' | 'proposalId'>
  return { earlierWords: [], proposalId: null, ...stored }
}

/**
 * One from before it was counted how often it is sent, its text was sealed, and anything but what
 * was granted could go back.
 */
function decodeRefund(fields: Fields): Refund {
  const { text: _, ...stored } = decodeFields(fields) as Refund & { text?: string }
  return { ...{ pushes: 0, private: null, paymentIntentId: null }, ...stored }
}

/** One from before it was kept what it was about. */
function decodeEvent(fields: Fields): EventRecord {
  const stored = decodeFields(fields) as Omit<EventRecord, 'purchaseId'>
  return { purchaseId: null, ...stored }
}

/** One from before anybody could see to it. */
function decodeDeadLetter(fields: Fields): DeadLetter {
  const stored = decodeFields(fields) as Omit<DeadLetter, 'attempts' | 'decided'>
  return { attempts: 0, decided: null, ...stored }
}

function encodeTotals(totals: Totals) {
  return {
    availableTokens: totals.available,
    committedTokens: totals.committed,
    owedTokens: totals.owed,
    totalEarned: totals.totalEarned,
    totalSpent: totals.totalSpent,
    version: totals.version,
  }
}

type EncodedTotals = ReturnType<typeof encodeTotals>

function decodeTotals(stored: EncodedTotals): Totals {
  return {
    available: stored.availableTokens,
    committed: stored.committedTokens,
    owed: stored.owedTokens,
    totalEarned: stored.totalEarned,
    totalSpent: stored.totalSpent,
    version: stored.version,
  }
}

function encodeWallet(wallet: Wallet): Fields {
  const { available: _, committed: __, owed: ___, ...rest } = wallet
  return encodeFields({ ...rest, ...encodeTotals(wallet) })
}

/** What an older version of the product didn't write is as it was then: nothing. */
const UNWRITTEN: Pick<Wallet, 'limits' | 'day' | 'yieldUntil' | 'holds'> = {
  limits: { purchaseCentsPerDay: null, commitTokensPerDay: null, excludedUntil: 0, wished: null },
  day: { day: 0, committedTokens: 0, purchasedCents: 0 },
  yieldUntil: 0,
  holds: {},
}

function decodeWallet(fields: Fields): Wallet {
  const stored = decodeFields(fields) as EncodedTotals & Wallet
  const { availableTokens: _, committedTokens: __, owedTokens: ___, ...rest } = stored
  const totals = decodeTotals(stored)
  // Text where a number belongs would be spent as one.
  if (!Object.values(totals).every(isCount)) throw new TypeError('a balance of no whole tokens')
  return { ...UNWRITTEN, ...rest, ...totals }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0

function decodeCheckpoint(fields: Fields): Checkpoint {
  const stored = decodeFields(fields) as EncodedTotals & Checkpoint
  const { id, userId, headHash } = stored
  return { id, userId, headHash, ...decodeTotals(stored) }
}

function encodeRow(row: TokenTransaction): Fields {
  const { deltas, after, ...rest } = row
  return encodeFields({ ...rest, ...deltas, after: encodeTotals(after), status: 'completed' })
}

/** Turning one down took no reason once. */
function decodeProposal<P extends Proposal>(fields: Fields): P {
  const { rejection = null, ...stored } = decodeFields(fields) as Partial<P>
  return { ...stored, rejection } as P
}

function decodeRow(fields: Fields): TokenTransaction {
  const stored = decodeFields(fields) as Omit<TokenTransaction, 'after' | 'deltas'> &
    TokenTransaction['deltas'] & { after: EncodedTotals; status?: string }
  const { status: _, after, ...rest } = stored
  const { dAvailable, dCommitted, dOwed, dStripe, dPromo, dBook, dAdjust, ...row } = rest
  return {
    ...row,
    deltas: { dAvailable, dCommitted, dOwed, dStripe, dPromo, dBook, dAdjust },
    after: decodeTotals(after),
  }
}
