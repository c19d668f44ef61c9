// Stripe's own pages about what it did: in its dashboard, under the mode of the key.
export interface StripePaths {
  payment(id: string): string
  refund(id: string): string
  dispute(id: string): string
  event(id: string): string
  price(id: string): string
}

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
