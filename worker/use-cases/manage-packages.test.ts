// The price list: what is sold costs what it says, and every change says who made it.
import { describe, expect, test } from 'vitest'
import type { SavePackage } from '../../shared/api/tokens.ts'
import { PackageId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import type { AuditEntry } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Services } from '../ports.ts'
import { sha256 } from '../test/movements.ts'
import { codeOf, must, order } from '../test/shop.ts'
import { ADMIN, BOB, keyOf, sdkFor, sell, startHarness } from '../test/start.ts'
import { allPackages, packagesForSale, retireOrders, savePackage } from './manage-packages.ts'

async function start() {
  const harness = startHarness()
  const sold = await sell(harness)
  const input: SavePackage = {
    id: sold.id,
    name: 'Starter',
    tokens: tokens(600),
    bonusTokens: tokens(0),
    priceUsdCents: usdCents(999),
    stripePriceId: sold.stripePriceId,
    isActive: true,
    popular: false,
    sortOrder: 0,
  }
  const s = harness.services
  const save = (more: Partial<SavePackage> = {}, key = 'key-1', adminId = ADMIN) =>
    savePackage(s, { adminId, input: { ...input, ...more }, key: keyOf(key) })
  return { harness, s, sold, input, save }
}

async function chainOf({ store }: Services, adminId = ADMIN): Promise<AuditEntry[]> {
  const { head } = await store.read({ head: { kind: 'auditHead', id: adminId } })
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= (head?.seq ?? 0); seq += 1) {
    const { entry } = await store.read({ entry: { kind: 'audit', id: `${adminId}_${seq}` } })
    if (!entry) throw new Error(`entry ${seq} is missing`)
    entries.push(entry)
  }
  expect(head?.hash).toBe(entries.at(-1)?.hash)
  return entries
}

function expectVerified(entries: readonly AuditEntry[]): void {
  for (const [i, { hash, ...body }] of entries.entries()) {
    expect(sha256(canonicalJson(body))).toBe(hash)
    expect(body.prevHash).toBe(entries[i - 1]?.hash ?? '')
  }
}

describe('saving a package', () => {
  test('updates it, and says in the same commit who did, what was before and after', async () => {
    const { harness, s, sold, save } = await start()
    const saved = must(await save())
    expect(saved).toMatchObject({ created: false, replayed: false, package: { tokens: 600 } })
    expect(saved.package.createdAt).toBe(sold.createdAt)
    const [entry] = await chainOf(s)
    expect(entry).toMatchObject({ action: 'package.update', target: 'starter', seq: 1 })
    expect(JSON.parse(entry?.before ?? '')).toEqual(sold)
    expect(JSON.parse(entry?.after ?? '')).toEqual(saved.package)
    const times = Object.values(await harness.documents()).map(
      (text) => JSON.parse(text).updateTime,
    )
    expect(new Set(times).size).toBe(1)
  })

  test('without an id creates one that follows from the key', async () => {
    const { save, s } = await start()
    const made = must(await save({ id: undefined }))
    expect(made).toMatchObject({ created: true })
    expect(made.package.id).toMatch(/^pkg_[0-9a-f]{20}$/)
    expect(must(await save({ id: undefined })).package.id).toBe(made.package.id)
    expect(await allPackages(s)).toHaveLength(2)
  })

  test('that does not cost what Stripe charges is refused, and changes nothing', async () => {
    const { harness, save, sold } = await start()
    const before = await harness.documents()
    const refusal = (misfit: string, stripeCents: number | null) => ({
      failure: { code: 'PRICE_MISMATCH', more: { misfit, stripeCents } },
    })
    const other = await save({ priceUsdCents: usdCents(1) })
    expect(other).toMatchObject(refusal('amount', sold.priceUsdCents))
    const none = await save({ stripePriceId: 'price_none' })
    expect(none).toMatchObject(refusal('missing', null))
    expect(await harness.documents()).toEqual(before)
  })

  test('takes a package off sale and has its open orders looked at', async () => {
    const { harness, s, save } = await start()
    const placed = await order(harness)
    must(await save({ isActive: false }))
    expect(harness.queue.take().messages.map(({ body }) => body)).toEqual([
      { v: 1, kind: 'retire', packageId: 'starter' },
    ])
    expect(await packagesForSale(s)).toEqual([])
    await retireOrders(s, PackageId.parse('starter'))
    expect(harness.queue.waiting()).toEqual([{ v: 1, kind: 'order', purchaseId: placed.id }])
  })

  // Its Price may be gone already: that must not keep it in the shop.
  test('takes a package off sale also when Stripe no longer sells it', async () => {
    const { harness, save, sold } = await start()
    await sdkFor(harness).prices.update(sold.stripePriceId, { active: false })
    expect(codeOf(await save())).toBe('PRICE_MISMATCH')
    const saved = must(await save({ isActive: false }, 'key-2')).package
    expect(saved).toMatchObject({ isActive: false, outOfSync: true })
    expect(saved.stripeProductId).toBe(sold.stripeProductId)
  })

  test('is saved also when that message cannot be sent: the crons find the orders', async () => {
    const { harness, s, save } = await start()
    harness.queue.state.down = true
    expect(must(await save({ isActive: false })).package.isActive).toBe(false)
    expect(await packagesForSale(s)).toEqual([])
    expect(harness.recorder.warnings()).toEqual(['retire_not_queued'])
  })
})

describe('the same key', () => {
  test('again gives the first answer and writes nothing', async () => {
    const { harness, save } = await start()
    const first = must(await save())
    must(await save({ tokens: tokens(700) }, 'key-2'))
    const before = await harness.documents()
    expect(must(await save())).toEqual({ ...first, replayed: true })
    expect(await harness.documents()).toEqual(before)
  })

  test('for another change is refused', async () => {
    const { save } = await start()
    must(await save())
    expect(codeOf(await save({ tokens: tokens(700) }))).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(codeOf(await save({ tokens: tokens(700) }, 'key-1', BOB))).toBe('ok')
  })

  test('pressed five times at once is one change', async () => {
    const { s, save } = await start()
    const all = await Promise.all(Array.from({ length: 5 }, () => save()))
    expect(all.filter((each) => !must(each).replayed)).toHaveLength(1)
    expect(await chainOf(s)).toHaveLength(1)
  })

  test('left out, each request is its own change', async () => {
    const { s, input } = await start()
    must(await savePackage(s, { adminId: ADMIN, input }))
    must(await savePackage(s, { adminId: ADMIN, input }))
    expect(await chainOf(s)).toHaveLength(2)
  })
})

test('five changes at once are five entries of one chain that verifies', async () => {
  const { s, save } = await start()
  const saves = Array.from({ length: 5 }, (_, n) => save({ tokens: tokens(601 + n) }, `key-${n}`))
  for (const each of await Promise.all(saves)) expect(codeOf(each)).toBe('ok')
  const entries = await chainOf(s)
  expect(entries).toHaveLength(5)
  expectVerified(entries)
  // What each found before is what the one before it left.
  for (const [i, entry] of entries.slice(1).entries()) expect(entry.before).toBe(entries[i]?.after)
})
