// Tokens are offered to whoever may buy some: who follows an offer and is refused trusts none.
import { expect, test } from 'vitest'
import { loader as history } from '../routes/wallet_.history.tsx'
import { loader as purchases } from '../routes/wallet_.purchases._index.tsx'
import { balanceAt, visitTo } from './testing.ts'

async function offered(path: string, restriction: 'none' | 'purchases') {
  const asked: string[] = []
  const { request, context } = visitTo(path, Response.json({}))
  const api = async (called: string) => {
    asked.push(called)
    const isBalance = called === '/api/wallet/balance'
    return Response.json(isBalance ? { ...balanceAt(1), restriction } : NOTHING)
  }
  const visit = { request, context: { ...context, api }, params: {} } as never
  const { buys } = path.startsWith('/wallet/history')
    ? await history(visit)
    : await purchases(visit)
  return { buys, calls: asked.length }
}

const NOTHING = { items: [], nextCursor: null }

test.each(['/wallet/history', '/wallet/purchases'])('%s with nothing in it', async (path) => {
  expect(await offered(path, 'none')).toEqual({ buys: true, calls: 2 })
  expect(await offered(path, 'purchases')).toEqual({ buys: false, calls: 2 })
})

// What fits no filter says nothing of a first purchase, and need not ask.
test('a history whose filter fits nothing offers none', async () => {
  const path = '/wallet/history?type=win'
  expect(await offered(path, 'none')).toEqual({ buys: false, calls: 1 })
})
