import { describe, expect, test } from 'vitest'
import { BalanceView, CommitAnswer, TransactionList } from '../../shared/api/wallet.ts'
import type { Decision, Page, Services } from '../ports.ts'
import { endow } from '../test/betting.ts'
import { startHarness } from '../test/start.ts'
import { NOW_MICROS, sampleRow, sampleWallet } from './samples.ts'
import { asBrowser, asClient, codeOf, json, startEdge, userId } from './testing.ts'

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

// "Buy tokens" on a page that can only refuse is a promise broken at the last step.
test('a balance tells of a break that runs, and of an account that closes', async () => {
  const shown = async (changes: Parameters<typeof sampleWallet>[0]) => {
    const { send } = startEdge({ fakes: { store: { wallet: async () => sampleWallet(changes) } } })
    const answer = await send('/api/wallet/balance', { headers: asClient('ann') })
    const { excludedUntil, closing } = BalanceView.parse(await answer.json())
    return [excludedUntil, closing]
  }
  const { limits } = sampleWallet()
  const until = (excludedUntil: number) => ({ limits: { ...limits, excludedUntil } })
  expect(await shown({})).toEqual([null, false])
  expect(await shown(until(NOW_MICROS))).toEqual([null, false])
  expect(await shown(until(NOW_MICROS + 1_000_000))).toEqual(['2026-01-02T03:04:06.000000Z', false])
  expect(await shown({ state: 'closing' })).toEqual([null, true])
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

  // The winnings are there, and gone again on the next look, which another isolate answers.
  test('told by looking alone, in whatever isolate', async () => {
    const harness = startHarness()
    const look = (store: Services['store']) => {
      const { send } = startEdge({ fakes: { store } })
      return async (cookie: string) => {
        const answer = await send('/api/wallet/balance', {
          headers: { ...asBrowser('ann'), cookie },
        })
        const [told = ''] = answer.headers.getSetCookie()
        return {
          cookie: `${cookie}; ${told.split(';')[0]}`,
          version: BalanceView.parse(await answer.json()).version,
        }
      }
    }
    const [here, there] = [look(harness.isolate().store), look(harness.isolate().store)]
    const { cookie = '' } = asBrowser('ann')
    await endow(harness.services, userId('ann'), 100)
    await there(cookie)
    await endow(harness.services, userId('ann'), 5)
    const seen = await here(cookie)
    expect(seen.version).toBe(2)
    expect((await there(seen.cookie)).version).toBe(2)
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

/** A store that holds one person's wallet and one open gate; what is written comes back. */
function table() {
  const gate = {
    predictionId: 'prd_1',
    title: 'Rain',
    status: 'open',
    oddsBps: { yes: 18_500, no: 21_000 },
    closesAt: NOW_MICROS + 60_000_000,
    minTokens: 1,
    maxTokens: 100,
  }
  let stored: object = { row: null, commitment: null, wallet: sampleWallet(), gate }
  const joined = async (_: string, refs: object, decide: (seen: object) => Decision<unknown>) => {
    const { answer, changes } = decide(stored)
    const names = Object.entries(refs)
    for (const { ref, value } of changes) {
      const [name = ''] = names.find(([, one]) => one.kind === ref.kind) ?? []
      stored = { ...stored, [name]: value }
    }
    return answer as never
  }
  const { send } = startEdge({ fakes: { store: { joined: joined as never } } })
  const body = { predictionId: 'prd_1', position: 'yes', tokens: 30, oddsBps: 18_500 }
  const headers = { ...asClient('ann'), 'idempotency-key': 'key-1' }
  return (changes: object = {}, more: object = {}) =>
    send('/api/wallet/commit', json({ ...body, ...changes }, { ...headers, ...more }))
}

// A phone that lost the answer asks again: it must read the same, and be told that it is the same.
test('a commitment answers with itself and the balance after it; a replay says so', async () => {
  const commit = table()
  const first = await commit()
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null])
  const answer = CommitAnswer.parse(await first.json())
  expect(answer).toMatchObject({
    commitment: { tokensCommitted: 30, potentialWinning: 55, status: 'active', payout: 0 },
    balance: { availableTokens: 520, committedTokens: 130, version: 4 },
  })
  expect(first.headers.get('x-wallet-version')).toBe('4')
  const again = await commit()
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
  expect(CommitAnswer.parse(await again.json())).toEqual(answer)
  expect(await codeOf(await commit({ tokens: 3 }))).toBe('IDEMPOTENCY_KEY_REUSED')
  // Who saw later movements already must not be sent back before them.
  const later = await commit({}, { 'x-wallet-version': '9' })
  expect(later.headers.get('x-wallet-version')).toBe('9')
})

test('other odds than the present ones are refused, and the present ones told', async () => {
  const refusal = await table()({ oddsBps: 18_501 })
  expect(refusal.status).toBe(409)
  expect(await refusal.json()).toMatchObject({
    code: 'ODDS_CHANGED',
    oddsBps: { yes: 18_500, no: 21_000 },
  })
})
