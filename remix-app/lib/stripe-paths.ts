// Stripe's own pages about what it did: in its dashboard, under the mode of the key.
export interface StripePaths {
  payment(id: string): string
  refund(id: string): string
  dispute(id: string): string
  event(id: string): string
  price(id: string): string
}

/** null: it has no page there, or says nothing of what it is. */
export function stripePageOf(at: StripePaths, id: string): string | null {
  const [, page] = BY_PREFIX.find(([prefix]) => prefix.test(id)) ?? []
  return page ? at[page](id) : null
}

const BY_PREFIX: readonly (readonly [RegExp, keyof StripePaths])[] = [
  [/^pi_\w+$/, 'payment'],
  [/^(?:re|pyr)_\w+$/, 'refund'],
  [/^(?:dp|du)_\w+$/, 'dispute'],
  [/^evt_\w+$/, 'event'],
  [/^price_\w+$/, 'price'],
]

export function stripePaths(mode: 'test' | 'live'): StripePaths {
  const base = `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}`
  const one = (place: string) => (id: string) => `${base}${place}/${encodeURIComponent(id)}`
  return {
    payment: one('payments'),
    refund: one('refunds'),
    dispute: one('disputes'),
    event: one('events'),
    price: one('prices'),
  }
}
