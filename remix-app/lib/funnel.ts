// What can become of a purchase, from its beginning on.
export const FUNNEL_ORDER = ['created', 'credited', 'open', 'expired', 'failed'] as const
export type FunnelStep = (typeof FUNNEL_ORDER)[number]
