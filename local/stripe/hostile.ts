// The hostile switch: what a bad day of the network does to webhooks, by a seeded die. It lasts for
// one run, like the other faults.
import * as z from 'zod'
import { seeded } from '../faults.ts'

const Chance = z.number().min(0).max(1).default(0)
const WITHIN_MS_DEFAULT = 1_500
const DELAY_MS_DEFAULT = 5_000
const MS_MAX = 24 * 60 * 60 * 1000

/** Chances from 0 to 1; what isn't named doesn't happen. */
const HostileTerms = z.strictObject({
  seed: z.int().default(1),
  /** An event waits for a part of `withinMs`, so that later ones overtake it. */
  shuffle: Chance,
  withinMs: z.int().min(0).max(MS_MAX).default(WITHIN_MS_DEFAULT),
  /** An event waits for `delayMs`. */
  delay: Chance,
  delayMs: z.int().min(0).max(MS_MAX).default(DELAY_MS_DEFAULT),
  /** An attempt arrives twice: both at once, or again because its answer was lost. */
  double: Chance,
  /** An attempt never arrives; Stripe notes a failure and tries again. */
  lose: Chance,
  /** No attempt is ever made, as when an endpoint was away for more than three days. */
  loseForGood: Chance,
})
export type HostileTerms = z.infer<typeof HostileTerms>

const BAD_DAY = { shuffle: 0.5, delay: 0.1, double: 0.3, lose: 0.2, loseForGood: 0.05 }

/** What becomes of one event: decided when it happens. */
export interface Fate {
  readonly lost: boolean
  readonly waitMs: number
}

/** How one attempt to deliver goes. */
export type Delivery = 'once' | 'twice' | 'lost' | 'answer lost'

export class Hostility {
  #terms: HostileTerms | null = null
  #random = seeded(1)

  get terms(): HostileTerms | null {
    return this.#terms
  }

  /** Null makes peace. */
  set terms(terms: HostileTerms | null) {
    this.#terms = terms
    this.#random = seeded(terms?.seed ?? 1)
  }

  fate(): Fate {
    const terms = this.#terms
    if (!terms) return { lost: false, waitMs: 0 }
    const lost = this.#happens(terms.loseForGood)
    const shuffledMs = this.#happens(terms.shuffle) ? this.#random() * terms.withinMs : 0
    const delayedMs = this.#happens(terms.delay) ? terms.delayMs : 0
    return { lost, waitMs: Math.round(shuffledMs + delayedMs) }
  }

  delivery(): Delivery {
    const terms = this.#terms
    if (!terms) return 'once'
    if (this.#happens(terms.lose)) return 'lost'
    if (!this.#happens(terms.double)) return 'once'
    return this.#happens(0.5) ? 'twice' : 'answer lost'
  }

  #happens(chance: number): boolean {
    return this.#random() < chance
  }
}

/** Throws a ZodError for anything but terms. */
export function hostileTerms(given: unknown): HostileTerms {
  return HostileTerms.parse(given)
}

/** From an environment variable: `1` is a bad day, else the terms as JSON; absent = peace. */
export function hostileFrom(text: string | undefined): HostileTerms | null {
  if (text === undefined || text === '' || text === '0') return null
  return hostileTerms(text === '1' ? BAD_DAY : JSON.parse(text))
}
