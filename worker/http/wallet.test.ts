import { describe, expect, test } from 'vitest'
import { BalanceView, TransactionList } from '../../shared/api/wallet.ts'
import type { Page } from '../ports.ts'
import { NOW_MICROS, sampleRow, sampleWallet } from './samples.ts'
import { asBrowser, asClient, codeOf, startEdge } from './testing.ts'

const HISTORY = '/api/wallet/transactions'

test('a balance is shown whole, and nothing of its bookkeeping', async () => {
  const { send } = startEdge({ fakes: { store: { wallet: async () => sampleWallet() } } })
  const text = await (await send('/api/wallet/balance', { headers: asClient('ann') })).text()
  expect(BalanceView.strict().parse(JSON.parse(text))).toMatchObject({
    userId: 'ann',
    availableTokens: 550,
    committedTokens: 100,
    totalTokens: 650,
    owedTokens: 0,
    version: 3,
    lastUpdated: '2026-01-02T03:04:05.000001Z',
  })
})

test('a new user has an empty wallet, not an error', async () => {
  const { send } = startEdge({ fakes: { store: { wallet: async () => null } } })
  const response = await send('/api/wallet/balance', { headers: asClient('ann') })
  expect(await response.json()).toMatchObject({ totalTokens: 0, version: 0, lastUpdated: null })
})

// Somebody who just saw tokens move and is shown the balance before it believes they are lost.
describe('a balance is never older than what the caller saw', () => {
  async function asked(headers: Record<string, string>) {
    const versions: number[] = []
    const wallet = async (_: string, version: number) => {
      versions.push(version)
      return sampleWallet()
    }
    const { send } = startEdge({ fakes: { store: { wallet } } })
    await send('/api/wallet/balance', { headers })
    return versions
  }

  test('told by a header, or by the cookie of a browser', async () => {
    expect(await asked({ ...asClient('ann'), 'x-wallet-version': '7' })).toEqual([7])
    const browser = asBrowser('ann')
    const cookie = `${browser.cookie}; __Host-wallet-version=9`
    expect(await asked({ ...browser, cookie })).toEqual([9])
    expect(await asked({ ...browser, cookie, 'x-wallet-version': '12' })).toEqual([12])
  })

  test('what is no version says nothing', async () => {
    expect(await asked(asClient('ann'))).toEqual([0])
    for (const odd of ['', '-1', '1.5', 'x', '9'.repeat(16)]) {
      expect(await asked({ ...asClient('ann'), 'x-wallet-version': odd })).toEqual([0])
    }
  })
})

/** Five rows, newest first, as the store pages them. */
function history() {
  const asked: unknown[] = []
  const rowsOf = async (user: string, filter: object, { limit, after }: Page) => {
    asked.push({ user, filter, after })
    const rows = [5, 4, 3, 2, 1].map(sampleRow)
    return rows.filter(({ seq }) => after === null || seq < Number(after.tie)).slice(0, limit)
  }
  return { asked, edge: startEdge({ fakes: { store: { rowsOf } } }) }
}

// A row shown twice or skipped between pages looks like lost or doubled money.
test('the history walks every row once, newest first', async () => {
  const { asked, edge } = history()
  const seen: number[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 5; pages += 1) {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`
    const response = await edge.send(`${HISTORY}?limit=2${query}`, { headers: asClient('ann') })
    const text = await response.text()
    expect(text).not.toMatch(/secret|hash/)
    const list = TransactionList.parse(JSON.parse(text))
    seen.push(...list.items.map(({ seq }) => seq))
    cursor = list.nextCursor
    if (cursor === null) break
  }
  expect(seen).toEqual([5, 4, 3, 2, 1])
  expect(asked).toHaveLength(3)
})

test('filters reach the store in microseconds', async () => {
  const { asked, edge } = history()
  const query = 'type=purchase&from=2026-01-02T03:04:05Z&to=2026-01-02T03:04:05.000009Z'
  await edge.send(`${HISTORY}?${query}`, { headers: asClient('ann') })
  const filter = { type: 'purchase', from: NOW_MICROS, to: NOW_MICROS + 9 }
  expect(asked).toEqual([{ user: 'ann', filter, after: null }])
})

test("a cursor is no good for another user, another filter or another's list", async () => {
  const { edge } = history()
  const get = (query: string, name = 'ann') =>
    edge.send(`${HISTORY}?${query}`, { headers: asClient(name) })
  const { nextCursor } = TransactionList.parse(await (await get('limit=2')).json())
  const cursor = `limit=2&cursor=${nextCursor}`
  expect((await get(cursor)).status).toBe(200)
  for (const response of [await get(cursor, 'bob'), await get(`${cursor}&type=win`)]) {
    expect(await codeOf(response)).toBe('CURSOR_INVALID')
  }
  const purchases = `/api/tokens/purchases?${cursor}`
  expect(await codeOf(await edge.send(purchases, { headers: asClient('ann') }))).toBe(
    'CURSOR_INVALID',
  )
})
