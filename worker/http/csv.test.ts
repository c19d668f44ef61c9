// A file that a person opens in a spreadsheet: what a stranger wrote into a title must not run
// there, and every number must arrive as it was.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '../test/read-csv.ts'
import { type Cell, csvLine } from './csv.ts'

const odd = fc.string({
  unit: fc.constantFrom(...[...'ab"\',;|\t\r\n =+-@0＝', 'é', '😀', '\ufeff']),
  maxLength: 12,
})
const line = fc.array(fc.oneof(odd, fc.integer(), fc.constant(null)), {
  minLength: 2,
  maxLength: 5,
})

/** Only apostrophes may be put in, and only before what begins a formula. */
const untamed = (text: string): string => text.replace(/'(?=[=+\-@＝＋－＠])/g, '')
const bare = (cell: Cell): string => untamed(String(cell ?? ''))

test('whatever the cells are, they are read back as many and as they were', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const rows = readCsv(lines.map(csvLine).join(''))
      expect(rows.map((row) => row.map(untamed))).toEqual(lines.map((cells) => cells.map(bare)))
    }),
  )
})

// With a semicolon between cells, as much of Europe's Excel reads it, or with no eye for quotes.
const SPLITS = [/[\n]|,(?=(?:[^"]*"[^"]*")*[^"]*$)/, /[,\n]/, /[;\n]/, /[\t\n]/, /[|\n]/]

test('no cell of text begins a formula, however the line is split', () => {
  fc.assert(
    fc.property(fc.array(odd, { minLength: 2, maxLength: 4 }), (texts) => {
      for (const split of SPLITS) {
        for (const cell of csvLine(texts).replace(/\r\n$/, '').split(split)) {
          expect(cell).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/)
        }
      }
    }),
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1', `"  '=1"`],
  ['Rain, "heavy"', '"Rain, ""heavy"""'],
  ['a;=cmd', `"a;'=cmd"`],
  ['plain - text', 'plain - text'],
])('%s is written as %s', (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`)
})

test('a number is a number, also below zero', () => {
  expect(csvLine([-30, 0, Number.MAX_SAFE_INTEGER, null])).toBe('-30,0,9007199254740991,\r\n')
})
