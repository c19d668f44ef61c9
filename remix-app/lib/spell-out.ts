// What was written for machines, as text: facts of cases, messages, objects of Stripe.

const DEPTH_MAX = 3

/** `paymentIntentId` and `payment_intent` are `Payment intent id` and `Payment intent`. */
export function spellOut(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Names and values, one under the other; what lies deeper is named by its way there. */
export function factsOf(facts: unknown, way = '', depth = 0): [name: string, value: string][] {
  if (typeof facts !== 'object' || facts === null) return way ? [[way, String(facts)]] : []
  return Object.entries(facts).flatMap(([name, value]): [string, string][] => {
    const here = way ? `${way}: ${spellOut(name).toLowerCase()}` : spellOut(name)
    if (value === null || value === undefined || value === '') return []
    if (typeof value !== 'object') return [[here, String(value)]]
    return depth < DEPTH_MAX ? factsOf(value, here, depth + 1) : [[here, JSON.stringify(value)]]
  })
}
