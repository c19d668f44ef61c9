// Admins read what comparing the books found, and end a freeze.
import type { LedgerView } from '../../../shared/api/reconciliations.ts'
import { toInstant } from '../../../shared/instant.ts'
import type { LedgerState } from '../../domain/ledger-state.ts'
import { thawLedger } from '../../use-cases/freeze-ledger.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

export const adminReconciliationHandlers: HandlersOf<'thawLedger'> = {
  thawLedger: async (c, { user, body, key }) => {
    const input = { adminId: user.userId, reason: body.reason, key }
    const result = await thawLedger(c.var.services, input)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    return c.json(ledgerView(result.value.value), 200)
  },
}

const ledgerView = ({ frozen }: LedgerState): LedgerView => ({
  frozen: frozen && { at: toInstant(frozen.at), reason: frozen.reason },
})
