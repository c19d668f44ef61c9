// What a dispute or a warning does besides moving tokens: it keeps its person from buying more, and
// is a case for people. Pure.
import { UserId } from '../../shared/ids.ts'
import { byCode } from './decided.ts'
import { type Flag, openedAnew, openFlag } from './flag.ts'
import { held, withdrawn } from './holds.ts'
import type { Micros, Wallet } from './ledger.ts'
import type { DisputeFacts } from './reversal.ts'

export const disputeCaseId = (id: string): string => `dispute_${id}`
export const warningCaseId = (id: string): string => `warning_${id}`

type About = Pick<Flag, 'userId' | 'purchaseId' | 'sessionId' | 'paymentIntentId'>
/** null: there is no case, and none is needed. */
export interface Heeded {
  readonly wallet: Wallet
  readonly flag: Flag | null
}
const SYSTEM = UserId.parse('system')

/** From the dispute as it is at Stripe now, whichever of its events was told. */
export function heedDispute(
  { wallet, flag }: Heeded,
  dispute: DisputeFacts,
  about: About,
  now: Micros,
): Heeded {
  const id = disputeCaseId(dispute.id)
  const { cents, reason } = dispute
  const facts = JSON.stringify({ disputeId: dispute.id, cents, reason })
  const opened = (what: 'inquiry' | 'dispute'): Flag =>
    openedAnew(flag, openFlag({ ...about, id, reason: what, facts, createdAt: now }))
  // One that was over for us and returns is news; what a person decided of it stands.
  const isNew = flag === null || flag.closed?.by === SYSTEM
  switch (dispute.state) {
    case 'inquiry':
      return { wallet, flag: isNew ? opened('inquiry') : flag }
    case 'open':
    case 'lost': {
      // What somebody closed as a question isn't closed as a dispute.
      const isNews = isNew || flag.reason === 'inquiry'
      const hold = { scope: 'purchases', at: now, endsAt: null } as const
      return { wallet: held(wallet, id, hold), flag: isNews ? opened('dispute') : flag }
    }
    case 'won':
    case 'over': {
      const closed = byCode(SYSTEM, now, dispute.state)
      const isOpen = flag?.state === 'open'
      return {
        wallet: withdrawn(wallet, id, now),
        flag: isOpen ? { ...flag, state: 'closed', closed } : flag,
      }
    }
  }
}

/** A card's network expects a dispute. */
export function heedWarning(
  { wallet, flag }: Heeded,
  warningId: string,
  about: About,
  now: Micros,
): Heeded {
  const id = warningCaseId(warningId)
  const facts = JSON.stringify({ warningId })
  return {
    wallet: held(wallet, id, { scope: 'purchases', at: now, endsAt: null }),
    flag: flag ?? openFlag({ ...about, id, reason: 'fraud_warning', facts, createdAt: now }),
  }
}
