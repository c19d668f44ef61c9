// Every fault test leans on these checks: one that can't see a fault would prove nothing.
import { expect, test } from 'vitest'
import { tokens } from '../../../shared/tokens.ts'
import { type Books, booksOf, faultsIn } from './books.ts'
import { confirm, pay, start } from './steps.ts'
import { startPeacefulWorld } from './world.ts'

async function soundBooks(): Promise<Books> {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  await confirm(world, bought)
  return booksOf(await world.harness.documents())
}

test('sound books have no fault', async () => {
  expect(faultsIn(await soundBooks())).toEqual([])
})

type Damage = (books: Books) => Partial<Books>
const DAMAGES: Readonly<Record<string, Damage>> = {
  'a balance too high': ({ wallets }) => ({
    wallets: wallets.map((wallet) => ({ ...wallet, available: tokens(wallet.available + 1) })),
  }),
  'tokens held that no row holds': ({ wallets }) => ({
    wallets: wallets.map((wallet) => ({ ...wallet, committed: tokens(1) })),
  }),
  'a version without its row': ({ wallets }) => ({
    wallets: wallets.map((wallet) => ({ ...wallet, version: wallet.version + 1 })),
  }),
  'a lost row': () => ({ rows: [] }),
  'a doubled row': ({ rows }) => ({ rows: [...rows, ...rows] }),
  'a lost wallet': () => ({ wallets: [] }),
  'a changed row': ({ rows }) => ({ rows: rows.map((row) => ({ ...row, amount: tokens(1) })) }),
  'a row of a session that was not paid': ({ rows }) => ({
    rows: rows.map((row) => ({ ...row, id: 'purchase_cs_other' })),
  }),
  'an order that forgot its credit': ({ orders }) => ({
    orders: orders.map((order) => ({ ...order, status: 'pending' })),
  }),
  'tokens taken back without a row': ({ orders }) => ({
    orders: orders.map((order) => ({ ...order, taken: { tokens: tokens(1), bonus: tokens(0) } })),
  }),
  'a row without an order': () => ({ orders: [] }),
  'a slot that stays taken': ({ wallets }) => ({
    wallets: wallets.map((wallet) => ({ ...wallet, openOrders: { pur_x: 999 } })),
  }),
  'tokens from nowhere': ({ rows }) => ({
    rows: rows.map((row) => ({ ...row, deltas: { ...row.deltas, dStripe: 0 } })),
  }),
}

test.each(Object.keys(DAMAGES))('%s is seen', async (name) => {
  const books = await soundBooks()
  expect(faultsIn({ ...books, ...DAMAGES[name]?.(books) })).not.toEqual([])
})
