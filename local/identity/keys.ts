// Signing keys: one active per kind, rotated ones stay published until they are dropped.

import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { Table } from './store.ts'

export type KeyKind = 'id' | 'session'

export interface StoredKey {
  kid: string
  kind: KeyKind
  pem: string
}

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
}

export interface Keys {
  active(kind: KeyKind): SigningKey
  find(kind: KeyKind, kid: unknown): SigningKey | undefined
  jwks(kind: KeyKind): { keys: object[] }
  rotate(dropOld: boolean): void
}

export function openKeys(rows: Table<StoredKey>): Keys {
  const loaded = new Map<KeyKind, SigningKey[]>([
    ['id', []],
    ['session', []],
  ])
  for (const row of rows.all()) ofKind(row.kind).push(load(row))

  function ofKind(kind: KeyKind): SigningKey[] {
    return loaded.get(kind) ?? []
  }

  function add(kind: KeyKind): SigningKey {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const der = publicKey.export({ type: 'spki', format: 'der' })
    const kid = createHash('sha1').update(der).digest('hex')
    rows.put(kid, { kid, kind, pem })
    const key = { kid, privateKey, publicKey }
    ofKind(kind).push(key)
    return key
  }

  // Made at first use: a 2048-bit key costs up to half a second, and few tests need both kinds.
  const active = (kind: KeyKind) => ofKind(kind).at(-1) ?? add(kind)

  return {
    active,
    find: (kind, kid) => ofKind(kind).find((key) => key.kid === kid),
    jwks: (kind) => {
      active(kind)
      return { keys: ofKind(kind).map(publicJwk) }
    },
    rotate: (dropOld) => {
      for (const [kind, keys] of loaded) {
        if (dropOld) for (const key of keys.splice(0)) rows.delete(key.kid)
        add(kind)
      }
    },
  }
}

function load({ kid, pem }: StoredKey): SigningKey {
  const privateKey = createPrivateKey(pem)
  return { kid, privateKey, publicKey: createPublicKey(privateKey) }
}

function publicJwk({ kid, publicKey }: SigningKey): object {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}
