// The own wallet: balance, history and commitments.
import type { CommitmentList } from '../../shared/api/predictions.ts'
import type { CommitAnswer, TransactionList } from '../../shared/api/wallet.ts'
import { commitTokens } from '../use-cases/commit-tokens.ts'
import { listCommitments } from '../use-cases/read-commitments.ts'
import { listRows, readWallet } from '../use-cases/read-wallet.ts'
import { toMicros } from './instant.ts'
import { listPage } from './list.ts'
import type { HandlersOf } from './mount.ts'
import { commitmentView } from './prediction-views.ts'
import { refused } from './problem.ts'
import { replayed } from './replayed.ts'
import { balanceView, transactionView } from './views.ts'
import { looked, moved, seenVersion } from './wallet-version.ts'

type Ids = 'getBalance' | 'listTransactions' | 'commitTokens' | 'listCommitments'

export const walletHandlers: HandlersOf<Ids> = {
  getBalance: async (c, { user }) => {
    const wallet = await readWallet(c.var.services, user.userId, seenVersion(c))
    looked(c, wallet.version)
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
  commitTokens: async (c, { user, body, key }) => {
    const request = { userId: user.userId, key, request: body }
    const result = await commitTokens(c.var.services, request)
    if (!result.ok) return refused(c, result.failure)
    const { commitment, wallet, replayed: again } = result.value
    replayed(c, again)
    moved(c, wallet.version)
    const answer = { commitment: commitmentView(commitment), balance: balanceView(wallet) }
    return c.json(answer satisfies CommitAnswer, 201)
  },

  listCommitments: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'commitments', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listCommitments(c.var.services, user.userId, filters, page),
      (commitment) => ({ at: commitment.committedAt, tie: commitment.id }),
      commitmentView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies CommitmentList, 200)
  },
}
