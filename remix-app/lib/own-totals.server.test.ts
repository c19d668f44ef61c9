// Who has just committed must not read that nobody has.
import { expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { withOwn } from './own-totals.server.ts'

test('totals are never below what the viewer has committed', () => {
  const seen = { title: 'Rain', totals: { yes: tokens(0), no: tokens(70) } }
  const own = [
    { position: 'yes', tokensCommitted: tokens(20) },
    { position: 'yes', tokensCommitted: tokens(5) },
    { position: 'no', tokensCommitted: tokens(10) },
  ] as const

  expect(withOwn(seen, own)).toEqual({ title: 'Rain', totals: { yes: 25, no: 70 } })
  expect(withOwn(seen, [])).toEqual(seen)
})
