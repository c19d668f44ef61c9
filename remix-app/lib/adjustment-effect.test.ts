// Two admins decide by what they are shown: it must be what the ledger would do.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AdjustmentId, UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { type Adjustment, adjustmentMovement } from '../../worker/domain/adjustment.ts'
import { append, emptyWallet } from '../../worker/domain/ledger.ts'
import { effectOf } from './adjustment-effect.ts'

const ALICE = UserId.parse('alice')
const ASKED: Omit<Adjustment, 'direction' | 'tokens'> = {
  id: AdjustmentId.parse(`adj_${'0'.repeat(20)}`),
  userId: ALICE,
  reason: 'goodwill',
  private: 'sealed',
  state: 'proposed',
  proposedBy: UserId.parse('boss'),
  createdAt: 1,
  decidedBy: null,
  decidedAt: null,
  rejection: null,
}
// The chain is no matter here.
const sha256 = () => '0'.repeat(64)
const count = fc.integer({ min: 0, max: 2_000 })

test('an adjustment is shown as the ledger books it', () => {
  const asked = fc.record({
    available: count,
    committed: count,
    owed: count,
    tokens: fc.integer({ min: 1, max: 2_000 }),
    direction: fc.constantFrom('add' as const, 'take' as const),
  })
  fc.assert(
    fc.property(asked, ({ direction, tokens: amount, ...before }) => {
      const wallet = {
        ...emptyWallet(ALICE),
        available: tokens(before.available),
        committed: tokens(before.committed),
        owed: tokens(before.owed),
      }
      const asked = { ...ASKED, direction, tokens: tokens(amount) }
      const movement = adjustmentMovement(asked, 'hash')
      const { available, committed, owed } = append(wallet, movement, 1, sha256).wallet
      const shown = effectOf(before, { direction, tokens: amount as never })
      expect(shown).toEqual({ available, committed, owed })
    }),
  )
})
