// Limits are kept by the commits that spend: not by a page, a cache or a clock that lags.
import { describe, expect, test } from 'vitest'
import type { LimitsWish } from '../domain/limits.ts'
import { opened } from '../test/admins.ts'
import { endow, place } from '../test/betting.ts'
import { codeOf, must, order, walletOf, wish } from '../test/shop.ts'
import { ALICE, sell, startHarness } from '../test/start.ts'
import { readLimits, setLimits } from './limits.ts'
import { startPurchase } from './start-purchase.ts'

const DAY_MS = 86_400_000
const TEN_MINUTES_MS = 600_000
const PRICE = 999
const FREE: LimitsWish = { purchaseCentsPerDay: null, commitTokensPerDay: null }

function start() {
  const harness = startHarness()
  const s = harness.services
  const set = (changes: Partial<LimitsWish>) => setLimits(s, ALICE, { ...FREE, ...changes })
  const buy = async (key: string) => codeOf(await startPurchase(s, wish(key)))
  return { harness, s, set, buy }
}

async function pay(harness: ReturnType<typeof startHarness>, key: string): Promise<void> {
  const { checkoutUrl } = await order(harness, key)
  await harness.pay(checkoutUrl)
  await harness.webhooks()
}

test('a new person has no limits, and may set some before anything else', async () => {
  const { s, set } = start()
  const none = { ...FREE, excludedUntil: null, wished: null }
  expect(await readLimits(s, ALICE)).toMatchObject({ ...none, purchasedCents: 0 })
  must(await set({ commitTokensPerDay: 50 }))
  expect(await readLimits(s, ALICE)).toMatchObject({ ...none, commitTokensPerDay: 50 })
  expect(await walletOf(s)).toMatchObject({ version: 0, available: 0 })
})

describe('purchases', () => {
  // Three open orders of 10 dollars under a limit of 20 would be 30 once they are paid.
  test('count from the moment they are ordered, and still once they are credited', async () => {
    const { harness, s, set, buy } = start()
    await sell(harness)
    must(await set({ purchaseCentsPerDay: 2 * PRICE }))
    await pay(harness, 'k1')
    expect(await readLimits(s, ALICE)).toMatchObject({ purchasedCents: PRICE })
    expect(await buy('k2')).toBe('ok')
    expect(await readLimits(s, ALICE)).toMatchObject({ purchasedCents: 2 * PRICE })
    expect(await buy('k3')).toBe('LIMIT_EXCEEDED')
    harness.clock.advance(DAY_MS)
    expect(await readLimits(s, ALICE)).toMatchObject({ purchasedCents: PRICE })
  })

  test('at once from two tabs do not slip past the limit together', async () => {
    const { harness, set, buy } = start()
    await sell(harness)
    must(await set({ purchaseCentsPerDay: PRICE }))
    const codes = await Promise.all(['a', 'b', 'c'].map(buy))
    expect(codes.toSorted()).toEqual(['LIMIT_EXCEEDED', 'LIMIT_EXCEEDED', 'ok'])
  })

  // The money is taken by then: the tokens are owed, and the day they come on is used.
  test('paid over the limit are credited all the same, on the day of the credit', async () => {
    const { harness, s, set } = start()
    harness.clock.advance(DAY_MS / 2 - TEN_MINUTES_MS)
    const placed = await order(harness)
    harness.clock.advance(TEN_MINUTES_MS)
    must(await set({ purchaseCentsPerDay: 0 }))
    await harness.pay(placed.checkoutUrl)
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
    expect(await readLimits(s, ALICE)).toMatchObject({ purchasedCents: PRICE })
    const day = Math.floor(harness.clock.now() / DAY_MS)
    expect((await walletOf(s))?.day).toMatchObject({ day, purchasedCents: PRICE })
  })
})

describe('commitments', () => {
  test('of a day end at the limit, also from many tabs at once', async () => {
    const { harness, s, set } = start()
    const { id } = await opened(s, { closesAt: (harness.clock.now() + 3 * DAY_MS) * 1000 })
    await endow(s, ALICE, 500)
    must(await set({ commitTokensPerDay: 100 }))
    const keys = Array.from({ length: 8 }, (_, n) => `k${n}`)
    const all = await Promise.all(keys.map((key) => place(s, key, { predictionId: id })))
    expect(all.map(codeOf).filter((code) => code === 'ok')).toHaveLength(3)
    expect(await readLimits(s, ALICE)).toMatchObject({ committedTokens: 90 })
    expect(codeOf(await place(s, 'more', { predictionId: id }))).toBe('LIMIT_EXCEEDED')
    harness.clock.advance(DAY_MS)
    expect(codeOf(await place(s, 'more', { predictionId: id }))).toBe('ok')
  })
})

test('a looser limit begins a day after the wish; the wish is shown until then', async () => {
  const { harness, s, set } = start()
  must(await set({ commitTokensPerDay: 10 }))
  const startsAt = (harness.clock.now() + DAY_MS) * 1000
  const waiting = must(await set({ commitTokensPerDay: 20 }))
  expect(waiting).toMatchObject({
    commitTokensPerDay: 10,
    wished: { commitTokensPerDay: 20, startsAt },
  })
  harness.clock.advance(DAY_MS)
  expect(await readLimits(s, ALICE)).toMatchObject({ commitTokensPerDay: 20, wished: null })
})

test('a break stops buying and committing at once, and ends by itself', async () => {
  const { harness, s, set, buy } = start()
  await sell(harness)
  const { id } = await opened(s, { closesAt: (harness.clock.now() + 9 * DAY_MS) * 1000 })
  await endow(s, ALICE, 100)
  must(await place(s, 'before', { predictionId: id }))
  const { excludedUntil } = must(await set({ excludeDays: 2 }))
  expect(excludedUntil).toBe((harness.clock.now() + 2 * DAY_MS) * 1000)
  expect(await buy('k1')).toBe('SELF_EXCLUDED')
  expect(codeOf(await place(s, 'k1', { predictionId: id }))).toBe('SELF_EXCLUDED')
  expect(must(await set({ excludeDays: 1 })).excludedUntil).toBe(excludedUntil)
  harness.clock.advance(2 * DAY_MS)
  expect(await readLimits(s, ALICE)).toMatchObject({ excludedUntil: null })
  expect(await buy('k1')).toBe('ok')
})

test('the same wish again writes nothing', async () => {
  const { harness, set } = start()
  must(await set({ commitTokensPerDay: 10 }))
  must(await set({ commitTokensPerDay: 20 }))
  const before = await harness.documents()
  must(await set({ commitTokensPerDay: 20 }))
  expect(await harness.documents()).toEqual(before)
})

test('an account that is being closed takes no new limits', async () => {
  const { harness, s, set } = start()
  await endow(s, ALICE, 1, { state: 'closing' })
  const before = await harness.documents()
  expect(codeOf(await set({ commitTokensPerDay: 1 }))).toBe('ACCOUNT_CLOSING')
  expect(await harness.documents()).toEqual(before)
})
