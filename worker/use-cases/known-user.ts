// Whether a user id that an admin names is anybody's.
import type { UserId } from '../../shared/ids.ts'
import type { Services } from '../ports.ts'

/** Somebody with a wallet, or at least a sign-in. Throws IDENTITY_UNAVAILABLE. */
export async function isKnown(
  s: Pick<Services, 'store' | 'identity' | 'clock'>,
  userId: UserId,
): Promise<boolean> {
  const { wallet } = await s.store.read({ wallet: { kind: 'wallet', id: userId } })
  if (wallet) return true
  // Nobody's tokens are revoked as of now but those of an account that isn't there.
  return (await s.identity.accountState(userId, s.clock.now() / 1000)) !== 'revoked'
}
