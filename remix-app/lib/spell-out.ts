// What was written for machines, as text: facts of cases, messages, objects of Stripe.
import { toInstant } from '../../shared/instant.ts'

const DEPTH_MAX = 3

/** `paymentIntentId` and `payment_intent` are `Payment intent id` and `Payment intent`. */
export function spellOut(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `cents`: hundredths of a dollar; `time`: an instant; `user`: who has a wallet. */
export type FactKind = 'cents' | 'time' | 'user' | 'text'
export interface SpelledFact {
  readonly name: string
  readonly value: string
  readonly kind: FactKind
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const MICROS = /^1\d{15}$/

/** Names and values, one under the other; what lies deeper is named by its way there. */
export function factsOf(facts: unknown, way = '', depth = 0): SpelledFact[] {
  if (typeof facts !== 'object' || facts === null) return []
  return Object.entries(facts).flatMap(([key, value]): SpelledFact[] => {
    const name = spellOut(key)
    const here = way ? `${way}: ${name.toLowerCase()}` : name
    if (value === null || value === undefined || value === '') return []
    if (typeof value !== 'object') return [spelled(key, here, value)]
    if (depth < DEPTH_MAX) return factsOf(value, here, depth + 1)
    return [{ name: here, value: JSON.stringify(value), kind: 'text' }]
  })
}

/** Amounts lose the unit in their name: it stands in the value. */
function spelled(key: string, name: string, value: unknown): SpelledFact {
  const text = String(value)
  if (/cents$/i.test(key) && Number.isSafeInteger(value)) {
    const bare = name.replace(/^Cents$/, 'Amount').replace(/: cents$/, ': amount')
    return { name: bare.replace(/(?: usd)? cents$/, ''), value: text, kind: 'cents' }
  }
  if (key === 'userId') return { name, value: text, kind: 'user' }
  if (INSTANT.test(text)) return { name, value: text, kind: 'time' }
  if (/At$/.test(key) && MICROS.test(text)) {
    return { name, value: toInstant(Number(text)), kind: 'time' }
  }
  return { name, value: text, kind: 'text' }
}
