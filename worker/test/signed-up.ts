// Everybody has a sign-in but `nobody`: the harness has no sign-in service of its own.
import type { UserId } from '../../shared/ids.ts'
import type { Wallet } from '../domain/ledger.ts'
import type { Services } from '../ports.ts'

export const signedUp = (s: Services): Services => ({
  ...s,
  identity: {
    ...s.identity,
    accountState: async (userId: UserId) => (userId === 'nobody' ? 'revoked' : 'active'),
  },
})

/** As it is given, whatever was there. */
export async function putWallet({ store }: Services, value: Wallet): Promise<void> {
  const refs = { wallet: { kind: 'wallet', id: value.userId } } as const
  const changes = [{ ref: refs.wallet, value }]
  await store.atomically(refs, () => ({ answer: null, changes }))
}
