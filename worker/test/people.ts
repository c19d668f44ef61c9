// The people of the tests.
import { UserId } from '../../shared/ids.ts'
import type { Hold, Holds } from '../domain/holds.ts'

export const ALICE = UserId.parse('alice')
export const BOB = UserId.parse('bob')
export const ADMIN = UserId.parse('admin')
export const ADMIN2 = UserId.parse('admin2')

/** Until somebody lifts it. */
export const holding = (scope: Hold['scope']): Holds => ({
  admin: { scope, at: 1, endsAt: null },
})
