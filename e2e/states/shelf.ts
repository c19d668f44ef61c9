// Packages that are not sold: one whose Price costs something else, and one that is off sale.
import { PackageId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import type { TokenPackage } from '../../worker/domain/purchase.ts'
import type { Services } from '../../worker/ports.ts'
import { put } from './deeds.ts'

export async function stockShelf(s: Services): Promise<void> {
  const { popular } = await s.store.read({ popular: { kind: 'package', id: 'popular' } })
  if (!popular) throw new Error('the shop was not seeded')
  const packages: TokenPackage[] = [
    {
      ...popular,
      ...{ id: PackageId.parse('tide'), name: 'High tide', popular: false, sortOrder: 8 },
      ...{ tokens: tokens(1500), bonusTokens: tokens(300), priceUsdCents: usdCents(1299) },
      outOfSync: true,
    },
    {
      ...popular,
      ...{ id: PackageId.parse('pearl'), name: 'Pearl', popular: false, sortOrder: 9 },
      ...{ tokens: tokens(250), bonusTokens: tokens(0), priceUsdCents: usdCents(299) },
      ...{ isActive: false, outOfSync: true, stripePriceId: 'price_pearl' },
    },
  ]
  const changes = packages.map((value) => ({
    ref: { kind: 'package', id: value.id } as const,
    value,
  }))
  await put(s, changes)
}
