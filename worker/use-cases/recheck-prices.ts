// A Price changed at Stripe: every package that names it is compared, and sold only if both agree.
import type { PackageId } from '../../shared/ids.ts'
import { agrees } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'

/**
 * Has every package of a price or product compared with Stripe's copy. One message each, even for
 * one: a product may have more of them than the platform allows calls an invocation, and nothing
 * waits for the answer, as each purchase asks for the live price itself.
 */
export async function recheckPrices(
  s: Pick<Services, 'store' | 'queue'>,
  objectId: string,
): Promise<void> {
  const packages = await s.store.packages()
  const touched = packages.filter(
    ({ stripePriceId, stripeProductId }) =>
      stripePriceId === objectId || stripeProductId === objectId,
  )
  if (touched.length === 0) return
  await s.queue.send(touched.map(({ id: packageId }) => ({ v: 1, kind: 'recheck', packageId })))
}

/** Five messages of a batch must fit into the platform's 50 calls an invocation. */
const RECHECKS_MAX = 2

/**
 * Records whether a package still costs what Stripe charges. Asks again after it wrote: of two
 * looks at once, the one with the older answer may be last.
 */
export async function recheckPackage(
  s: Pick<Services, 'store' | 'payments' | 'log'>,
  id: PackageId,
): Promise<void> {
  const ref = { kind: 'package', id } as const
  const { known } = await s.store.read({ known: ref })
  if (!known) return
  const { stripePriceId } = known
  let price = await s.payments.price(stripePriceId)
  for (let looks = 0; looks < RECHECKS_MAX; looks += 1) {
    const written = await s.store.atomically({ seen: ref }, ({ seen }) => {
      // Saved with another Price meanwhile: that was checked as it was saved.
      if (!seen || seen.stripePriceId !== stripePriceId) return { answer: null, changes: [] }
      const value = { ...seen, outOfSync: !agrees(seen, price) }
      return { answer: value, changes: [{ ref, value }] }
    })
    if (!written) return
    s.log.info('package_rechecked', { packageId: id, outOfSync: written.outOfSync })
    price = await s.payments.price(stripePriceId)
    if (written.outOfSync === !agrees(written, price)) return
  }
}
