// Whoever signed out everywhere means every other browser too, at its next request.
import type { VerifiedToken } from '../ports.ts'
import type { AppContext } from './app-env.ts'

/**
 * Sign-ins are told apart by seconds: one of the same second counts as before. While it can't be
 * told, what only reads passes, as it passes its limit; for everything else Firebase is asked.
 */
export async function isSignedOut(
  c: AppContext,
  { userId, authTime }: VerifiedToken,
  onlyReads: boolean,
): Promise<boolean> {
  const { identity } = c.var.services
  const at = await identity.signedOutAt(userId)
  if (at !== 'unknown') return at !== null && authTime <= at
  return !onlyReads && (await identity.accountState(userId, authTime)) === 'revoked'
}
