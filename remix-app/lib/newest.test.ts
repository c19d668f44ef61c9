// A balance that goes back looks like lost money.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { createShown, newest } from './newest.ts'
import { balanceAt } from './testing.ts'

test('in whatever order they come, an older balance never replaces a newer one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1 }), (versions) => {
      const shown = createShown()
      const seen: number[] = []
      shown.subscribe(() => seen.push(shown.get()?.version ?? -1))
      for (const version of versions) shown.put(balanceAt(version))
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(shown.get()?.version).toBe(Math.max(...versions))
    }),
  )
})

test('of the same version the later answer counts, and another person begins anew', () => {
  const known = balanceAt(4)
  const paused: BalanceView = { ...balanceAt(4), restriction: 'purchases' }
  expect(newest(known, paused)).toBe(paused)
  const bob = balanceAt(1, 'bob')
  expect(newest(known, bob)).toBe(bob)
})
