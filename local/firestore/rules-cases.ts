// What firestore.rules promises, as one table: each line is asked of the local Firestore and of
// Google's emulator.
import { and, int, name, orderBy, text, touch, update, where } from './test-client.ts'

export const PEOPLE = ['ann', 'nobody', 'live', 'stale'] as const
export type Person = (typeof PEOPLE)[number]

export interface RulesCase {
  /** `live` may listen to ann's balance, by claims of its token; `stale` could once. */
  as: Person
  /** Method and what follows `.../documents`. */
  call: string
  body?: object
  /** `OK`, or the error's status. */
  answer: string
  /** What Google's emulator says, where we don't follow it. */
  emulator?: string
}

/** What is there, by path. */
export const GIVEN: Record<string, object> = {
  'balances/ann': { availableTokens: int(5) },
  'balances/bob': { availableTokens: int(500) },
  'balances/ann/notes/n': { userId: text('ann') },
  'transactions/a1': { userId: text('ann'), seq: int(1) },
  'transactions/a2': { userId: text('ann'), seq: int(2) },
  'transactions/b1': { userId: text('bob'), seq: int(1) },
  'transactions/nobodys': { seq: int(1) },
  'transactions/a1/parts/p': { userId: text('ann') },
  'purchases/p1': { userId: text('ann') },
  'packages/small': { tokens: int(10) },
}

/** Composite indexes that the queries below need. */
export const INDEXES = [
  {
    collectionGroup: 'transactions',
    queryScope: 'COLLECTION' as const,
    fields: [
      { fieldPath: 'userId', order: 'ASCENDING' as const },
      { fieldPath: 'seq', order: 'DESCENDING' as const },
    ],
  },
]

const OK = 'OK'
const NO = 'PERMISSION_DENIED'
const mine = where('userId', 'EQUAL', text('ann'))
const bobs = where('userId', 'EQUAL', text('bob'))
const oneOf = (...uids: string[]) =>
  where('userId', 'IN', { arrayValue: { values: uids.map((uid) => text(uid)) } })

function query(collectionId: string, clauses: object = {}, more: object = {}) {
  const structuredQuery = { from: [{ collectionId, ...more }], ...clauses }
  return { call: 'POST :runQuery', body: { structuredQuery } }
}
function count(collectionId: string, clauses: object = {}) {
  const structuredQuery = { from: [{ collectionId }], ...clauses }
  const aggregations = [{ alias: 'n', count: {} }]
  const structuredAggregationQuery = { structuredQuery, aggregations }
  return { call: 'POST :runAggregationQuery', body: { structuredAggregationQuery } }
}
const batchGet = (...paths: string[]) => ({
  call: 'POST :batchGet',
  body: { documents: paths.map(name) },
})
const commit = (...writes: object[]) => ({ call: 'POST :commit', body: { writes } })
const get = (path: string) => ({ call: `GET /${path}` })

type Asked = Pick<RulesCase, 'call' | 'body'>
const ann = (asked: Asked, answer: string): RulesCase => ({ as: 'ann', answer, ...asked })
const nobody = (asked: Asked, answer: string): RulesCase => ({ as: 'nobody', answer, ...asked })
const live = (asked: Asked, answer: string): RulesCase => ({ as: 'live', answer, ...asked })

const READING: Record<string, RulesCase> = {
  'the own balance': ann(get('balances/ann'), OK),
  "another's balance": ann(get('balances/bob'), NO),
  "another's balance that is not there": ann(get('balances/carl'), NO),
  'a balance, signed out': nobody(get('balances/ann'), NO),
  'below the own balance': ann(get('balances/ann/notes/n'), NO),
  'all balances': ann(get('balances'), NO),
  'all balances, one at most': ann(get('balances?pageSize=1'), NO),
  'an own row': ann(get('transactions/a1'), OK),
  "another's row": ann(get('transactions/b1'), NO),
  'a row without owner': ann(get('transactions/nobodys'), NO),
  'a row that is not there': ann(get('transactions/none'), NO),
  'a row, signed out': nobody(get('transactions/a1'), NO),
  'below an own row': ann(get('transactions/a1/parts/p'), NO),
  'all rows': ann(get('transactions'), NO),
  'an own purchase, which no rule opens': ann(get('purchases/p1'), NO),
  'a collection that is not there': ann(get('secrets/x'), NO),
  'a package, signed out': nobody(get('packages/small'), OK),
  'a package that is not there, signed out': nobody(get('packages/none'), 'NOT_FOUND'),
  'all packages, signed out': nobody(get('packages'), OK),
  'several own documents': ann(batchGet('balances/ann', 'transactions/a1'), OK),
  "several documents, one of them another's": ann(batchGet('balances/ann', 'balances/bob'), NO),
  'several documents, one row not there': ann(batchGet('balances/ann', 'transactions/none'), NO),
  'several packages, signed out': nobody(batchGet('packages/small', 'packages/none'), OK),
}

const newest = { orderBy: [orderBy('seq', 'DESCENDING')], limit: 2 }

const QUERYING: Record<string, RulesCase> = {
  'rows pinned to oneself': ann(query('transactions', { where: mine }), OK),
  'the newest rows pinned to oneself': ann(query('transactions', { where: mine, ...newest }), OK),
  'rows pinned to oneself and more': ann(
    query('transactions', { where: and(mine, where('seq', 'EQUAL', int(1))) }),
    OK,
  ),
  'rows of a list of just oneself': ann(query('transactions', { where: oneOf('ann') }), OK),
  'rows of oneself and another': ann(query('transactions', { where: oneOf('ann', 'bob') }), NO),
  'rows pinned to another': ann(query('transactions', { where: bobs }), NO),
  // Such a query matches nothing. The emulator takes the value that helps; we take none, which can
  // only refuse more.
  'rows pinned to oneself and another': {
    ...ann(query('transactions', { where: and(mine, bobs) }), NO),
    emulator: OK,
  },
  'rows pinned to another and oneself': {
    ...ann(query('transactions', { where: and(bobs, mine) }), NO),
    emulator: OK,
  },
  'rows pinned to two others': ann(
    query('transactions', { where: and(bobs, where('userId', 'EQUAL', text('carl'))) }),
    NO,
  ),
  'rows pinned to null': ann(
    query('transactions', { where: where('userId', 'EQUAL', { nullValue: null }) }),
    NO,
  ),
  'rows of everybody': ann(query('transactions'), NO),
  'one row of everybody': ann(query('transactions', { limit: 1 }), NO),
  'rows pinned by another field': ann(
    query('transactions', { where: where('seq', 'EQUAL', int(1)) }),
    NO,
  ),
  'rows from oneself on': ann(
    query('transactions', { where: where('userId', 'GREATER_THAN_OR_EQUAL', text('ann')) }),
    NO,
  ),
  'rows with no owner': ann(
    query('transactions', {
      where: { unaryFilter: { field: { fieldPath: 'userId' }, op: 'IS_NULL' } },
    }),
    NO,
  ),
  'rows wherever they lie': ann(
    query('transactions', { where: mine }, { allDescendants: true }),
    NO,
  ),
  'rows pinned to oneself, signed out': nobody(query('transactions', { where: mine }), NO),
  'balances pinned to oneself': ann(query('balances', { where: mine }), NO),
  'purchases pinned to oneself': ann(query('purchases', { where: mine }), NO),
  'packages, signed out': nobody(query('packages'), OK),
  'the number of own rows': ann(count('transactions', { where: mine }), OK),
  'the number of all rows': ann(count('transactions'), NO),
  'the number of packages, signed out': nobody(count('packages'), OK),
}

const rich = { availableTokens: int(1_000_000) }
const forged = { userId: text('ann'), seq: int(9) }

const WRITING: Record<string, RulesCase> = {
  'replacing the own balance': ann(commit(update('balances/ann', rich)), NO),
  'a field of the own balance': ann(
    commit(update('balances/ann', rich, { updateMask: { fieldPaths: ['availableTokens'] } })),
    NO,
  ),
  'adding to the own balance': ann(
    commit({
      ...touch('balances/ann'),
      updateTransforms: [{ fieldPath: 'availableTokens', increment: int(1) }],
    }),
    NO,
  ),
  'touching the own balance': ann(commit(touch('balances/ann')), NO),
  'deleting the own balance': ann(commit({ delete: name('balances/ann') }), NO),
  'a new own row': ann(commit(update('transactions/forged', forged)), NO),
  'changing an own row': ann(commit(update('transactions/a1', forged)), NO),
  'deleting an own row': ann(commit({ delete: name('transactions/a1') }), NO),
  'a new package': nobody(commit(update('packages/free', rich)), NO),
  'a document nobody thought of': ann(commit(update('notes/n', rich)), NO),
  'nothing at all': ann(commit(), OK),
  'patching the own balance': ann({ call: 'PATCH /balances/ann', body: { fields: rich } }, NO),
  'deleting by its URL': ann({ call: 'DELETE /balances/ann' }, NO),
  'creating in a collection': ann({ call: 'POST /transactions', body: { fields: forged } }, NO),
  'verifying the own balance': ann(
    commit({ verify: name('balances/ann'), currentDocument: { exists: true } }),
    OK,
  ),
  "verifying another's balance": ann(
    commit({ verify: name('balances/bob'), currentDocument: { exists: true } }),
    NO,
  ),
}

const LISTENING: Record<string, RulesCase> = {
  'the balance that a token names': live(get('balances/ann'), OK),
  'the balance that an old right names': { as: 'stale', answer: NO, ...get('balances/ann') },
  'a balance that a token does not name': live(get('balances/bob'), NO),
  'a row of whom a token names': live(get('transactions/a1'), NO),
  'rows of whom a token names': live(query('transactions', { where: mine }), NO),
  'all balances, with a token that names one': live(get('balances'), NO),
  'writing the balance that a token names': live(commit(update('balances/ann', rich)), NO),
}

export const CASES: Readonly<Record<string, RulesCase>> = {
  ...READING,
  ...QUERYING,
  ...WRITING,
  ...LISTENING,
}
