// Admins look at the numbers of the business.
import { ReportView } from '../../../shared/api/reconciliations.ts'
import type { StatsView } from '../../../shared/api/stats.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import type { Deltas } from '../../domain/ledger.ts'
import { type Day, readStats, type Stats } from '../../use-cases/read-stats.ts'
import { type Health, LATE_SECONDS } from '../health.ts'
import { viewIn } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { LEDGER_PATH, ledgerViewOf, reportView } from './reconciliations.ts'

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
  const { books, bent } = booksView(stats)
  return {
    asOf: toInstantOrNull(asOf),
    supply: supplyView(supply),
    liability: liabilityView(stats),
    days: days.map(dayView),
    waiting,
    books,
    health,
    unreadable: [...bent, ...stats.unreadable].map((id) => ({ id })),
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

function liabilityView({ takings, supply, asOf }: Stats): StatsView['liability'] {
  if (!takings) return null
  const { creditedCents, refundedCents, withdrawnCents, boughtTokens, countedAt } = takings
  const held = Math.max(0, supply.dAvailable + supply.dCommitted)
  return {
    countedAt: toInstant(countedAt),
    ...{ creditedCents, refundedCents, withdrawnCents, boughtTokens },
    takingsCents: creditedCents - refundedCents - withdrawnCents,
    liabilityCents:
      asOf === null || boughtTokens === 0 ? null : share(held, creditedCents, boughtTokens),
  }
}

/** whole x part / of, rounded up. */
const share = (whole: number, part: number, of: number): number =>
  Number((BigInt(whole) * BigInt(part) + BigInt(of) - 1n) / BigInt(of))

/** Nobody who looks at green numbers must be told of a look that was long ago, or can't be read. */
function booksView({ ledger: state, reports, reconciledSecondsAgo }: Stats) {
  const standing = ledgerViewOf(state)
  const [ledger, night] = [reports.ledger, reports.night].map(lookView)
  const bent = [
    ...(standing ? [] : [LEDGER_PATH]),
    ...[ledger, night].flatMap((look) => look?.bent ?? []),
  ]
  const { frozen = null } = standing ?? {}
  const looks = [ledger?.report, night?.report]
  const broken = looks.some((one) => one && (one.differences > 0 || one.supply === 'broken'))
  const isLate = reconciledSecondsAgo === null || reconciledSecondsAgo > LATE_SECONDS
  const isRed = frozen !== null || broken
  const isUnknown = !ledger?.report || isLate || bent.length > 0
  const books: StatsView['books'] = {
    state: isRed ? 'red' : isUnknown ? 'unknown' : 'green',
    frozen,
    ledger: ledger?.report ?? null,
    night: night?.report ?? null,
  }
  return { books, bent }
}

function lookView(found: Stats['reports']['night']) {
  const { value = null } = found ?? {}
  const report = value && viewIn(() => reportView(value), ReportView)
  return { report, bent: found && !report ? [`reconciliations/${found.id}`] : [] }
}
