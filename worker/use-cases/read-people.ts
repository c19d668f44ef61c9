// People as admins look for them: by name, or one after the other.
import { Outage } from '../../shared/failure.ts'
import { UserId } from '../../shared/ids.ts'
import { EmailAddress } from '../../shared/names.ts'
import type { Found } from '../domain/difference.ts'
import { emptyWallet, type Wallet } from '../domain/ledger.ts'
import type { Account, Page, Services } from '../ports.ts'
import { withRead } from './found.ts'
import { type Searched, searchBack } from './search-back.ts'

type Needs = Pick<Services, 'store' | 'identity'>

/** null = no sign-in; `unknown`: can't be told just now. */
type SignIn = Account | 'unknown' | null
export interface Person {
  readonly wallet: Wallet
  readonly account: SignIn
}

/** By user id: whoever has a wallet. */
export async function listPeople(s: Needs, page: Page): Promise<Searched<Found<Person>>> {
  const source = {
    page: ({ limit, after }: Page) =>
      s.store.walk('wallet', after ? String(after.tie) : null, limit),
    positionOf: ({ id }: Found<Wallet>) => ({ at: 0, tie: id }),
    fits: () => true,
  }
  const { items: found, next } = await searchBack(source, page)
  const items = await withRead(found.map(named), async (wallets) => {
    const accounts = await accountsOf(
      s,
      wallets.map(({ userId }) => userId),
    )
    return wallets.map((wallet) => ({ wallet, account: accounts(wallet.userId) }))
  })
  return { items, next }
}

/** One that says it is somebody else's is nobody's. */
const named = (found: Found<Wallet>): Found<Wallet> =>
  found.value?.userId === found.id ? found : { ...found, value: null }

/** Of somebody whose balance nobody can read. */
export async function signInOf(s: Pick<Services, 'identity'>, userId: UserId): Promise<SignIn> {
  return (await accountsOf(s, [userId]))(userId)
}

/** A list is of use without e-mail addresses too. */
async function accountsOf({ identity }: Pick<Needs, 'identity'>, userIds: readonly UserId[]) {
  try {
    const all = await identity.accounts({ userIds })
    const byId = new Map(all.map((account) => [account.userId, account]))
    return (userId: UserId): SignIn => byId.get(userId) ?? null
  } catch (error) {
    if (error instanceof Outage) return () => 'unknown' as const
    throw error
  }
}

/** Whoever signs in with this address, or has this id. Throws IDENTITY_UNAVAILABLE. */
export async function findPeople(s: Needs, q: string): Promise<Searched<Found<Person>>> {
  const isId = UserId.safeParse(q)
  const userIds = isId.success ? [isId.data] : []
  const emails = EmailAddress.safeParse(q).success ? [q] : []
  const accounts = await s.identity.accounts({ userIds, emails })
  const byId = new Map(accounts.map((account) => [account.userId, account]))
  const ids = [...new Set([...userIds, ...byId.keys()])]
  const refs = ids.map((id) => [id, { kind: 'wallet', id }] as const)
  const wallets = ids.length === 0 ? {} : await s.store.look(Object.fromEntries(refs))
  const items = ids.flatMap((id): Found<Person>[] => {
    const [found, account] = [wallets[id] ?? null, byId.get(id) ?? null]
    if (!found && !account) return []
    const wallet = found ? named(found).value : emptyWallet(id)
    return [{ id, value: wallet && { wallet, account } }]
  })
  return { items, next: null }
}
