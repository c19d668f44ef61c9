// Who corrects an outcome decides how many people it puts into debt: a part of them read as all of
// them is a debt that nobody meant to make.
import { expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { owedWords } from './owed.ts'

const words = (owed: number, owedIsPartial: boolean) => {
  const { figure, warning } = owedWords(
    { owed: tokens(owed), owedIsPartial },
    formatFor('en-US', 'UTC'),
  )
  return [figure, warning?.title ?? null, warning?.text.includes('too many') ?? false]
}
const count = (text: string): string => text.replace(' tokens', '\u00a0tokens')

test('what could not be added up never stands as all of it, nor as nothing', () => {
  expect(words(0, true)).toEqual(['Not known', 'People may owe tokens', true])
  const some = count('People would owe at least 1,200 tokens')
  expect(words(1200, true)).toEqual(['at least 1,200', some, true])
})

test('what was added up stands as it is, and none of it is no warning', () => {
  expect(words(0, false)).toEqual(['0', null, false])
  expect(words(1200, false)).toEqual(['1,200', count('People would owe 1,200 tokens'), false])
})
