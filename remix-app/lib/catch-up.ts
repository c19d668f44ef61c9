// Brings a page up to what was heard of its balance. It looks at the balance first: a lost
// connection is then a missed look and not an error page, and what did not move costs one read.
import type { BalanceView } from '../../shared/api/wallet.ts'
import { type BalanceSnapshot, changeIn } from './balance-snapshot.ts'
import { coalesce } from './coalesce.ts'
import { isSame, type Shown } from './newest.ts'

const REST_MS = 400
const REST_MS_MAX = 6_000
const BRISK_TURNS = 3

/** Grows after a few turns in a row: a balance that never stops must not eat up the read limit. */
export function restMs(row: number): number {
  return Math.min(REST_MS * 2 ** Math.max(0, row - BRISK_TURNS + 1), REST_MS_MAX)
}

export interface Page {
  readonly shown: Shown
  /** Whether it has anything that a balance touches. */
  isOpen(): boolean
  /** Resolves when no navigation is on its way: that reads everything anyway. */
  idle(): Promise<void>
  /** A balance not before this version. `away`: no answer. */
  look(version: number): Promise<BalanceView | 'signedOut' | 'away'>
  /** Resolves when all data of the page is there anew. */
  readAgain(): Promise<void>
  looked(isReached: boolean): void
  /** Nobody is signed in any more: what listens must end before anything else is heard. */
  signedOut(): void
  /** Tokens moved, and nothing on this page moved them. */
  moved(balance: BalanceView): void
  /** So that a burst is read a few times and not for each of its versions; `row`: turns before. */
  rest(row: number): Promise<void>
}

export interface CatchUp {
  heard(balance: BalanceSnapshot): void
  /** `whole`: reads the page anew even if no token moved. */
  look(whole: boolean): void
}

export function createCatchUp(page: Page): CatchUp {
  let before: BalanceSnapshot | null = null
  let version = 0
  let isWhole = false
  let isAsked = false

  const turn = coalesce(async (row) => {
    await page.idle()
    const known = page.shown.get()
    const isDue = isAsked || isWhole || version > (known?.version ?? 0)
    const whole = isWhole
    isAsked = false
    isWhole = false
    if (!isDue || !page.isOpen()) return
    const told = await page.look(version)
    page.looked(told !== 'away')
    if (told === 'away') {
      isWhole ||= whole
      return page.rest(row)
    }
    const isNew = told === 'signedOut' || !isSame(known, told)
    if (told === 'signedOut') page.signedOut()
    else show(known, told)
    if (isNew || whole) await page.readAgain()
    await page.rest(row)
  })

  function show(known: BalanceView | null, told: BalanceView): void {
    page.shown.put(told)
    if (known && told.version > known.version) page.moved(told)
  }

  return {
    heard(now) {
      const change = changeIn(now, before, page.shown.get()?.version ?? 0)
      before = now
      if (change === 'none') return
      version = Math.max(version, now.version)
      isWhole ||= change === 'other'
      turn()
    },
    look(whole) {
      isAsked = true
      isWhole ||= whole
      turn()
    },
  }
}
