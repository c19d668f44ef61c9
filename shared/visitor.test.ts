// What a browser says of itself is anyone's text; a page that fails on it is lost to that person.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_LOCALE, DEFAULT_ZONE, parseLocale, parseZone } from './visitor.ts'

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'de-DE'],
  ['fr', 'fr'],
  ['pt-BR;q=0.9', 'pt-BR'],
  ['ar-EG-u-nu-arab', 'ar-EG'],
  ['*', DEFAULT_LOCALE],
  ['', DEFAULT_LOCALE],
  [null, DEFAULT_LOCALE],
  ['not_a_tag', DEFAULT_LOCALE],
  ['xx-XX', DEFAULT_LOCALE],
  [`en-${'a'.repeat(100)}`, DEFAULT_LOCALE],
])('%s is written as %s', (header, locale) => {
  expect(parseLocale(header)).toBe(locale)
})

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['UTC', 'UTC'],
  ['Mars/Olympus', DEFAULT_ZONE],
  ['', DEFAULT_ZONE],
  [null, DEFAULT_ZONE],
])('the zone %s is %s', (text, zone) => {
  expect(parseZone(text)).toBe(zone)
})

test('no text makes either of them throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => new Intl.NumberFormat(parseLocale(text))).not.toThrow()
      expect(() => new Intl.DateTimeFormat('en', { timeZone: parseZone(text) })).not.toThrow()
    }),
  )
})
