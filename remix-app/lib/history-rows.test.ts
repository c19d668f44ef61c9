// Whoever scrolls through the own money must see each row once and in order, also while more comes
// in: a row that is missing looks like lost tokens.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { begun, cursorOf, extended, type Rows, refreshed } from './history-rows.ts'

interface Row {
  readonly id: string
}
const PAGE = 5

/** Rows `count`..1; a cursor is the number of the row that the next page begins with. */
function pageOf(count: number, from = count, size = PAGE) {
  const length = Math.min(size, from)
  const items = Array.from({ length }, (_, i): Row => ({ id: `${from - i}` }))
  return { items, nextCursor: length < size ? null : `${from - length}` }
}

const shown = ({ shown }: Rows<Row>): number[] => shown.map(({ id }) => Number(id))
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i)

test('page after page, each row once and to the end', () => {
  let rows = begun(pageOf(12))
  for (let next = cursorOf(rows); next !== null; next = cursorOf(rows)) {
    rows = extended(rows, pageOf(12, Number(next)))
  }
  expect(shown(rows)).toEqual(down(12, 1))
})

test('what comes in stands on top, and what was loaded stays', () => {
  const loaded = extended(begun(pageOf(12)), pageOf(12, 7))
  const rows = refreshed(loaded, pageOf(14))
  expect(shown(rows)).toEqual(down(14, 3))
  expect(cursorOf(rows)).toBe('2')
})

test('so much came in that the first page does not reach: the rest is asked for first', () => {
  const loaded = extended(begun(pageOf(12)), pageOf(12, 7))
  let rows = refreshed(loaded, pageOf(30))
  // Nothing with a hole in it is shown.
  expect(shown(rows)).toEqual(down(12, 3))
  while (rows.fresh) rows = extended(rows, pageOf(30, Number(cursorOf(rows))))
  expect(shown(rows)).toEqual(down(30, 3))
  expect(cursorOf(rows)).toBe('2')
})

test('a page that is read twice changes nothing', () => {
  const once = extended(begun(pageOf(12)), pageOf(12, 7))
  expect(extended(once, pageOf(12, 7))).toEqual(once)
  expect(shown(refreshed(once, pageOf(12)))).toEqual(shown(once))
})

describe('whatever happens in between', () => {
  const steps = fc.array(fc.oneof(fc.constant('older' as const), fc.nat(9)), { maxLength: 30 })
  test('what is shown has no gap and no row twice', () => {
    fc.assert(
      fc.property(fc.nat(20), steps, (first, given) => {
        let count = first
        let rows = begun(pageOf(count))
        for (const step of given) {
          const next = cursorOf(rows)
          if (step !== 'older') {
            count += step
            rows = refreshed(rows, pageOf(count))
          } else if (next !== null) rows = extended(rows, pageOf(count, Number(next)))
          const seen = shown(rows)
          const [newest = 0] = seen
          expect(seen).toEqual(down(newest, newest - seen.length + 1))
        }
        while (rows.fresh) rows = extended(rows, pageOf(count, Number(cursorOf(rows))))
        expect(shown(rows)[0] ?? 0).toBe(count)
      }),
    )
  })
})
