// The live sum is what people decide by: it must know what was typed, and nothing else.
import { expect, test } from 'vitest'
import { choiceIn, missingFor } from './choice.ts'

function choice(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return choiceIn(form)
}

test('side and stake are read as they stand in the form', () => {
  expect(choice({ side: 'no', stake: '50' })).toEqual({ side: 'no', stake: 50 })
  expect(choice({})).toEqual({ side: null, stake: null })
})

test.each(['', '0', '-1', '1.5', 'ten', '1e400'])('a stake of %j promises nothing', (stake) => {
  expect(choice({ side: 'yes', stake })).toEqual({ side: 'yes', stake: null })
})

// Who is told a wrong shortfall buys too little, or is sold what nobody needs.
test.each([
  [1700, 500, 1, 1200],
  [500, 500, 1, 0],
  [null, 0, 1, 1],
  [null, 30, 50, 20],
  [10, 30, 50, 20],
  [1700, null, 1, 0],
])('for a stake of %j with %j available and at least %j, %j are missing', (stake, has, min, is) => {
  expect(missingFor({ side: 'yes', stake }, has, min)).toBe(is)
})
