// The own wallet: balance, history and commitments.
import type { CommitmentList } from '../../shared/api/predictions.ts'
import type { CommitAnswer, RunningPayouts, TransactionList } from '../../shared/api/wallet.ts'
import type { RowFilter } from '../ports.ts'
import { commitTokens } from '../use-cases/commit-tokens.ts'
import { exportRows } from '../use-cases/export-rows.ts'
import { listCommitments } from '../use-cases/read-commitments.ts'
import { listRunningPayouts } from '../use-cases/read-running-payouts.ts'
import { readStory } from '../use-cases/read-story.ts'
import { barredNow, listRows, readWallet } from '../use-cases/read-wallet.ts'
import { ownRows } from '../use-cases/row-sources.ts'
import { csvFile, HISTORY_COLUMNS } from './history-csv.ts'
import { toMicros } from './instant.ts'
import { listPage } from './list.ts'
import type { HandlersOf } from './mount.ts'
import { commitmentView } from './prediction-views.ts'
import { refused } from './problem.ts'
import { replayed } from './replayed.ts'
import { balanceView, storyView, transactionView } from './views.ts'
import { looked, moved, seenVersion } from './wallet-version.ts'

type Ids =
  | 'getBalance'
  | 'listTransactions'
  | 'exportTransactions'
  | 'getTransaction'
  | 'listRunningPayouts'
  | 'commitTokens'
  | 'listCommitments'

interface Asked {
  readonly type?: RowFilter['type']
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const filterOf = ({ type, from, to }: Asked): RowFilter => ({
  type,
  from: from ? toMicros(from) : undefined,
  to: to ? toMicros(to) : undefined,
})

export const walletHandlers: HandlersOf<Ids> = {
  getBalance: async (c, { user }) => {
    const wallet = await readWallet(c.var.services, user.userId, seenVersion(c))
    looked(c, wallet.version)
    return c.json(balanceView(wallet, barredNow(c.var.services, wallet)), 200)
  },

  listTransactions: async (c, { user, query }) => {
    const { limit, cursor } = query
    const filter = filterOf(query)
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'transactions', filters: { ...filter } }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listRows(c.var.services, user.userId, filter, page),
      (row) => ({ at: row.timestamp, tie: row.seq }),
      transactionView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies TransactionList, 200)
  },

  exportTransactions: async (c, { user, query }) => {
    const rows = ownRows(c.var.services, user.userId, filterOf(query))
    const found = await exportRows(rows)
    if (!found.ok) return refused(c, found.failure)
    return csvFile(c, 'kai-history', found.value, HISTORY_COLUMNS)
  },

  getTransaction: async (c, { user, params }) => {
    const story = await readStory(c.var.services, user.userId, params.id)
    if (!story.ok) return refused(c, story.failure)
    return c.json(storyView(story.value), 200)
  },

  listRunningPayouts: async (c, { user }) => {
    const running = await listRunningPayouts(c.var.services, user.userId)
    return c.json({ items: running.map(commitmentView) } satisfies RunningPayouts, 200)
  },

  commitTokens: async (c, { user, body, key }) => {
    const request = { userId: user.userId, key, request: body }
    const result = await commitTokens(c.var.services, request)
    if (!result.ok) return refused(c, result.failure)
    const { commitment, wallet, replayed: again } = result.value
    replayed(c, again)
    moved(c, wallet.version)
    // As it was right after it: neither a break nor a closing had begun.
    const barred = { ...barredNow(c.var.services, wallet), excludedUntil: null, closing: false }
    const balance = balanceView(wallet, barred)
    const answer = { commitment: commitmentView(commitment), balance }
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
