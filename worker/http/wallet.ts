// The own wallet: balance and history.
import type { TransactionList } from '../../shared/api/wallet.ts'
import { listRows, readWallet } from '../use-cases/read-wallet.ts'
import { toMicros } from './instant.ts'
import { listPage } from './list.ts'
import type { HandlersOf } from './mount.ts'
import { refused } from './problem.ts'
import { balanceView, transactionView } from './views.ts'
import { seenVersion } from './wallet-version.ts'

export const walletHandlers: HandlersOf<'getBalance' | 'listTransactions'> = {
  getBalance: async (c, { user }) => {
    const wallet = await readWallet(c.var.services, user.userId, seenVersion(c))
    return c.json(balanceView(wallet), 200)
  },

  listTransactions: async (c, { user, query }) => {
    const { limit, cursor, type, from, to } = query
    const filter = {
      type,
      from: from ? toMicros(from) : undefined,
      to: to ? toMicros(to) : undefined,
    }
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'transactions', filters: filter }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listRows(c.var.services, user.userId, filter, page),
      (row) => ({ at: row.timestamp, tie: row.seq }),
      transactionView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies TransactionList, 200)
  },
}
