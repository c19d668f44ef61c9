// The order of packages: what people are offered first. A half-done order, or one that a slow
// second click undoes, would show another shop than the admin saw.
import { expect, test } from 'vitest'
import { PackageId } from '../../shared/ids.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, keyOf, sell, startHarness } from '../test/start.ts'
import { allPackages, savePackage } from './manage-packages.ts'
import { orderPackages } from './order-packages.ts'

const ids = (...names: string[]) => names.map((name) => PackageId.parse(name))

async function shop() {
  const harness = startHarness()
  const s = harness.services
  const packs = {
    a: await sell(harness, { id: 'a' }),
    b: await sell(harness, { id: 'b' }),
    c: await sell(harness, { id: 'c' }),
  }
  const order = (names: string[], key = 'key-1') =>
    orderPackages(s, { adminId: ADMIN, ids: ids(...names), key: keyOf(key) })
  const offered = async () => (await allPackages(s)).map(({ id }) => id)
  return { harness, s, packs, order, offered }
}

test('all places are written at once, with one audit entry', async () => {
  const { harness, order, offered } = await shop()
  must(await order(['c', 'a', 'b']))
  expect(await offered()).toEqual(['c', 'a', 'b'])
  const documents = Object.entries(await harness.documents())
  const [entry, ...others] = documents.filter(([path]) => path.startsWith('auditLog/'))
  expect(others).toEqual([])
  expect(entry?.[1]).toContain('package.order')
  const written = documents.map(([, text]) => JSON.parse(text).updateTime)
  expect(new Set(written).size).toBe(1)
})

// The answer was lost, and somebody else moved one meanwhile: the second try must not undo that.
test('the same key again moves nothing', async () => {
  const { harness, order, offered } = await shop()
  const first = must(await order(['b', 'a', 'c']))
  must(await order(['a', 'b', 'c'], 'key-2'))
  const before = await harness.documents()
  expect(must(await order(['b', 'a', 'c']))).toEqual({ ...first, replayed: true })
  expect(await harness.documents()).toEqual(before)
  expect(await offered()).toEqual(['a', 'b', 'c'])
  expect(codeOf(await order(['c', 'b', 'a']))).toBe('IDEMPOTENCY_KEY_REUSED')
})

test('what is left out follows; what is not there is refused; nothing moves twice', async () => {
  const { harness, order, offered } = await shop()
  must(await order(['c']))
  expect(await offered()).toEqual(['c', 'a', 'b'])
  const before = await harness.documents()
  expect(codeOf(await order(['a', 'none'], 'key-2'))).toBe('PACKAGE_NOT_FOUND')
  expect(must(await order(['c', 'a'], 'key-3')).replayed).toBe(true)
  expect(await harness.documents()).toEqual(before)
})

// An edit made on a page that was opened before the move must not put it back.
test('a package saved without a place keeps it, on sale or not; a new one comes last', async () => {
  const { packs, s, order, offered } = await shop()
  must(await order(['c', 'a', 'b']))
  const { id, name, tokens, bonusTokens, priceUsdCents, stripePriceId, popular } = packs.a
  const a = { id, name, tokens, bonusTokens, priceUsdCents, stripePriceId, popular }
  const save = (input: Parameters<typeof savePackage>[1]['input'], key: string) =>
    savePackage(s, { adminId: ADMIN, input, key: keyOf(key) })
  must(await save({ ...a, isActive: false }, 'save-1'))
  expect(must(await save(a, 'save-2')).package.isActive).toBe(false)
  const made = must(await save({ ...a, id: PackageId.parse('0-new') }, 'save-3'))
  expect(made.package.isActive).toBe(true)
  expect(await offered()).toEqual(['c', 'a', 'b', '0-new'])
})
