// The console's page of packages: what an admin moves goes where they saw it go, and what they read
// about prices is what a buyer would meet.
import { expect, test } from 'vitest'
import { PriceCheckList } from '../../shared/api/packages.ts'
import { AdminPackage } from '../../shared/api/tokens.ts'
import { actOnPackages, moved } from './console-packages.server.ts'
import { formatFor } from './format.ts'
import { priceRows } from './price-checks.server.ts'
import { visitTo } from './testing.ts'
import { tokenCosts } from './token-cost.server.ts'

const FORMAT = formatFor('en-US', 'UTC')
const pack = (id: string, more: Partial<Record<keyof AdminPackage, unknown>> = {}) =>
  AdminPackage.parse({
    id,
    name: id.toUpperCase(),
    tokens: 1000,
    bonusTokens: 0,
    priceUsdCents: 1000,
    popular: false,
    sortOrder: 0,
    stripePriceId: `price_${id}`,
    isActive: true,
    outOfSync: false,
    createdAt: '2026-11-22T10:00:00Z',
    ...more,
  })

test('a package moves one place; at an end, or when it is gone, the others stay', () => {
  expect(moved(['a', 'b', 'c'], 'c', 'up')).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', 'down')).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'a', 'up')).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 'c', 'down')).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b'], 'none', 'up')).toEqual(['a', 'b'])
})

// A bonus that isn't counted makes the better offer look worse.
test('a token costs what price, tokens and bonus make of it, against what is for sale', () => {
  const packages = [
    pack('small', { tokens: 500, priceUsdCents: 500 }),
    pack('large', { tokens: 5000, bonusTokens: 1250, priceUsdCents: 5000 }),
    pack('old', { tokens: 100, priceUsdCents: 200, isActive: false }),
  ]
  const costs = tokenCosts(packages, FORMAT)
  expect(costs.map(({ perHundred, perToken, against }) => [perHundred, perToken, against])).toEqual(
    [
      ['$1.00', '$0.01', 'The dearest'],
      ['$0.80', '$0.008', '20% less'],
      ['$2.00', '$0.02', 'Dearer than all'],
    ],
  )
  expect(costs.map(({ share }) => share)).toEqual([500, 400, 1000])
})

test('the difference to Stripe is told in words, in its own currency', () => {
const ARCHIVED = 'Stripe sells nothing under an archived Price.'

  const at = (id: string, price: unknown, misfit: string | null) => ({
    ...{ packageId: id, stripePriceId: `price_${id}`, price, misfit },
  })
  const usd = (cents: number | null, active = true) => ({ cents, currency: 'usd', active })
  const list = PriceCheckList.parse({
    mode: 'test',
    unchecked: 1,
    items: [
      at('same', usd(1000), null),
      at('again', usd(1000), null),
      at('dear', usd(1299), 'amount'),
      at('cheap', usd(999), 'amount'),
      at('yen', { cents: 1500, currency: 'jpy', active: true }, 'currency'),
      at('gone', null, 'missing'),
      at('free', usd(null), 'flexible'),
      at('old', usd(1000, false), 'inactive'),
    ],
      at('retired', usd(1000, false), 'inactive'),
      at('resting', usd(1000), null),
  })
  const names = ['same', 'again', 'dear', 'cheap', 'yen', 'gone', 'free', 'old', 'unasked']
  const sold = names.map((id) => pack(id, { outOfSync: id === 'again' }))
  // Whoever reads a warning about what nobody can buy overlooks the one that costs sales.
  const off = ['retired', 'resting'].map((id) => pack(id, { isActive: false, outOfSync: true }))
  const packages = [...sold, ...off]
  const { rows, differ, unchecked } = priceRows(list, packages, FORMAT)
  expect(
    rows.map(({ here, stripe, state, difference }) => [here, stripe, state, difference]),
  ).toEqual([
    ['$10.00', '$10.00', 'Active', 'Agrees'],
    ['$10.00', '$10.00', 'Active', 'It agrees again. Save it to sell it again.'],
    ['$10.00', '$12.99', 'Active', 'Stripe would charge $2.99 more.'],
    ['$10.00', '$9.99', 'Active', 'Stripe would charge $0.01 less.'],
    ['$10.00', '¥1,500', 'Active', 'Stripe would charge JPY, not US dollars.'],
    ['$10.00', 'No such Price', 'Missing', 'Stripe knows no Price with this ID.'],
    ['$10.00', 'No fixed amount', 'Active', 'Stripe would let the buyer name the amount.'],
    ['$10.00', '$10.00', 'Archived', 'Stripe sells nothing under an archived Price.'],
  ])
    ['$10.00', '$10.00', 'Archived', `${ARCHIVED} It is not for sale.`],
    ['$10.00', '$10.00', 'Active', 'Agrees, not for sale'],
  expect([differ, unchecked]).toEqual([6, 1])
  expect(rows.filter(({ waits }) => waits).map(({ id }) => id)).toEqual(['again'])
})

async function send(fields: Record<string, string>) {
  const form = new FormData()
  const all = { key: crypto.randomUUID(), ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  const answer = Response.json({ package: pack('a', { name: 'Renamed' }), openOrders: 0 })
  const visit = { ...visitTo('/admin/packages', answer, true) }
  // Read twice where a form reads first.
  const { api } = visit.context
  visit.context.api = async (...asked) => (await api(...asked)).clone()
  await actOnPackages(visit, form)
  return visit.calls.map(({ path, call }) => [call?.method ?? 'GET', path, call?.body] as const)
}

// Whoever opened the page an hour ago must not undo what was changed since.
test('taking it off sale changes nothing else, whatever it has become', async () => {
  const [read, saved, ...more] = await send({ intent: 'sale', id: 'a', on: '' })
  expect(read?.[1]).toBe('/api/admin/tokens/packages/a')
  expect(saved?.[2]).toMatchObject({ id: 'a', name: 'Renamed', isActive: false })
  expect(more).toEqual([])
})

test('a move sends all of the order that was seen, in one request', async () => {
  const moves = await send({ intent: 'order', id: 'c', by: 'up', ids: 'a,b,c' })
  expect(moves).toEqual([['PUT', '/api/admin/tokens/package-order', { ids: ['a', 'c', 'b'] }]])
})
