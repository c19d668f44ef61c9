// Two addresses kept as one would show somebody another page than the one asked for.
import { expect, test } from 'vitest'
import { publicAddress } from './page-address.ts'

const addressOf = (path: string) => publicAddress(new URL(path, 'https://kai.test'))
const cursor = `/predictions?cursor=${'x'.repeat(400)}`

test.each([
  ['/', '/'],
  ['/?utm_source=mail', '/'],
  ['/_root.data', '/_root.data'],
  ['/predictions', '/predictions'],
  ['/predictions?sort=newest&q=rain&state=open', '/predictions?state=open&q=rain&sort=newest'],
  ['/predictions?q=rain&q=snow&x=1', '/predictions?q=rain'],
  ['/predictions?q=&category=sport', '/predictions?category=sport'],
  [cursor, cursor],
  ['/predictions.data?q=a%26state%3Dlocked', '/predictions.data?q=a%26state%3Dlocked'],
  ['/predictions/prd-film?side=no&receipt=cmt_1', '/predictions/prd-film?side=no'],
  ['/predictions/prd-film.data', '/predictions/prd-film.data'],
])('%.40s is kept as %.40s', (path, address) => {
  expect(addressOf(path)).toBe(address)
})

test.each([
  ...['/wallet', '/sign-in', '/account', '/admin/predictions', '/no/such', '/_root', '/.data'],
  ...['/predictions/', '/predictions/a/b', '/predictions/a%20b', '/predictions/-x', '/Predictions'],
  ...['/predictions.data?_routes=root', '/predictions/prd-film.data?_routes='],
  ...[`/predictions?q=${'x'.repeat(1_000)}`, `/predictions/${'x'.repeat(64)}`],
])('%.40s is never kept', (path) => {
  expect(addressOf(path)).toBeNull()
})
