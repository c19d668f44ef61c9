// One proposal of every kind, with each of its fields filled in.
import { AdjustmentId, ResolutionId, RulingId, SessionId, UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { sumsOf } from '../domain/resolution.ts'
import type { Stored } from '../ports.ts'
import { RAIN } from './betting.ts'
import { orderOf } from './orders.ts'
import { ADMIN, ALICE } from './people.ts'

const SIDE = { count: 2, stakes: 80, winnings: 148 }

export const PROPOSAL_SAMPLES: Pick<Stored, 'adjustment' | 'ruling' | 'resolution'> = {
  adjustment: {
    id: AdjustmentId.parse(`adj_${'a'.repeat(20)}`),
    userId: ALICE,
    direction: 'take',
    tokens: tokens(40),
    reason: 'correction',
    private: 'sealed',
    state: 'approved',
    proposedBy: ADMIN,
    createdAt: 13,
    decidedBy: UserId.parse('admin2'),
    decidedAt: 14,
    rejection: null,
  },
  ruling: {
    id: RulingId.parse(`rul_${'a'.repeat(20)}`),
    userId: ALICE,
    purchaseId: orderOf().id,
    sessionId: SessionId.parse('cs_test_1'),
    paymentIntentId: 'pi_1',
    verdict: 'release',
    reason: 'verified',
    private: 'sealed',
    state: 'approved',
    proposedBy: ADMIN,
    createdAt: 13,
    decidedBy: UserId.parse('admin2'),
    decidedAt: 14,
    rejection: null,
  },
  resolution: {
    id: ResolutionId.parse(`res_${'a'.repeat(20)}`),
    userId: ADMIN,
    predictionId: RAIN,
    outcome: 'yes',
    corrects: null,
    requestHash: 'r',
    seenHash: 's',
    sums: sumsOf({ yes: SIDE, no: SIDE }, 'yes'),
    private: 'sealed',
    state: 'rejected',
    proposedBy: ADMIN,
    createdAt: 13,
    decidedBy: UserId.parse('admin2'),
    decidedAt: 14,
    rejection: 'sealed too',
  },
}
