// Where somebody goes on after paying: kept in a cookie of the purchase, since the payment page is
// another site and knows nothing of it. Read as strictly as any address that a person can change.
import { createCookie } from '@remix-run/cloudflare'
import { backPath } from './next-path.ts'

/** Bank payments take longer, but by then the odds are others. */
const KEPT_SECONDS = 24 * 3600

const cookieOf = (purchaseId: string) =>
  createCookie(`back-${purchaseId}`, {
    path: '/wallet/purchases',
    maxAge: KEPT_SECONDS,
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
  })

/** As a Set-Cookie header. */
export const rememberBack = (purchaseId: string, next: string): Promise<string> =>
  cookieOf(purchaseId).serialize(next)

export async function backFrom(request: Request, purchaseId: string): Promise<string | null> {
  const kept: unknown = await cookieOf(purchaseId).parse(request.headers.get('cookie'))
  return typeof kept === 'string' ? backPath(kept) : null
}
