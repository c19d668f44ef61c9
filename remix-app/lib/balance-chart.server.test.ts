// A picture of somebody's money: it must show what the ledger says, whatever the amounts are.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TransactionView } from '../../shared/api/wallet.ts'
import { tokens } from '../../shared/tokens.ts'
import { balanceChart, CHART_HEIGHT, CHART_WIDTH } from './balance-chart.server.ts'
import { formatFor } from './format.ts'

type Row = Pick<TransactionView, 'balanceAfter' | 'committedAfter' | 'timestamp'>

/** `[available, committed]`, oldest first, as they are easier to read; given newest first. */
const chart = (standings: readonly (readonly [number, number])[]) =>
  balanceChart(
    standings
      .map(
        ([available, committed], at): Row => ({
          balanceAfter: tokens(available),
          committedAfter: tokens(committed),
          timestamp: `2026-11-01T00:00:${String(at % 60).padStart(2, '0')}.000000Z`,
        }),
      )
      .toReversed(),
    formatFor('en-US', 'UTC'),
  )

/** The points of a path of M, V and H, as a pen would go. */
function penOf(path: string): { x: number; y: number }[] {
  let x = 0
  let y = 0
  return [...path.matchAll(/([MVH])(-?\d+)(?:,(-?\d+))?/g)].map(([, verb, a, b]) => {
    if (verb === 'M') [x, y] = [Number(a), Number(b)]
    if (verb === 'V') y = Number(a)
    if (verb === 'H') x = Number(a)
    return { x, y }
  })
}

test('nothing has moved: there is nothing to draw', () => {
  expect(chart([])).toBeNull()
})

test('one row is a level line over the whole width', () => {
  const drawn = chart([[500, 0]])
  expect(penOf(drawn?.edge ?? '')).toEqual([
    { x: 0, y: 0 },
    { x: CHART_WIDTH, y: 0 },
  ])
  expect(drawn).toMatchObject({ title: 'Your first movement', top: '500' })
})

test('two rows are two steps, the committed part on top of the available one', () => {
  const drawn = chart([
    [1000, 0],
    [600, 300],
  ])
  expect(drawn?.edge).toBe('M0,0H500V20H1000')
  expect(drawn?.available).toBe('M0,200V0H500V80H1000V200Z')
  expect(drawn?.label).toContain('1,000 at first, 900 now, 900 at the least and 1,000 at the most')
})

test('a balance of zero lies on the ground, and no line has a scale of nothing', () => {
  const drawn = chart([
    [0, 0],
    [0, 0],
  ])
  expect(drawn).toMatchObject({ edge: 'M0,200H500H1000', top: '' })
})

test('of more than a hundred rows the newest hundred are drawn', () => {
  const drawn = chart(Array.from({ length: 250 }, (_, at) => [at, 0] as const))
  expect(drawn?.title).toBe('Your last 100 movements')
  expect(drawn?.label).toContain('150 at first, 249 now')
})

// Who can't see the picture gets its numbers: what is now among them, and no page full of them.
test('some of the steps stand in a table as well, evenly, and the last one always', () => {
  for (const count of [1, 9, 10, 11, 99, 100]) {
    const table = chart(Array.from({ length: count }, (_, at) => [at, 2] as const))?.table ?? []
    expect(table.length).toBeGreaterThanOrEqual(Math.min(count, 5))
    expect(table.length).toBeLessThanOrEqual(10)
    expect(table.at(-1)).toMatchObject({ available: String(count - 1), committed: '2' })
  }
})

describe('whatever the amounts are', () => {
  const amount = fc.oneof(fc.nat(2000), fc.maxSafeNat(), fc.constant(Number.MAX_SAFE_INTEGER))
  const standings = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 120 })

  test('the picture stays within its frame and ends at the right', () => {
    fc.assert(
      fc.property(standings, (given) => {
        const drawn = chart(given)
        for (const path of [drawn?.edge, drawn?.available, drawn?.total]) {
          expect(path).not.toMatch(/NaN|Infinity|e[+-]/)
          const pen = penOf(path ?? '')
          for (const { x, y } of pen) {
            expect(x >= 0 && x <= CHART_WIDTH && y >= 0 && y <= CHART_HEIGHT).toBe(true)
          }
          expect(pen.at(-1)?.x).toBe(CHART_WIDTH)
        }
      }),
    )
  })

  test('more is never drawn lower than less', () => {
    fc.assert(
      fc.property(standings, (given) => {
        const shown = given.slice(-100)
        const levels = penOf(chart(given)?.total ?? '')
        const heightAt = (at: number) => {
          const right = Math.round(((at + 1) / shown.length) * CHART_WIDTH)
          return levels.find(({ x }) => x === right)?.y ?? Number.NaN
        }
        const totals = shown.map(([available, committed]) => available + committed)
        for (let at = 1; at < totals.length; at += 1) {
          const [now = 0, before = 0] = [totals[at], totals[at - 1]]
          const climb = heightAt(at - 1) - heightAt(at)
          if (now > before) expect(climb).toBeGreaterThanOrEqual(0)
          if (now < before) expect(climb).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})
