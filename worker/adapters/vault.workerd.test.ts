// The vault stands on node:crypto, which in the deployed runtime is another implementation than in
// the tests beside it: what one seals the other must open, or names and cards are lost for good.
import { expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import { createVault } from './vault.ts'

const USER = UserId.parse('ann')
const PLACE = 'purchases/pur_1/private'
const PERSONAL = { name: 'Åse Ünal 😀', card: { brand: 'visa', last4: '4242' } }
const kek = (version: number, fill: number) => ({ version, key: new Uint8Array(32).fill(fill) })

const vaultOf = (...keks: { version: number; key: Uint8Array }[]) =>
  createVault({ keks, fingerprintSecret: 'f'.repeat(32), now: () => 0 })

test('what is sealed opens again, and only in its place and for its person', () => {
  const vault = vaultOf(kek(1, 1))
  const key = vault.newKey(USER)
  const sealed = vault.seal(key, PLACE, PERSONAL)
  expect(vaultOf(kek(1, 1)).open(key, PLACE, sealed)).toEqual(PERSONAL)
  expect(atob(sealed)).not.toContain('visa')
  expect(() => vault.open(key, 'purchases/pur_2/private', sealed)).toThrow()
  expect(() => vault.open({ ...key, userId: UserId.parse('bob') }, PLACE, sealed)).toThrow()
  expect(() => vaultOf(kek(1, 2)).open(key, PLACE, sealed)).toThrow()
})

test('one changed byte is noticed, wherever it is', () => {
  const vault = vaultOf(kek(1, 1))
  const key = vault.newKey(USER)
  const bytes = Uint8Array.from(atob(vault.seal(key, PLACE, PERSONAL)), (c) => c.charCodeAt(0))
  for (const at of [0, 11, 12, bytes.length - 17, bytes.length - 16, bytes.length - 1]) {
    const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1)
    expect(() => vault.open(key, PLACE, btoa(String.fromCharCode(...changed)))).toThrow()
  }
  const cut = btoa(String.fromCharCode(...bytes.subarray(0, 20)))
  expect(() => vault.open(key, PLACE, cut)).toThrow()
})

test('a key of an older version still opens after a rotation', () => {
  const key = vaultOf(kek(1, 1)).newKey(USER)
  const sealed = vaultOf(kek(1, 1)).seal(key, PLACE, PERSONAL)
  const rotated = vaultOf(kek(1, 1), kek(2, 2))
  expect(rotated.open(key, PLACE, sealed)).toEqual(PERSONAL)
  expect(rotated.newKey(USER).kekVersion).toBe(2)
})

// Sealed in Node under the same key: scripts and restores run there.
test('what Node sealed opens here', () => {
  const vault = vaultOf(kek(1, 1))
  expect(vault.open(FROM_NODE.key, PLACE, FROM_NODE.sealed)).toEqual(PERSONAL)
  expect(vault.fingerprint('card')).toBe(FROM_NODE.fingerprint)
})

const FROM_NODE = {
  key: {
    userId: USER,
    kekVersion: 1,
    keyVersion: 1,
    wrapped: 'vhQoYlfxxtd0O/eKPYrT1BjdgGFdvWkyUMlJ9qOkY+0XJ+4PvYjBQ3xxfMDjw7WHlYeJbgOsNacQewSI',
  },
  sealed:
    '1boXW+/VnpmTDYc2SMvJv002JgIR+b3t2DZhL/cGI3PfaQ2apX9Z5F222IOkBB' +
    'Vjlh3vxi4aWVe2Arus9t9mfP8EtFro0qcy1NfpkoYBluMa/jHqEoehOg1w6wFn',
  fingerprint: 'ec07cb318fd3bcd7a62c04c29d2c4b66c9f30fdfdff10a16695a03adff5349b2',
}
