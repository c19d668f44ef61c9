// Stripe's signature scheme: `v1` over time and raw body. In test mode a `v0` stands beside it that
// proves nothing and must be ignored.
import { createHmac } from 'node:crypto'

export function signatureOf(body: string, secret: string, seconds: number): string {
  const hmac = (key: string) => createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${hmac(secret)},v0=${hmac('no secret')}`
}
