// The people of the tests.
import { UserId } from '../../shared/ids.ts'

export const ALICE = UserId.parse('alice')
export const BOB = UserId.parse('bob')
export const ADMIN = UserId.parse('admin')
