// An admin waits for thousands of rows: a count that stands still or runs ahead tells them that the
// file is broken when it is whole.
import { expect, test } from 'vitest'
import { lineCounter } from './file-progress.ts'

const utf8 = new TextEncoder()

test('lines are counted as they come, wherever a piece ends', () => {
  const text = 'id,about\r\n1,"Rain, ""heavy"",\r\nor snow"\r\n2,Ünder\r\n'
  const whole = utf8.encode(text)
  expect(lineCounter()(whole)).toBe(3)
  for (let size = 1; size < whole.length; size += 1) {
    const count = lineCounter()
    const counts: number[] = []
    for (let at = 0; at < whole.length; at += size) counts.push(count(whole.slice(at, at + size)))
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect([size, counts.at(-1)]).toEqual([size, 3])
  }
})
