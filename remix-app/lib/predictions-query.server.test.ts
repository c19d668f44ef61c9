// People edit and share addresses: a list must come of whatever they hold.
import { expect, test } from 'vitest'
import { inState, pathOf, queryOf } from './predictions-path.ts'
import { listPath, readPredictionFilter } from './predictions-query.server.ts'

const read = (query: string) => readPredictionFilter(new URLSearchParams(query))

test('nothing asked: open predictions, those closing soonest first', () => {
  const filter = read('')
  expect(filter).toEqual({ state: 'open', sort: 'closing', category: null, q: null, cursor: null })
  expect(queryOf(filter).toString()).toBe('')
  expect(listPath(filter)).toBe(
    '/api/predictions?status=open&sort=closing&limit=20&categories=true',
  )
})

test('nonsense is left out instead of refused', () => {
  const filter = read('state=draft&sort=odds&category=No+Such!&q=+++')
  expect(filter).toMatchObject({ state: 'open', sort: 'closing', category: null, q: null })
})

// The API looks for words among open predictions only, and refuses others.
test('words are looked for among open predictions only', () => {
  expect(read('q=rain&state=resolved')).toMatchObject({ q: null, sort: 'newest' })
  expect(listPath(read('q=rain'))).toContain('q=rain')
})

test('the address of a page keeps its filter', () => {
  const query = 'state=resolved&category=sport&sort=closing'
  expect(queryOf(read(`${query}&cursor=abc`)).toString()).toBe(query)
})

// Who looks for sport does not want everything else with the next tap.
test('another state keeps the category, and one change keeps the others', () => {
  const filter = read('q=cup&category=sport&sort=newest')
  expect(pathOf(inState(filter, 'resolved'))).toBe('/predictions?state=resolved&category=sport')
  expect(pathOf({ ...filter, category: null })).toBe('/predictions?q=cup&sort=newest')
  expect(pathOf(inState(read('category=sport'), 'open'))).toBe('/predictions?category=sport')
})
