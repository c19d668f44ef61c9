// Signing keys: one active per kind. Rotated ones stay published until they are dropped, and a next
// one may be published before it signs, as Google's are: whoever heeds max-age knows it in time.

import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { Table } from './store.ts'

const KINDS = ['id', 'session'] as const
export type KeyKind = (typeof KINDS)[number]

export interface StoredKey {
  kid: string
  kind: KeyKind
  pem: string
  /** Published, but not signing yet. */
  upcoming?: boolean
}

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  upcoming: boolean
}

export class Keys {
  readonly #rows: Table<StoredKey>
  readonly #loaded: Record<KeyKind, SigningKey[]> = { id: [], session: [] }

  constructor(rows: Table<StoredKey>) {
    this.#rows = rows
    for (const row of rows.all()) this.#loaded[row.kind].push(load(row))
  }

  /** Made at first use: a 2048-bit key costs up to half a second, and few tests need both kinds. */
  active(kind: KeyKind): SigningKey {
    return this.#loaded[kind].findLast(({ upcoming }) => !upcoming) ?? this.#add(kind, false)
  }

  find(kind: KeyKind, kid: unknown): SigningKey | undefined {
    return this.#loaded[kind].find((key) => key.kid === kid)
  }

  jwks(kind: KeyKind): { keys: object[] } {
    this.active(kind)
    return { keys: this.#loaded[kind].map(publicJwk) }
  }

  announce(): void {
    for (const kind of KINDS) {
      this.active(kind)
      if (!this.#loaded[kind].some(({ upcoming }) => upcoming)) this.#add(kind, true)
    }
  }

  /** What was announced signs from now on; else a key that nobody has seen. */
  rotate(dropOld: boolean): void {
    for (const kind of KINDS) {
      const old = this.#loaded[kind].filter(({ upcoming }) => !upcoming)
      this.#promote(kind)
      if (!dropOld) continue
      this.#loaded[kind] = this.#loaded[kind].filter((key) => !old.includes(key))
      for (const { kid } of old) this.#rows.delete(kid)
    }
  }

  #promote(kind: KeyKind): void {
    const next = this.#loaded[kind].find(({ upcoming }) => upcoming)
    if (!next) return void this.#add(kind, false)
    next.upcoming = false
    this.#save(kind, next)
  }

  #add(kind: KeyKind, upcoming: boolean): SigningKey {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const der = publicKey.export({ type: 'spki', format: 'der' })
    const kid = createHash('sha1').update(der).digest('hex')
    const key = { kid, privateKey, publicKey, upcoming }
    this.#save(kind, key)
    this.#loaded[kind].push(key)
    return key
  }

  #save(kind: KeyKind, { kid, privateKey, upcoming }: SigningKey): void {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    this.#rows.put(kid, { kid, kind, pem, upcoming })
  }
}

function load({ kid, pem, upcoming = false }: StoredKey): SigningKey {
  const privateKey = createPrivateKey(pem)
  return { kid, privateKey, publicKey: createPublicKey(privateKey), upcoming }
}

function publicJwk({ kid, publicKey }: SigningKey): object {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}
