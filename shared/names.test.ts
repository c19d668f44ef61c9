// A name stands in the header of every page of its owner, and Firebase lets anybody who holds the
// account set any text: what it may hold decides what that can do to a page.
import { expect, test } from 'vitest'
import { DisplayName, NAME_CHARS_MAX, shownName } from './names.ts'

const GOOD = [
  'Ann',
  'Zo\u00eb van der Q.',
  "O'Brien-Smith",
  '\u674e\u5c0f\u9f99',
  '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627',
  '\u0e19\u0e49\u0e33',
  'Ann \u{1f469}\u200d\u{1f680}',
  '<script>alert(1)</script>',
  'x'.repeat(NAME_CHARS_MAX),
]
test.each(GOOD)('%s is a name as it stands', (name) => {
  expect(DisplayName.parse(name)).toBe(name)
})

// One name, one spelling: else two that look alike are told apart, and one twice in a list.
test('spaces and separate accents are tidied', () => {
  expect(DisplayName.parse('  Zoe\u0308 \u00a0\u2003 Q  ')).toBe('Zo\u00eb Q')
  const long = 'e\u0301'.repeat(NAME_CHARS_MAX)
  expect(DisplayName.parse(long)).toHaveLength(NAME_CHARS_MAX)
})

const BAD: [string, string][] = [
  ['nothing', ''],
  ['spaces alone', ' \u00a0 '],
  ['one letter too many', 'x'.repeat(NAME_CHARS_MAX + 1)],
  ['a line break', 'Ann\nBob'],
  ['a null', 'Ann\u0000'],
  ['an escape', 'Ann\u001b[31m'],
  ['a right-to-left override', 'Ann\u202egnp.exe'],
  ['an isolate that stays open', 'Ann\u2067Bob'],
  ['a direction mark', '\u200fAnn'],
  ['an Arabic letter mark', 'Ann\u061c'],
  ['a soft hyphen', 'An\u00adn'],
  ['a space of no width', 'An\u200bn'],
  ['a byte order mark', 'An\ufeffn'],
  ['a letter nobody sees', '\u3164'],
  ['a blank of Braille', '\u2800'],
  ['joiners alone', '\u200d\u200d'],
  ['a line separator', 'Ann\u2028Bob'],
  ['half a character', 'Ann\ud800'],
  ['a private one', 'Ann\ue000'],
  ['accents piled up', `Ann${'\u0337'.repeat(8)}`],
]
test.each(BAD)('%s is no name', (_, name) => {
  expect(DisplayName.safeParse(name).success).toBe(false)
})

// Firebase's own SDK lets the owner of an account set any text there.
test('what came past our API is shown only when it could have come through it', () => {
  expect(shownName('Ann')).toBe('Ann')
  for (const name of ['Ann\u202e', '', undefined, 7, { toString: 'x' }]) {
    expect(shownName(name)).toBeNull()
  }
})
