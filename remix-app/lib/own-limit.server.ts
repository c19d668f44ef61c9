// What the own limit leaves of buying today, and where to go when that is too little for anything.
import type { LimitsView } from '../../shared/api/account.ts'
import type { PackageView, PurchaseList } from '../../shared/api/tokens.ts'
import { STANDING } from '../words/standing.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formatFor } from './format.ts'
import { centsLeft } from './limits-left.server.ts'
import { overLimit, type StandingNotice } from './standing.server.ts'

interface OwnLimit {
  /** null = no limit. */
  readonly centsLeft: number | null
  /** Why no package can be bought. */
  readonly limit: readonly StandingNotice[]
}

export async function ownLimit(
  visit: Visit,
  limits: Answer<LimitsView>,
  offers: readonly PackageView[],
): Promise<OwnLimit> {
  const left = limits.ok ? centsLeft(limits.value) : null
  const least = Math.min(...offers.map(({ priceUsdCents }) => priceUsdCents))
  if (!limits.ok || left === null || offers.length === 0 || least <= left) {
    return { centsLeft: left, limit: [] }
  }
  const { locale, zone } = visit.context
  const format = formatFor(locale, zone)
  const over = overLimit(left, format, STANDING.limit.every)
  const { today } = limits.value
  const purchasedUsdCents = today.purchasedUsdCents - (await unpaidCents(visit))
  const without = centsLeft({ ...limits.value, today: { ...today, purchasedUsdCents } }) ?? 0
  if (without < least) return { centsLeft: left, limit: [over] }
  const { text, way } = STANDING.limit.unpaid
  const waits = { ...over, text: text(format.usd(left)), to: '/wallet/purchases', way }
  return { centsLeft: left, limit: [waits] }
}

/** They count towards the limit as if they were paid. */
async function unpaidCents(visit: Visit): Promise<number> {
  const bought = await callApi<PurchaseList>(visit, '/api/tokens/purchases?limit=20')
  const unpaid = (bought.ok ? bought.value.items : []).filter(
    ({ status }) => status === 'pending' || status === 'awaiting_payment',
  )
  return unpaid.reduce((sum, { priceUsdCents }) => sum + priceUsdCents, 0)
}
