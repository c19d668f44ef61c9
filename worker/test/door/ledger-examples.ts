// Examples about everybody's ledger rows.
import type { HandlersOf } from '../../http/mount.ts'
import type { Example } from './examples.ts'

type Ids = keyof HandlersOf<'listAllTransactions' | 'exportAllTransactions' | 'getAnyTransaction'>

/** `rowId`: of a row that is kept. */
export const ledgerExamplesOf = (rowId: string): { readonly [Id in Ids]: Example } => ({
  listAllTransactions: { query: { limit: '1' }, otherQuery: { userId: 'user2' } },
  exportAllTransactions: { query: { userId: 'user', type: 'purchase' } },
  getAnyTransaction: { params: { id: rowId } },
})
