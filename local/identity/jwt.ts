// Compact RS256 JWTs on synchronous node:crypto, so that a simulated run replays exactly.
import { type KeyObject, sign, verify } from 'node:crypto'

export type Claims = Record<string, unknown>

export interface DecodedJwt {
  header: Claims
  claims: Claims
  signed: Buffer
  signature: Buffer
}

export function signJwt(claims: Claims, kid: string, key: KeyObject): string {
  const input = `${encode({ alg: 'RS256', kid, typ: 'JWT' })}.${encode(claims)}`
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`
}

/** Undefined when the text isn't a JWT at all; says nothing about the signature. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, payload, signature, ...rest] = token.split('.')
  if (!header || !payload || !signature || rest.length > 0) return undefined
  try {
    return {
      header: decode(header),
      claims: decode(payload),
      signed: Buffer.from(`${header}.${payload}`),
      signature: Buffer.from(signature, 'base64url'),
    }
  } catch {
    return undefined
  }
}

export function signedBy(jwt: DecodedJwt, key: KeyObject): boolean {
  return jwt.header.alg === 'RS256' && verify('RSA-SHA256', jwt.signed, key, jwt.signature)
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object')
  return value as Claims
}
