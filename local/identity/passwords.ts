// Password rules and hashes. Plain passwords never reach the database.
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { refuseUnless } from './errors.ts'

const LENGTH_MIN = 6
const HASH_BYTES = 32

export interface PasswordHash {
  passwordHash: string
  salt: string
}

export function hashPassword(password: string): PasswordHash {
  const weak = `WEAK_PASSWORD : Password should be at least ${LENGTH_MIN} characters`
  refuseUnless(password.length >= LENGTH_MIN, weak)
  const salt = randomBytes(16)
  const hash = scryptSync(password, salt, HASH_BYTES)
  return { passwordHash: hash.toString('base64'), salt: salt.toString('base64') }
}

export function passwordMatches(password: string, stored: Partial<PasswordHash>): boolean {
  if (!stored.passwordHash || !stored.salt) return false
  const hash = scryptSync(password, Buffer.from(stored.salt, 'base64'), HASH_BYTES)
  return timingSafeEqual(hash, Buffer.from(stored.passwordHash, 'base64'))
}
