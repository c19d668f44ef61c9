// Whoever has the wallet open must see the last movement, and no more readings than that takes.
import { beforeEach, expect, test } from 'vitest'
import type { BalanceView } from '../../shared/api/wallet.ts'

import { snapshotOf } from './balance-snapshot.ts'
import { type CatchUp, createCatchUp, restMs } from './catch-up.ts'

import { createShown, type Shown } from './newest.ts'
import { balanceAt } from './testing.ts'

let stored: number
let answer: (version: number) => BalanceView | 'signedOut' | 'away'
let isOpen: boolean
let looks: number[]
let readings: number
let looked: boolean[]
let said: number[]
let order: string[]
let shown: Shown
let rested: (row: number) => void
let catchUp: CatchUp

beforeEach(() => {
  stored = 1
  answer = () => balanceAt(stored)
  isOpen = true
  looks = []
  readings = 0
  looked = []
  said = []
  order = []
  rested = () => undefined
  shown = createShown()
  shown.put(balanceAt(1))
  catchUp = createCatchUp({
    shown,
    isOpen: () => isOpen,
    idle: async () => undefined,
    look: async (version) => {
      looks.push(version)
      return answer(version)
    },
    readAgain: async () => {
      readings += 1
      order.push('reads')
    },
    looked: (isReached) => looked.push(isReached),
    signedOut: () => order.push('stops listening'),
    moved: ({ version }) => said.push(version),
    rest: async (row) => rested(row),
  })
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
const hear = (version: number, more: object = {}) => catchUp.heard(snapshotOf({ version, ...more }))

test('a burst of fifty versions costs two readings at most, and ends at the last one', async () => {
  for (stored = 2; stored <= 51; stored += 1) hear(stored)
  stored = 51
  await settled()
  expect(shown.get()?.version).toBe(51)
  expect(readings).toBeLessThanOrEqual(2)
  expect(looks.at(-1)).toBe(51)
})

// A look and a reading count four times against the limit of reads, in each open tab.
test('a balance that moves for a minute without a break costs few readings', async () => {
  let elapsedMs = 0
  rested = (row) => {
    elapsedMs += restMs(row)
    if (elapsedMs >= 60_000) return
    stored += 1
    hear(stored)
  }
  stored = 2
  hear(2)
  await settled()
  expect(readings).toBeLessThanOrEqual(16)
  expect(elapsedMs / readings).toBeGreaterThan(restMs(0))
  expect(shown.get()?.version).toBe(stored)
  readings = 0
  hear(stored + 1)
  stored += 1
  rested = (row) => expect(restMs(row)).toBe(restMs(0))
  await settled()
  expect(readings).toBe(1)
})

// Refused for being too many, looks must not become more.
test('looks that are not answered rest as well', async () => {
  const rows: number[] = []
  answer = () => 'away'
  rested = (row) => {
    rows.push(row)
    if (rows.length < 3) hear(rows.length + 2)
  }
  hear(2)
  await settled()
  expect([looks, rows]).toEqual([
    [2, 3, 4],
    [0, 1, 2],
  ])
})

test('what this page did itself is not read a second time', async () => {
  stored = 2
  shown.put(balanceAt(2))
  hear(2)
  await settled()
  expect([looks, readings, said]).toEqual([[], 0, []])
})

// The server may know an older balance for two seconds: it is told which one was heard of.
test('the look asks for the version that was heard, and says what moved', async () => {
  stored = 7
  hear(7)
  await settled()
  expect([looks, readings, said]).toEqual([[7], 1, [7]])
})

test('a look that is not answered reads nothing, and the next one makes up for it', async () => {
  answer = () => 'away'
  hear(1)
  hear(1, { openOrders: { pur_1: 499 } })
  await settled()
  expect([readings, looked]).toEqual([0, [false]])
  answer = () => balanceAt(1)
  catchUp.look(false)
  await settled()
  expect([readings, looked]).toEqual([1, [false, true]])
})

test('a look reads the page only when something moved, a return always', async () => {
  catchUp.look(false)
  await settled()
  expect([looks.length, readings]).toEqual([1, 0])
  stored = 2
  catchUp.look(false)
  await settled()
  expect(readings).toBe(1)
  catchUp.look(true)
  await settled()
  expect(readings).toBe(2)
})

test('a session that ended leads to the sign-in; a page without a wallet stays', async () => {
  answer = () => 'signedOut'
  hear(2)
  await settled()
  expect([readings, shown.get()?.version]).toEqual([1, 1])
  isOpen = false
  hear(3)
  await settled()
  expect(looks).toEqual([2])
})

// Signed out everywhere on another device: this one must not hear another movement.
test('a look that finds nobody signed in ends the listening, then shows that', async () => {
  answer = () => 'signedOut'
  hear(2)
  await settled()
  expect(order).toEqual(['stops listening', 'reads'])
  expect(shown.get()?.version).toBe(1)
})
