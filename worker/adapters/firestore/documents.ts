// Where each kind lives and how it is spelled in Firestore (seed's field names on the wire).
import type { TokenTransaction, Totals, Wallet } from '../../domain/ledger.ts'
import type { Kind, Stored } from '../../ports.ts'
import { decodeFields, encodeFields, type Fields } from './values.ts'

interface Spelling<K extends Kind> {
  readonly collection: string
  /** A document that nobody read is created, or blindly written when writing twice is harmless. */
  readonly unread: 'create' | 'overwrite'
  encode(value: Stored[K]): Fields
  decode(fields: Fields): Stored[K]
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

export const SPELLINGS: { readonly [K in Kind]: Spelling<K> } = {
  wallet: { collection: 'balances', unread: 'create', encode: encodeWallet, decode: decodeWallet },
  row: { collection: 'transactions', unread: 'create', encode: encodeRow, decode: decodeRow },
  order: plain('purchases'),
  package: plain('packages'),
  dataKey: plain('userKeys'),
  event: plain('stripeEvents', 'overwrite'),
  flag: plain('fraudFlags'),
  audit: plain('auditLog'),
  auditHead: plain('auditHeads'),
  receipt: plain('receipts'),
  deadLetter: plain('deadLetters', 'overwrite'),
}

export const pathOf = (kind: Kind, id: string): string => `${SPELLINGS[kind].collection}/${id}`

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
  const { userId, restriction, state, openOrders, headHash, lastUpdated } = wallet
  const rest = { userId, restriction, state, openOrders, headHash, lastUpdated }
  return encodeFields({ ...encodeTotals(wallet), ...rest })
}

function decodeWallet(fields: Fields): Wallet {
  const stored = decodeFields(fields) as EncodedTotals & Wallet
  const { userId, restriction, state, openOrders, headHash, lastUpdated } = stored
  return {
    ...decodeTotals(stored),
    userId,
    restriction,
    state,
    openOrders,
    headHash,
    lastUpdated,
  }
}

function encodeRow(row: TokenTransaction): Fields {
  const { deltas, after, ...rest } = row
  return encodeFields({ ...rest, ...deltas, after: encodeTotals(after), status: 'completed' })
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
