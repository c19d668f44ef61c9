// Pictures that admins decide by: a bar must never tell another number than its own.
import { expect, test } from 'vitest'
import { BARS_HEIGHT, BARS_WIDTH, dayBars } from './day-bars.server.ts'

interface Bar {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const barsOf = (path: string | undefined): Bar[] =>
  [...(path ?? '').matchAll(/M([\d.]+),([\d.-]+)h([\d.]+)v([\d.]+)h/g)].map((found) => {
    const [left = 0, top = 0, width = 0, height = 0] = found.slice(1).map(Number)
    return { left, top, width, height }
  })

test('the highest day fills the picture, and half of it is half as high', () => {
  const [bars] = dayBars([50, 100]).paths.map(barsOf)
  expect(bars?.map(({ top, height }) => [top, height])).toEqual([
    [BARS_HEIGHT / 2, BARS_HEIGHT / 2],
    [0, BARS_HEIGHT],
  ])
})

test('a loss hangs from the line that a win stands on', () => {
  const { paths, zero } = dayBars([30, -10])
  const [win, loss] = barsOf(paths[0])
  expect(zero).toBe(BARS_HEIGHT * 0.75)
  expect((win?.top ?? 0) + (win?.height ?? 0)).toBe(zero)
  expect(loss?.top).toBe(zero)
  expect(loss?.height).toBe(BARS_HEIGHT * 0.25)
})

test('what belongs together stands on each other', () => {
  const [first, second] = dayBars([60], [40]).paths.map(barsOf)
  expect(first?.[0]?.top).toBe(BARS_HEIGHT * 0.4)
  expect(second?.[0]).toMatchObject({ top: 0, height: BARS_HEIGHT * 0.4 })
})

test('each day has its own place, and nothing stands outside the picture', () => {
  const values = Array.from({ length: 90 }, (_, day) => day + 1)
  const bars = barsOf(dayBars(values).paths[0])
  expect(bars).toHaveLength(90)
  for (const [day, { left, width }] of bars.entries()) {
    expect(left).toBeGreaterThanOrEqual((day * BARS_WIDTH) / 90 - 0.1)
    expect(left + width).toBeLessThanOrEqual(((day + 1) * BARS_WIDTH) / 90)
  }
})

test('little is seen, nothing is not', () => {
  const [bars] = dayBars([1, 0, 1_000_000_000]).paths.map(barsOf)
  expect(bars).toHaveLength(2)
  expect(bars?.[0]?.height).toBeGreaterThan(1)
  expect(dayBars([0, 0]).paths).toEqual([''])
  expect(dayBars([]).paths).toEqual([''])
})
