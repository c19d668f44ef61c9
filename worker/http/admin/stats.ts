// Admins look at the numbers of the business.
import type { StatsView } from '../../../shared/api/stats.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import type { Deltas } from '../../domain/ledger.ts'
import { type Day, readStats, type Stats } from '../../use-cases/read-stats.ts'
import { type Health, LATE_SECONDS } from '../health.ts'
import type { HandlersOf } from '../mount.ts'
import { reportView } from './reconciliations.ts'

export const adminStatsHandlers = (health: Health): HandlersOf<'getStats'> => ({
  getStats: async (c, { query }) => {
    const { services } = c.var
    const [stats, healthView] = await Promise.all([
      readStats(services, Number(query.days)),
      health(services),
    ])
    return c.json(view(stats, healthView), 200)
  },
})

function view(stats: Stats, health: StatsView['health']): StatsView {
  const { asOf, supply, days, waiting } = stats
  return {
    asOf: toInstantOrNull(asOf),
    supply: supplyView(supply),
    liability: liabilityView(stats),
    days: days.map(dayView),
    waiting,
    books: booksView(stats),
    health,
  }
}

function supplyView(all: Deltas): StatsView['supply'] {
  const { dAvailable, dCommitted, dOwed, dStripe, dPromo, dBook, dAdjust } = all
  return {
    availableTokens: dAvailable,
    committedTokens: dCommitted,
    owedTokens: dOwed,
    // What these gave is what is missing from them; never a zero below zero.
    soldTokens: 0 - dStripe,
    promoTokens: 0 - dPromo,
    houseTokens: dBook,
    adjustedTokens: 0 - dAdjust,
    sum: dAvailable + dCommitted - dOwed + dStripe + dPromo + dBook + dAdjust,
  }
}

function dayView({ id, types, moved, after, cents, orders }: Day): StatsView['days'][number] {
  return {
    ...{ day: id, types, cents },
    moved: supplyView(moved),
    after: supplyView(after),
    orders: orders && {
      ...orders,
      // They are counted one after the other, while people go on buying.
      open: Math.max(0, orders.created - orders.credited - orders.expired - orders.failed),
      countedAt: toInstant(orders.countedAt),
    },
  }
}

function liabilityView({ takings, supply }: Stats): StatsView['liability'] {
  if (!takings) return null
  const { creditedCents, refundedCents, withdrawnCents, boughtTokens, countedAt } = takings
  const held = Math.max(0, supply.dAvailable + supply.dCommitted)
  return {
    countedAt: toInstant(countedAt),
    ...{ creditedCents, refundedCents, withdrawnCents, boughtTokens },
    takingsCents: creditedCents - refundedCents - withdrawnCents,
    liabilityCents: boughtTokens === 0 ? null : share(held, creditedCents, boughtTokens),
  }
}

/** whole x part / of, rounded up. */
const share = (whole: number, part: number, of: number): number =>
  Number((BigInt(whole) * BigInt(part) + BigInt(of) - 1n) / BigInt(of))

/** Nobody who looks at green numbers must be told of a look that was long ago. */
function booksView({ frozen, reports, reconciledSecondsAgo }: Stats): StatsView['books'] {
  const { ledger, night } = reports
  const broken = [ledger, night].some(
    (one) => one && (one.differences > 0 || one.supply === 'broken'),
  )
  const isLate = reconciledSecondsAgo === null || reconciledSecondsAgo > LATE_SECONDS
  const isRed = frozen !== null || broken
  return {
    state: isRed ? 'red' : !ledger || isLate ? 'unknown' : 'green',
    frozen: frozen && { at: toInstant(frozen.at), reason: frozen.reason },
    ledger: ledger && reportView(ledger),
    night: night && reportView(night),
  }
}
