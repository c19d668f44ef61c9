// Examples of what the console reads.
import type { HandlersOf } from '../../http/mount.ts'
import type { Example } from './examples.ts'

type Ids = keyof HandlersOf<
  | 'listAllTransactions'
  | 'exportAllTransactions'
  | 'getAnyTransaction'
  | 'listUsers'
  | 'listAllPurchases'
  | 'getAnyPurchase'
  | 'getPayment'
  | 'listCommitmentsOf'
  | 'listAuditChains'
  | 'readAuditChain'
  | 'search'
  | 'getSettings'
>

interface Kept {
  readonly rowId: string
  readonly purchaseId: string
}

/** What is kept and can be read by its id. */
export const consoleExamplesOf = ({
  rowId,
  purchaseId,
}: Kept): { readonly [Id in Ids]: Example } => ({
  listAllTransactions: { query: { limit: '1' }, otherQuery: { userId: 'user2' } },
  exportAllTransactions: { query: { userId: 'user', type: 'purchase' } },
  getAnyTransaction: { params: { id: rowId } },
  listUsers: { query: { limit: '1' }, otherQuery: { q: 'user2' } },
  getAnyPurchase: { params: { id: purchaseId } },
  getPayment: { params: { id: purchaseId } },
  listAllPurchases: { query: { limit: '1', userId: 'user' }, otherQuery: { userId: 'user2' } },
  listCommitmentsOf: { query: { limit: '1', userId: 'user' }, otherQuery: { userId: 'user2' } },
  listAuditChains: { query: { limit: '1' }, otherQuery: { of: 'people' } },
  readAuditChain: {
    params: { id: 'admin' },
    query: { limit: '1' },
    otherQuery: { area: 'package' },
  },
  search: { query: { q: rowId } },
  getSettings: {},
})
