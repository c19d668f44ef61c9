// People as admins look for them: by name, or one after the other.
import { Outage } from '../../shared/failure.ts'
import { UserId } from '../../shared/ids.ts'
import { EmailAddress } from '../../shared/names.ts'
import type { Found } from '../domain/difference.ts'
import { emptyWallet, type Wallet } from '../domain/ledger.ts'
import type { Account, Page, Services } from '../ports.ts'
import { type Searched, searchBack } from './search-back.ts'

type Needs = Pick<Services, 'store' | 'identity'>

export interface Person {
  readonly wallet: Wallet
  /** null = no sign-in; `unknown`: can't be told just now. */
  readonly account: Account | 'unknown' | null
}

/** By user id: whoever has a wallet. */
export async function listPeople(s: Needs, page: Page): Promise<Searched<Person>> {
  const source = {
    page: ({ limit, after }: Page) =>
      s.store.walk('wallet', after ? String(after.tie) : null, limit),
    positionOf: ({ id }: Found<Wallet>) => ({ at: 0, tie: id }),
    // One that was changed by hand into something else has a case; it can't be shown.
    fits: ({ id, value }: Found<Wallet>) => value?.userId === id,
  }
  const { items, next } = await searchBack(source, page)
  const wallets = items.flatMap(({ value }) => value ?? [])
  const accounts = await accountsOf(s, wallets)
  return {
    items: wallets.map((wallet) => ({ wallet, account: accounts(wallet.userId) })),
    next,
  }
}

/** A list is of use without e-mail addresses too. */
async function accountsOf({ identity }: Needs, wallets: readonly Wallet[]) {
  try {
    const all = await identity.accounts({ userIds: wallets.map(({ userId }) => userId) })
    const byId = new Map(all.map((account) => [account.userId, account]))
    return (userId: UserId) => byId.get(userId) ?? null
  } catch (error) {
    if (error instanceof Outage) return () => 'unknown' as const
    throw error
  }
}

/** Whoever signs in with this address, or has this id. Throws IDENTITY_UNAVAILABLE. */
export async function findPeople(s: Needs, q: string): Promise<Searched<Person>> {
  const named = UserId.safeParse(q)
  const userIds = named.success ? [named.data] : []
  const emails = EmailAddress.safeParse(q).success ? [q] : []
  const accounts = await s.identity.accounts({ userIds, emails })
  const byId = new Map(accounts.map((account) => [account.userId, account]))
  const ids = [...new Set([...userIds, ...byId.keys()])]
  const refs = ids.map((id) => [id, { kind: 'wallet', id }] as const)
  const wallets = ids.length === 0 ? {} : await s.store.read(Object.fromEntries(refs))
  const items = ids.flatMap((id) => {
    const [wallet, account] = [wallets[id] ?? null, byId.get(id) ?? null]
    return wallet || account ? [{ wallet: wallet ?? emptyWallet(id), account }] : []
  })
  return { items, next: null }
}
