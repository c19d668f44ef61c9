// What whoever looks at a purchase has, and may buy next: an offer that is then refused is worse
// than none, so where nothing can be bought the page says why instead.
import type { LimitsView } from '../../shared/api/account.ts'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { callApi, section, type Visit } from './api.server.ts'
import { formatFor } from './format.ts'
import { centsLeft } from './limits-left.server.ts'
import type { Scene } from './purchases.ts'
import { repaidBy } from './repaid.server.ts'
import { overLimit, type StandingNotice, standingAgainst } from './standing.server.ts'

export interface AfterPurchase {
  readonly available: number | null
  readonly owed: number
  /** Tokens of it that repaid a debt. */
  readonly repaid: number
  /** Why this package can't be bought once more. */
  readonly stopped: readonly StandingNotice[]
  /** Whether another one may be. */
  readonly canChoose: boolean
}

const UNKNOWN: AfterPurchase = {
  available: null,
  owed: 0,
  repaid: 0,
  stopped: [],
  canChoose: true,
}
const OVER: ReadonlySet<Scene> = new Set(['cancelled', 'expired', 'failed'])
/** Who waits is offered nothing; such a page looks again every few seconds. */
const WAITS: ReadonlySet<Scene> = new Set([
  'confirming',
  'delayed',
  'cancelling',
  'review',
  'refused',
])

export async function afterPurchase(
  visit: Visit,
  purchase: PurchaseView,
  scene: Scene,
): Promise<AfterPurchase> {
  if (WAITS.has(scene)) return UNKNOWN
  const [balance, repaid, limits] = await Promise.all([
    callApi<BalanceView>(visit, '/api/wallet/balance'),
    repaidBy(visit, purchase),
    OVER.has(scene) ? callApi<LimitsView>(visit, '/api/account/limits') : null,
  ])
  const { availableTokens = null, owedTokens = 0 } = balance.ok ? balance.value : {}
  const { locale, zone } = visit.context
  const format = formatFor(locale, zone)
  const standing = standingAgainst('purchases', section(balance), format)
  const left = limits?.ok ? centsLeft(limits.value) : null
  const isTooMuch = left !== null && left < purchase.priceUsdCents
  const stopped = standing.length === 0 && isTooMuch ? [overLimit(left, format)] : standing
  const canChoose = standing.length === 0
  return { available: availableTokens, owed: owedTokens, repaid, stopped, canChoose }
}
