// What stands in an owner's way: a closing account, a break, a pause, tokens owed. In words, and
// made here: a browser carries none that it doesn't need.
import type { BalanceView, Restriction } from '../../shared/api/wallet.ts'
import { STANDING } from '../words/standing.ts'
import type { Answer, Section } from './api.server.ts'
import type { Format } from './format.ts'
import { isPaused, type Spending } from './paused.ts'

export interface StandingNotice {
  readonly kind: 'closing' | 'break' | 'paused' | 'owes' | 'unpaid' | 'limit'
  readonly title: string
  /** Begins the text; written in the browser, which knows the zone. */
  readonly until?: { readonly word: string; readonly at: string }
  readonly text: string
  /** Where it goes on from here. */
  readonly to?: string
  readonly way?: string
  /** What can't be done meanwhile. */
  readonly stops: Restriction
}

/** What the API would refuse is not offered; where no balance could be read, it decides. */
export const canBuy = (balance: Answer<BalanceView>): boolean =>
  !balance.ok || !isPaused(balance.value, 'purchases')

/** The weightiest first. */
export function standingOf(balance: BalanceView, format: Format): StandingNotice[] {
  const { restriction, excludedUntil, closing, owedTokens } = balance
  return [
    ...(closing ? [CLOSING] : []),
    ...(excludedUntil ? [onBreak(excludedUntil)] : []),
    // Whoever is told to ask support to lift it must not be stopped by a closing all the same.
    ...(restriction === 'none' || closing
      ? []
      : [{ kind: 'paused' as const, ...STANDING.paused[restriction], stops: restriction }]),
    ...(owedTokens > 0 ? [owes(format.count(owedTokens))] : []),
  ]
}

/** Of these, what is in the way of a purchase, or of a commitment. */
export function standingAgainst(
  what: Spending,
  { value }: Section<BalanceView>,
  format: Format,
): StandingNotice[] {
  if (!value) return []
  return standingOf(value, format).filter(({ stops }) => stops === what || stops === 'all')
}

const CLOSING: StandingNotice = {
  kind: 'closing',
  title: STANDING.closing.title,
  text: STANDING.closing.text,
  to: '/wallet/history',
  way: STANDING.closing.way,
  stops: 'all',
}

const onBreak = (at: string): StandingNotice => ({
  kind: 'break',
  title: STANDING.onBreak.title,
  until: { word: STANDING.onBreak.until, at },
  text: STANDING.onBreak.text,
  to: '/account#limits',
  way: STANDING.onBreak.way,
  stops: 'all',
})

const owes = (tokens: string): StandingNotice => ({
  kind: 'owes',
  title: STANDING.owes.title(tokens),
  text: STANDING.owes.text,
  stops: 'none',
})

/** `left`: cents, of today. */
export const overLimit = (
  left: number,
  format: Format,
  title: string = STANDING.limit.title,
): StandingNotice => ({
  kind: 'limit',
  title,
  text: STANDING.limit.text(format.usd(left)),
  to: '/account#limits',
  way: STANDING.limit.way,
  stops: 'none',
})
