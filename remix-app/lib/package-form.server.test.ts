// An admin's typo in a price is paid by every buyer after it.
import { expect, test } from 'vitest'
import { AdminPackage } from '../../shared/api/tokens.ts'
import { formatFor } from './format.ts'
import {
  centsOf,
  draftOf,
  draftOfPackage,
  priceErrors,
  readPackage,
} from './package-form.server.ts'
import { readProblem } from './problem.ts'

function draft(over: Record<string, string> = {}) {
  const form = new FormData()
  const fields = {
    id: 'regular',
    name: ' Regular ',
    tokens: '500',
    bonusTokens: '',
    priceUsdCents: '19.99',
    stripePriceId: 'price_1',
    isActive: 'on',
    ...over,
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return draftOf(form)
}

test('a filled form becomes the request the API expects', () => {
  expect(readPackage(draft())).toEqual({
    ok: true,
    value: {
      id: 'regular',
      name: 'Regular',
      tokens: 500,
      bonusTokens: 0,
      priceUsdCents: 1999,
      stripePriceId: 'price_1',
      isActive: true,
      popular: false,
    },
  })
})

test.each([
  ['tokens', '1.5'],
  ['tokens', '0'],
  ['tokens', '1e3'],
  ['tokens', '2,50'],
  ['tokens', '2,5000'],
  ['tokens', '0,500'],
  ['tokens', '2.500'],
  ['tokens', ',500'],
  ['tokens', '2,500,'],
  ['tokens', '1,000 000'],
  ['tokens', '1234,000'],
  ['tokens', '2, 500'],
  ['bonusTokens', '-1'],
  ['priceUsdCents', '0'],
  ['priceUsdCents', '19.999'],
  ['priceUsdCents', '1,000'],
  ['stripePriceId', 'prod_1'],
  ['id', 'Big One'],
  ['name', '   '],
] as const)('%s = %j is refused with a hint at that field only', (field, value) => {
  const read = readPackage(draft({ [field]: value }))
  expect(read.ok).toBe(false)
  expect(read.ok ? [] : Object.keys(read.errors)).toEqual([field])
})

test.each(['2500', '2,500', '2 500', '2\u00a0500', '2\u202f500'])(
  '%j is a whole number',
  (text) => {
    const read = readPackage(draft({ tokens: text }))
    expect(read).toMatchObject({ ok: true, value: { tokens: 2500 } })
  },
)

test('grouped amounts go as far as plain ones', () => {
  const read = readPackage(draft({ tokens: '1,000,000,000' }))
  expect(read).toMatchObject({ ok: true, value: { tokens: 1_000_000_000 } })
  expect(readPackage(draft({ tokens: '1,000,000,001' })).ok).toBe(false)
})

test('dollars become cents exactly', () => {
  const exact = [
    ['1.15', 115],
    ['8.2', 820],
    ['5', 500],
    ['$4.99', 499],
    ['0.07', 7],
  ] as const
  for (const [text, cents] of exact) expect(centsOf(text)).toBe(cents)
})

// "Does not fit" sends an admin to Stripe to guess what is meant.
test.each([
  [{ misfit: 'missing' }, /no Price with this ID.*copy the ID/],
  [{ misfit: 'inactive' }, /archived.*another/],
  [{ misfit: 'currency' }, /US dollars/],
  [{ misfit: 'flexible' }, /no fixed amount/],
  [{ misfit: 'amount', stripeCents: 599 }, /costs \$5\.99 in Stripe.*price here/],
])('a Stripe Price that does not fit is told at its field: %j', async (more, words) => {
  const refused = Response.json({ code: 'PRICE_MISMATCH', ...more }, { status: 409 })
  const errors = priceErrors(await readProblem(refused, 'r1', 'admin'), formatFor('en-US', 'UTC'))
  expect(errors).toEqual({ stripePriceId: expect.stringMatching(words) })
})

// Its place and its sale may have changed since the page was opened: neither is sent.
test('a package that is opened and saved unchanged stays as it was', () => {
  const saved = AdminPackage.parse({
    id: 'deep-sea',
    name: 'Deep sea',
    tokens: 5000,
    bonusTokens: 1200,
    priceUsdCents: 14905,
    popular: true,
    sortOrder: 4,
    stripePriceId: 'price_9',
    isActive: false,
    outOfSync: true,
    createdAt: '2026-11-22T10:00:00Z',
  })
  const { outOfSync, createdAt, isActive, sortOrder, ...kept } = saved
  expect(outOfSync && createdAt && sortOrder && !isActive).toBeTruthy()
  expect(readPackage(draftOfPackage(saved))).toEqual({ ok: true, value: kept })
})
