// What a night looks at that is no one person's: by stage, each document by its name.
import type { Difference } from '../domain/difference.ts'
import type { Services, Walked } from '../ports.ts'
import { ADJUSTMENT_CHECK_CALLS, checkAdjustment } from './check-adjustments.ts'
import { checkPayout, checkPrediction, PAYOUT_CHECK_CALLS } from './check-payouts.ts'

type Needs = Pick<Services, 'store' | 'hash'>
export type DocumentStage = 'payouts' | 'predictions' | 'adjustments'

interface Documents {
  readonly kind: Walked
  /** Firestore calls at most. */
  readonly calls: number
  readonly next: DocumentStage | 'audit'
  check(s: Needs, id: string): Promise<Difference[]>
}

export const DOCUMENTS: Readonly<Record<DocumentStage, Documents>> = {
  payouts: {
    kind: 'payoutJob',
    calls: 1 + PAYOUT_CHECK_CALLS,
    next: 'predictions',
    async check(s, id) {
      const { job } = await s.store.look({ job: { kind: 'payoutJob', id } })
      return checkPayout(s, job ?? { id, value: null })
    },
  },
  predictions: {
    kind: 'prediction',
    calls: 2,
    next: 'adjustments',
    async check(s, id) {
      const { found } = await s.store.look({ found: { kind: 'prediction', id } })
      return checkPrediction(s, found ?? { id, value: null })
    },
  },
  adjustments: {
    kind: 'adjustment',
    calls: ADJUSTMENT_CHECK_CALLS,
    next: 'audit',
    check: checkAdjustment,
  },
}
