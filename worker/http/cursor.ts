// Opaque cursors: a position, signed for one user, one list and one set of filters.
import * as z from 'zod'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { Page } from '../ports.ts'

const Position = z.strictObject({
  at: z.int().min(0),
  // An id: of a row it holds its person's, of a case the row's.
  tie: z.union([z.int().min(0), z.string().max(320)]),
})
type Position = NonNullable<Page['after']>

/** What a cursor is good for; `limit` may change from page to page and is no part of it. */
export interface CursorScope {
  readonly secret: string
  readonly userId: string
  readonly list: string
  readonly filters: Readonly<Record<string, unknown>>
}

export async function makeCursor(position: Position, scope: CursorScope): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify(position)))
  const key = await keyOf(scope.secret, 'sign')
  const signature = await crypto.subtle.sign('HMAC', key, signed(payload, scope))
  return `${payload}.${toBase64Url(new Uint8Array(signature))}`
}

/** null without a cursor: from the newest. */
export async function readCursor(
  cursor: string | undefined,
  scope: CursorScope,
): Promise<Result<Position | null>> {
  if (cursor === undefined) return ok(null)
  const [, payload, signature] = /^([\w-]{1,600})\.([\w-]{43})$/.exec(cursor) ?? []
  if (!payload || !signature) return refuse('CURSOR_INVALID')
  const key = await keyOf(scope.secret, 'verify')
  // WebCrypto compares in constant time.
  const sound = await crypto.subtle.verify(
    'HMAC',
    key,
    fromBase64Url(signature),
    signed(payload, scope),
  )
  if (!sound) return refuse('CURSOR_INVALID')
  return ok(Position.parse(JSON.parse(new TextDecoder().decode(fromBase64Url(payload)))))
}

function signed(payload: string, { userId, list, filters }: CursorScope) {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined)
  const sorted = set.sort(([a], [b]) => (a < b ? -1 : 1))
  return new TextEncoder().encode(JSON.stringify(['cursor-v1', payload, userId, list, sorted]))
}

function keyOf(secret: string, usage: 'sign' | 'verify') {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [usage])
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}
