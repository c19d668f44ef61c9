// A card's network expects a dispute: no more purchases until a person has looked.
import type { PurchaseId } from '../../shared/ids.ts'
import { heedWarning, warningCaseId } from '../domain/dispute.ts'
import { emptyWallet } from '../domain/ledger.ts'
import type { Change, EventRecord, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export interface Warning {
  readonly id: string
  readonly intentId: string
  readonly purchaseId: PurchaseId
  readonly event: EventRecord
}

/** Hold, case and event in one commit. False = no such purchase. */
export async function heedFraudWarning(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { id, intentId: paymentIntentId, purchaseId, event }: Warning,
): Promise<boolean> {
  const { order } = await store.read({ order: { kind: 'order', id: purchaseId } })
  if (!order) return false
  const { userId } = order
  const sessionId = order.paymentIntentId === paymentIntentId ? order.sessionId : null
  const about = { userId, purchaseId, sessionId, paymentIntentId }
  const refs = {
    wallet: { kind: 'wallet', id: userId },
    flag: { kind: 'flag', id: warningCaseId(id) },
  } as const
  await store.atomically(refs, ({ wallet, flag }) => {
    const before = { wallet: wallet ?? emptyWallet(userId), flag }
    const heeded = heedWarning(before, id, about, nowMicros(clock))
    const changes: Change[] = [
      { ref: refs.wallet, value: heeded.wallet },
      { ref: { kind: 'event', id: event.id }, value: event },
    ]
    if (heeded.flag) changes.push({ ref: refs.flag, value: heeded.flag })
    return { answer: null, changes }
  })
  return true
}
