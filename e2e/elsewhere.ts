// Somebody pays for an order by a session that is not its own: an old link, or one made by hand.
import type { Stage } from './stage.ts'

/** The session's id. */
export async function payElsewhere(
  { url, askStripe }: Pick<Stage, 'url' | 'askStripe'>,
  purchaseId: string,
  cents: number,
): Promise<string> {
  const price = await askStripe('prices', {
    ...{ currency: 'usd', unit_amount: `${cents}`, 'product_data[name]': 'Elsewhere' },
  })
  const session = await askStripe<{ id: string; url: string }>('checkout/sessions', {
    ...{ mode: 'payment', client_reference_id: purchaseId, success_url: url },
    ...{ 'line_items[0][price]': price.id, 'line_items[0][quantity]': '1' },
    'metadata[purchaseId]': purchaseId,
    'payment_intent_data[metadata][purchaseId]': purchaseId,
  })
  const body = new URLSearchParams({ card_number: '4242424242424242' })
  const paid = await fetch(session.url, { method: 'POST', body, redirect: 'manual' })
  if (paid.status !== 303) throw new Error(`not paid: ${paid.status}`)
  return session.id
}
