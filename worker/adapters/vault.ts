// Seals personal fields: AES-256-GCM under a data key per person, itself wrapped by a versioned
// key-encryption key, so that deleting one small document erases everything sealed for a person.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Vault, WrappedKey } from '../ports.ts'

export interface VaultOptions {
  /** Key-encryption keys by version, 32 bytes each; the last one wraps new data keys. */
  readonly keks: readonly { readonly version: number; readonly key: Uint8Array }[]
  readonly fingerprintSecret: string
  readonly now: () => number
}

const IV_BYTES = 12
const TAG_BYTES = 16
const DATA_KEY_BYTES = 32
const CACHE_MS_MAX = 5 * 60 * 1000
const CACHED_KEYS_MAX = 500

/** `open` throws when the text was altered, or belongs to another place or person. */
export function createVault({ keks, fingerprintSecret, now }: VaultOptions): Vault {
  const cache = new Map<string, { key: Uint8Array; until: number }>()

  function unwrap(wrapped: WrappedKey): Uint8Array {
    // With the person: a key copied into somebody else's document must not open from the cache.
    const name = `${keyPlace(wrapped)}#${wrapped.kekVersion}#${wrapped.wrapped}`
    const cached = cache.get(name)
    if (cached && cached.until > now()) return cached.key
    const kek = keks.find(({ version }) => version === wrapped.kekVersion)
    if (!kek) throw new RangeError(`no key-encryption key of version ${wrapped.kekVersion}`)
    const key = decrypt(kek.key, keyPlace(wrapped), wrapped.wrapped)
    if (cache.size >= CACHED_KEYS_MAX) cache.clear()
    cache.set(name, { key, until: now() + CACHE_MS_MAX })
    return key
  }

  return {
    newKey(userId) {
      const kek = keks.at(-1)
      if (!kek) throw new RangeError('no key-encryption key')
      const unwrapped = { userId, keyVersion: 1, kekVersion: kek.version }
      const wrapped = encrypt(kek.key, keyPlace(unwrapped), randomBytes(DATA_KEY_BYTES))
      return { ...unwrapped, wrapped }
    },
    seal(wrapped, place, plain) {
      const text = new TextEncoder().encode(JSON.stringify(plain))
      return encrypt(unwrap(wrapped), fieldPlace(wrapped, place), text)
    },
    open(wrapped, place, sealed) {
      const text = decrypt(unwrap(wrapped), fieldPlace(wrapped, place), sealed)
      return JSON.parse(new TextDecoder().decode(text))
    },
    fingerprint: (text) => createHmac('sha256', fingerprintSecret).update(text).digest('hex'),
  }
}

/** No version of the key-encryption key in here: re-wrapping must not touch sealed fields. */
const fieldPlace = (key: WrappedKey, place: string): string => `${place}#${key.keyVersion}`
const keyPlace = (key: Pick<WrappedKey, 'userId' | 'keyVersion'>): string =>
  `userKeys/${key.userId}/wrapped#${key.keyVersion}`

function encrypt(key: Uint8Array, place: string, plain: Uint8Array): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(new TextEncoder().encode(place))
  return toBase64(concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

function decrypt(key: Uint8Array, place: string, sealed: string): Uint8Array {
  const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0))
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  decipher.setAAD(new TextEncoder().encode(place))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  const body = bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)
  return concat([decipher.update(body), decipher.final()])
}

function concat(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
