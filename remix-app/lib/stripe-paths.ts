// Stripe's own pages about what it did: in its dashboard, under the mode of the key.
export interface StripePaths {
  payment(id: string): string
  dispute(id: string): string
  price(id: string): string
}

export function stripePaths(mode: 'test' | 'live'): StripePaths {
  const base = `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}`
  return {
    payment: (id) => `${base}payments/${encodeURIComponent(id)}`,
    price: (id) => `${base}prices/${encodeURIComponent(id)}`,
    dispute: (id) => `${base}disputes/${encodeURIComponent(id)}`,
  }
}
