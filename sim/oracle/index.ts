// Looks at every applied commit, with books of its own, and throws at the first broken promise.
import type { Written } from '../firestore.ts'
import { demand } from '../violation.ts'
import { checkAdjustments } from './adjustments.ts'
import { checkAudit } from './audit.ts'
import { checkBets, checkPredictions, checkSettlements } from './bets.ts'
import { checkCases } from './cases.ts'
import { type Plain, plainOf } from './decode.ts'
import { checkHolds } from './holds.ts'
import type { Elsewhere, Money } from './money.ts'
import { checkOrders } from './orders.ts'
import { checkRefunds } from './refunds.ts'
import { checkResolutions } from './resolutions.ts'
import { checkRows } from './rows.ts'
import { checkRulings } from './rulings.ts'
import { type Effect, type Moved, newShadow, type Shadow } from './shadow.ts'
import { checkWallets } from './wallets.ts'

const WRITTEN_ONCE = new Set([
  ...['transactions', 'auditLog', 'receipts', 'locks', 'reconciliations'],
])

export class Oracle {
  readonly shadow = newShadow()
  readonly paidSessions = new Set<string>()

  readonly elsewhere = new Map<string, Elsewhere>()
  readonly #money: Money

  constructor(returned: ReadonlySet<string>) {
    this.#money = { elsewhere: this.elsewhere, returned }
  }

  /** The simulated buyer's money arrived. */
  paid(sessionId: string): void {
    this.paidSessions.add(sessionId)
  }

  /** Tokens were granted for it; or it is a case for people, because their order was paid twice. */
  isAnswered(sessionId: string): boolean {
    return this.shadow.creditedSessions.has(sessionId) || this.caseOf(sessionId) !== undefined
  }

  /** Of a payment that does not fit its order. */
  caseOf(sessionId: string): Plain | undefined {
    return this.shadow.cases.get(sessionId)
  }

  document(path: string): Plain | undefined {
    return this.shadow.documents.get(path)
  }

  /** Of those written documents that say what a comparison of the books found. */
  reportsIn(written: readonly Written[]): Plain[] {
    const paths = written.map(({ path }) => path)
    return paths.flatMap((path) => {
      const report = path.startsWith('reconciliations/') ? this.document(path) : undefined
      return report ? [report] : []
    })
  }

  /** Types of the rows that were written. `askedAt` in microseconds. Throws a Violation. */
  committed(written: readonly Written[], askedAt: number): string[] {
    if (written.length === 0) return []
    const { shadow } = this
    const effect = effectOf(shadow, written, askedAt)
    for (const { collection, path, before } of effect.moved) {
      const once = before === undefined || !WRITTEN_ONCE.has(collection)
      demand('I2', once, () => `${path} is written once and was changed`)
    }
    checkBets(shadow, effect)
    const rows = checkRows(shadow, effect)
    checkWallets(shadow, effect, rows)
    checkSettlements(shadow, effect, rows)
    checkPredictions(shadow, effect)
    checkResolutions(shadow, effect)
    checkOrders(shadow, effect, (id) => this.paidSessions.has(id) || this.elsewhere.has(id))
    checkRulings(effect, this.#money)
    checkRefunds(shadow, effect, this.#money)
    checkAdjustments(effect)
    checkHolds(effect)
    checkCases(shadow, effect, this.#money)
    checkAudit(effect)
    for (const { path, after, createdAt } of effect.moved) {
      shadow.documents.set(path, after)
      shadow.bornAt.set(path, createdAt)
    }
    return rows.map(({ type, metadata }) => (type === 'refund' ? `refund ${metadata.cause}` : type))
  }
}

function effectOf(shadow: Shadow, written: readonly Written[], askedAt: number): Effect {
  const moved = written.map(({ path, body, created }): Moved => {
    const slash = path.indexOf('/')
    return {
      collection: path.slice(0, slash),
      path,
      before: shadow.documents.get(path),
      after: plainOf(body, path),
      createdAt: Number(created),
    }
  })
  const byPath = new Map(moved.map((each) => [each.path, each.after]))
  return {
    moved,
    askedAt,
    at: Number(written[0]?.updated ?? 0),
    of: (collection) => moved.filter((each) => each.collection === collection),
    now: (path) => byPath.get(path) ?? shadow.documents.get(path),
  }
}
