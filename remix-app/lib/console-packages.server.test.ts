// The console's page of packages: what an admin moves goes where they saw it go, and what they read
// about prices is what a buyer would meet.
import { expect, test } from 'vitest'
import { PriceCheckList } from '../../shared/api/packages.ts'
import { AdminPackage } from '../../shared/api/tokens.ts'
import { loader, shouldRevalidate } from '../routes/admin.packages.tsx'
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

const ARCHIVED = 'Stripe sells nothing under an archived Price.'

test('the difference to Stripe is told in words, in its own currency', () => {
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
      at('retired', usd(1000, false), 'inactive'),
      at('resting', usd(1000), null),
    ],
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
    ['$10.00', '$10.00', 'Archived', `${ARCHIVED} It is not for sale.`],
    ['$10.00', '$10.00', 'Active', 'Agrees, not for sale'],
  ])
  expect(rows.filter(({ waits }) => waits).map(({ id }) => id)).toEqual(['again'])
  expect([differ, unchecked]).toEqual([6, 1])
})

const READ = { package: pack('a', { name: 'Renamed' }), openOrders: 0 }
const KEY = crypto.randomUUID()

/** `said`: in place of what was read, and of what was written. */
async function act(path: string, fields: Record<string, string>, ...said: Response[]) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ key: KEY, ...fields })) form.set(name, value)
  const visit = { ...visitTo(path, Response.json(READ), true) }
  // Read twice where a form reads first.
  const { api } = visit.context
  visit.context.api = async (...asked) => {
    const answer = await api(...asked)
    return said.shift() ?? answer.clone()
  }
  const came = await actOnPackages(visit, form)
  return {
    calls: visit.calls.map(({ path, call }) => [call?.method ?? 'GET', path, call?.body] as const),
    sent: 'data' in came ? came.data : null,
    to: 'headers' in came ? came.headers.get('location') : null,
  }
}

const send = async (fields: Record<string, string>) => (await act('/admin/packages', fields)).calls

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

// Else a name half typed is lost with the press of an arrow beside it.
test('a move leads back to the form that stands below, of a package or of a new one', async () => {
  const fields = { intent: 'order', id: 'b', by: 'up', ids: 'a,b' }
  const from = async (query: string) => (await act(`/admin/packages${query}`, fields)).to
  expect(await from('')).toBe('/admin/packages?moved=b&by=up')
  expect(await from('?edit=a&prices=now')).toBe('/admin/packages?edit=a&moved=b&by=up')
  expect(await from('?saved=a')).toBe('/admin/packages?after=a&moved=b&by=up')
  expect(await from('?after=a&moved=b&by=up')).toBe('/admin/packages?after=a&moved=b&by=up')
})

const page = (query: string) => {
  const list = Response.json({ items: [pack('a', { name: 'Twin' }), pack('b', { name: 'Twin' })] })
  const { request, context } = visitTo(`/admin/packages${query}`, list, true)
  const api = async () => list.clone()
  return loader({ request, context: { ...context, api }, params: {} } as never)
}

// Under a form that stays filled one more tap makes a third.
test('what is saved is told once, and each package empties the form for the next', async () => {
  const [one, other] = [await page('?saved=a'), await page('?saved=b')]
  expect([one.done, one.after]).toEqual(['Twin is saved', 'a'])
  expect([other.done, other.after]).toEqual(['Twin is saved', 'b'])
  const moved = await page('?after=b&moved=a&by=up')
  expect([moved.done, moved.after]).toEqual([null, 'b'])
  expect(moved.askTo).toBe('/admin/packages?after=b&prices=now#prices')
  expect((await page('?edit=a')).askTo).toBe('/admin/packages?edit=a&prices=now#prices')
})

const said = (code: string, status: number, more: object = {}) =>
  Response.json({ code, ...more }, { status })

// A second try after an outage is the first one again; after a refusal it is another.
test('a sale that could not be begun keeps its key while it can be tried again', async () => {
  const put = { intent: 'sale', id: 'a', on: '1' }
  const away = await act('/admin/packages?edit=a', put, said('STORE_UNAVAILABLE', 503))
  expect(away.sent?.key).toBe(KEY)
  const gone = await act('/admin/packages?edit=a', put, said('PACKAGE_NOT_FOUND', 404))
  expect(gone.sent?.key).not.toBe(KEY)
})

// "It must agree with the form", where there is no form, sends an admin round in circles.
test('a package that Stripe would not sell says what to do before it is put on sale', async () => {
  const put = { intent: 'sale', id: 'a', on: '1' }
  const refusal = said('PRICE_MISMATCH', 409, { misfit: 'inactive' })
  const { sent } = await act('/admin/packages?edit=a', put, Response.json(READ), refusal)
  expect(sent?.problem?.advice.text).toContain('This Price is archived. Restore it in Stripe')
  expect(sent?.key).not.toBe(KEY)
})

// Each reading with the prices asks Stripe about forty of them.
test('a save that was refused reads nothing anew; all else does', () => {
  const [now, formData] = [new URL('https://kai.test/admin/packages?prices=now'), new FormData()]
  const after = (intent: string, actionStatus: number) => {
    formData.set('intent', intent)
    const seen = { currentUrl: now, currentParams: {}, nextUrl: now, nextParams: {} }
    const done = { ...seen, defaultShouldRevalidate: true, formData, actionStatus }
    return shouldRevalidate(done)
  }
  expect([after('save', 409), after('save', 200), after('order', 409)]).toEqual([false, true, true])
})
