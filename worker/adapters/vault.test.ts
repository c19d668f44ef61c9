// Names and cards of people: readable only in their own place, and gone for good with one document.
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createClock } from '../test/clock.ts'
import { ALICE, BOB } from '../test/people.ts'
import { createVault } from './vault.ts'

const OLD = { version: 1, key: randomBytes(32) }
const NEW = { version: 2, key: randomBytes(32) }
const MINUTE = 60_000
const PLACE = 'purchases/pur_1/private'
const PERSONAL = { card: { brand: 'visa', last4: '4242' }, name: 'Zoë 🙂' }

function vaultWith(keks = [OLD], clock = createClock(1)) {
  return createVault({ keks, fingerprintSecret: 'of these tests', now: clock.now })
}

describe('a sealed text', () => {
  test('opens to exactly what was sealed', () => {
    const vault = vaultWith()
    const key = vault.newKey(ALICE)
    for (const plain of [PERSONAL, {}, [], null, 'text', 5, { deep: [{ a: 'x'.repeat(5_000) }] }]) {
      expect(vault.open(key, PLACE, vault.seal(key, PLACE, plain))).toEqual(plain)
    }
  })

  test('shows nothing, not even that two people have the same card', () => {
    const vault = vaultWith()
    const key = vault.newKey(ALICE)
    const sealed = Array.from({ length: 500 }, () => vault.seal(key, PLACE, PERSONAL))
    expect(new Set(sealed).size).toBe(500)
    // The first 12 bytes are the IV: twice the same one would give the key away.
    expect(new Set(sealed.map((text) => text.slice(0, 16))).size).toBe(500)
    expect(sealed.some((text) => atob(text).includes('4242'))).toBe(false)
  })

  test('does not open in another place: nobody moves a card to another purchase', () => {
    const vault = vaultWith()
    const key = vault.newKey(ALICE)
    const sealed = vault.seal(key, PLACE, PERSONAL)
    expect(() => vault.open(key, 'purchases/pur_2/private', sealed)).toThrow()
    expect(() => vault.open({ ...key, keyVersion: 2 }, PLACE, sealed)).toThrow()
  })

  test('does not open for another person', () => {
    const vault = vaultWith()
    const [alice, bob] = [vault.newKey(ALICE), vault.newKey(BOB)]
    const sealed = vault.seal(alice, PLACE, PERSONAL)
    expect(() => vault.open(bob, PLACE, sealed)).toThrow()
  })

  test('does not open with any byte altered, cut off or added', () => {
    const vault = vaultWith()
    const key = vault.newKey(ALICE)
    const sealed = vault.seal(key, PLACE, { a: 1 })
    const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0))
    for (const i of bytes.keys()) {
      const altered = bytes.with(i, (bytes[i] ?? 0) ^ 1)
      expect(() => vault.open(key, PLACE, toBase64(altered))).toThrow()
    }
    expect(() => vault.open(key, PLACE, toBase64(bytes.subarray(0, -1)))).toThrow()
    expect(() => vault.open(key, PLACE, toBase64(Uint8Array.from([...bytes, 0])))).toThrow()
    expect(() => vault.open(key, PLACE, '')).toThrow()
  })
})

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

describe("a person's key", () => {
  test('is a new one each time, wrapped: the database alone opens nothing', () => {
    const vault = vaultWith()
    const keys = [vault.newKey(ALICE), vault.newKey(ALICE)]
    expect(keys[0]).toMatchObject({ userId: ALICE, kekVersion: 1, keyVersion: 1 })
    expect(keys[0]?.wrapped).not.toBe(keys[1]?.wrapped)
    const sealed = vault.seal(keys[0] ?? vault.newKey(ALICE), PLACE, PERSONAL)
    const stranger = vaultWith([{ version: 1, key: randomBytes(32) }])
    expect(() => stranger.open(keys[0] ?? stranger.newKey(ALICE), PLACE, sealed)).toThrow()
  })

  test("copied into somebody else's document opens nothing, just used or not", () => {
    const vault = vaultWith()
    const alice = vault.newKey(ALICE)
    const sealed = vault.seal(alice, PLACE, PERSONAL)
    expect(() => vault.open({ ...alice, userId: BOB }, PLACE, sealed)).toThrow()
    expect(() => vaultWith().open({ ...alice, userId: BOB }, PLACE, sealed)).toThrow()
  })
})

describe('rotation of the key-encryption key', () => {
  test('what the old one wrapped still opens, what is new is wrapped by the new one', () => {
    const before = vaultWith([OLD])
    const key = before.newKey(ALICE)
    const sealed = before.seal(key, PLACE, PERSONAL)
    const during = vaultWith([OLD, NEW])
    expect(during.open(key, PLACE, sealed)).toEqual(PERSONAL)
    expect(during.newKey(BOB).kekVersion).toBe(2)
  })

  test('once the old one is withdrawn, nothing it wrapped opens any more', () => {
    const before = vaultWith([OLD])
    const key = before.newKey(ALICE)
    const sealed = before.seal(key, PLACE, PERSONAL)
    expect(() => vaultWith([NEW]).open(key, PLACE, sealed)).toThrow(/version 1/)
    expect(() => vaultWith([]).newKey(ALICE)).toThrow()
  })
})

test('a key is remembered for five minutes at most: erasing a person takes effect', () => {
  const clock = createClock(1)
  const keks = [OLD]
  const vault = vaultWith(keks, clock)
  const key = vault.newKey(ALICE)
  const sealed = vault.seal(key, PLACE, PERSONAL)
  keks.length = 0
  clock.advance(5 * MINUTE - 1)
  expect(vault.open(key, PLACE, sealed)).toEqual(PERSONAL)
  clock.advance(1)
  expect(() => vault.open(key, PLACE, sealed)).toThrow()
})

test('a fingerprint is the same for the same card, and says nothing without the secret', () => {
  const vault = vaultWith()
  expect(vault.fingerprint('card')).toMatch(/^[0-9a-f]{64}$/)
  expect(vault.fingerprint('card')).toBe(vaultWith([NEW]).fingerprint('card'))
  const other = createVault({ keks: [OLD], fingerprintSecret: 'another', now: () => 1 })
  expect(other.fingerprint('card')).not.toBe(vault.fingerprint('card'))
})
