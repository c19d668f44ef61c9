// The few Node built-ins the Worker uses (nodejs_compat): its world has no Node types otherwise.
declare module 'node:crypto' {
  interface Digest {
    update(data: string | Uint8Array): Digest
    digest(encoding: 'hex' | 'base64' | 'base64url'): string
    digest(): Uint8Array
  }
  interface Cipher {
    setAAD(data: Uint8Array): void
    update(data: Uint8Array): Uint8Array
    final(): Uint8Array
    getAuthTag(): Uint8Array
    setAuthTag(tag: Uint8Array): void
  }
  export function createHash(name: 'sha256'): Digest
  export function createHmac(name: 'sha256', key: string | Uint8Array): Digest
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
  export function randomBytes(count: number): Uint8Array
  export function createCipheriv(name: 'aes-256-gcm', key: Uint8Array, iv: Uint8Array): Cipher
  export function createDecipheriv(name: 'aes-256-gcm', key: Uint8Array, iv: Uint8Array): Cipher
}
