// The live wallet at work, loaded when the page has nothing else to do: what is heard of the
// balance, or found by looking every now and then, makes the page read its data again.
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { BrowserSettings } from '../../shared/pages.ts'

import type { BalanceSnapshot } from './balance-snapshot.ts'
import { type CatchUp, createCatchUp, restMs } from './catch-up.ts'

import { type Subscription, subscribe } from './listening.ts'
import type { LiveState } from './live-context.ts'
import { lookAtBalance } from './look.ts'
import type { Shown } from './newest.ts'
import { everySoOften } from './poll.ts'
import { onComeBack, onConnection, onSleep } from './presence.ts'
import type { Reading } from './read-again.ts'

const SLOW_MS = 30_000
const JITTER_MS = 5_000
/** While it is heard, it is looked at so many times less often. */
const LIVE_TICKS = 4
const AWAY_MS = 20_000
const HIDDEN_MS_MAX = 300_000
const DEAF_MS = 5_000

export interface LivePage extends Reading {
  readonly isSignedIn: boolean
  /** null: listening can't be had here. */
  readonly settings: BrowserSettings | null
  readonly shown: Shown
  /** Whether it shows anything that a balance touches. */
  isOpen(): boolean
  tell(state: LiveState): void
  /** Tokens moved that nothing on this page moved. */
  say(balance: BalanceView): void
}

/** Returns how to end it. */
export function openLive(page: LivePage): () => void {
  if (page.isSignedIn) return new Session(page).open()
  // No balance to look at, but odds that move.
  const look = () => page.isOpen() && void page.readAgain()
  return onComeBack(look, () => AWAY_MS)
}

class Session {
  readonly #page: LivePage
  readonly #catchUp: CatchUp
  #subscription: Subscription | null = null
  /** Whether the stream is there; null: not known. */
  #isHeard: boolean | null = null
  #heardVersion = 0
  #isReached = true
  #isAwake = true
  #isOnline = true
  #ticks = 0

  constructor(page: LivePage) {
    this.#page = page
    this.#catchUp = createCatchUp({
      ...page,
      look: lookAtBalance,
      looked: (isAnswered) => this.#looked(isAnswered),
      signedOut: () => this.#signedOut(),
      moved: (balance) => this.#moved(balance),
      rest: (row) => new Promise((resolve) => setTimeout(resolve, restMs(row))),
    })
  }

  open(): () => void {
    const catchUp = this.#catchUp
    const awayMs = () => (this.#state === 'live' ? AWAY_MS : 0)
    this.#listen()
    const stops = [
      onSleep((isAwake) => this.#sleep(isAwake), HIDDEN_MS_MAX),
      onComeBack(() => catchUp.look(true), awayMs),
      onConnection((isOnline) => this.#connection(isOnline)),
      everySoOften(() => this.#tick(), slowMs()),
    ]
    return () => {
      for (const stop of stops) stop()
      this.#subscription?.close()
    }
  }

  get #state(): LiveState {
    if (!this.#isReached) return 'offline'
    if (this.#isHeard === null) return 'starting'
    return this.#isHeard ? 'live' : 'slow'
  }

  #sleep(isAwake: boolean): void {
    this.#isAwake = isAwake
    this.#listen()
  }

  // A stream without a connection would try again and again, and ask Google whether there is one.
  #connection(isOnline: boolean): void {
    this.#isOnline = isOnline
    this.#listen()
    if (isOnline) this.#catchUp.look(true)
    else this.#looked(false)
  }

  #listen(): void {
    const { settings } = this.#page
    const isWanted = this.#isAwake && this.#isOnline
    if (!settings) {
      this.#connected(false)
      return
    }
    const observer = {
      connected: (isLive: boolean) => this.#connected(isLive),
      heard: (balance: BalanceSnapshot) => this.#heard(balance),
    }
    if (isWanted) this.#subscription ??= subscribe(settings, observer)
    else if (this.#subscription) {
      this.#subscription.close()
      this.#subscription = null
      this.#connected(null)
    }
  }

  #connected(isLive: boolean | null): void {
    this.#isHeard = isLive
    this.#page.tell(this.#state)
    if (isLive && !this.#isReached) this.#catchUp.look(false)
  }

  #heard(balance: BalanceSnapshot): void {
    this.#heardVersion = balance.version
    this.#catchUp.heard(balance)
  }

  #looked(isAnswered: boolean): void {
    const isBack = isAnswered && !this.#isReached
    this.#isReached = isAnswered
    this.#page.tell(this.#state)
    // What was away is there again: the stream need not wait for its own next try.
    if (isBack && this.#isHeard === false) this.#subscription?.reconnect()
  }

  /** The right to listen outlives the session by up to an hour; this page's use of it doesn't. */
  #signedOut(): void {
    this.#subscription?.close()
    this.#subscription = null
    this.#connected(false)
  }

  #moved(balance: BalanceView): void {
    const { version } = balance
    this.#page.say(balance)
    // A stream that says nothing of it is broken, though nobody has told it yet.
    setTimeout(() => {
      if (this.#isHeard && this.#heardVersion < version) this.#subscription?.reconnect()
    }, DEAF_MS)
  }

  #tick(): void {
    this.#ticks += 1
    if (this.#state === 'live' && this.#ticks % LIVE_TICKS !== 0) return
    // A payment that fails moves no token: no balance tells of it.
    this.#catchUp.look(document.querySelector('[data-awaits]') !== null)
  }
}

/** Not all pages at once. */
function slowMs(): number {
  const [fraction = 0] = crypto.getRandomValues(new Uint8Array(1))
  return SLOW_MS + Math.round((fraction / 255) * JITTER_MS)
}
