// What an admin did can be added to, but not changed, dropped or reordered without showing.
import { describe, expect, test } from 'vitest'
import { sha256 } from '../test/movements.ts'
import { ADMIN, BOB } from '../test/people.ts'
import { type AuditEntry, type AuditHead, chainAudit } from './audit.ts'
import { canonicalJson } from './canonical.ts'

const fact = (n: number) => ({
  action: 'package.update',
  target: 'starter',
  before: n === 1 ? null : { tokens: n - 1 },
  after: { tokens: n },
  key: `key-${n}`,
  requestHash: `hash-${n}`,
})

function chainOf(length: number) {
  let head: AuditHead | null = null
  const entries: AuditEntry[] = []
  for (let n = 1; n <= length; n += 1) {
    const next = chainAudit(head, ADMIN, fact(n), n * 10, sha256)
    head = next.head
    entries.push(next.entry)
  }
  return { entries, head }
}

function verifies(entries: readonly AuditEntry[]): boolean {
  return entries.every(({ hash, ...body }, i) => {
    const before = entries[i - 1]
    const isNext = body.prevHash === (before?.hash ?? '') && body.seq === (before?.seq ?? 0) + 1
    return isNext && sha256(canonicalJson(body)) === hash
  })
}

describe('a chain of three entries', () => {
  const { entries, head } = chainOf(3)

  test('verifies, is numbered per admin, and its head is its last entry', () => {
    expect(verifies(entries)).toBe(true)
    expect(entries.map(({ id, seq }) => [id, seq])).toEqual([
      ['admin_1', 1],
      ['admin_2', 2],
      ['admin_3', 3],
    ])
    expect(head).toEqual({ actor: ADMIN, seq: 3, hash: entries[2]?.hash })
  })

  test('says what was before and after, word for word', () => {
    expect(entries[0]).toMatchObject({ before: null, after: '{"tokens":1}', at: 10 })
    expect(entries[1]).toMatchObject({ before: '{"tokens":1}', after: '{"tokens":2}' })
  })

  test('breaks when any field of any entry is altered', () => {
    for (const [i, entry] of entries.entries()) {
      for (const [name, value] of Object.entries(entry)) {
        const altered = typeof value === 'number' ? value + 1 : `${value}x`
        const forged = entries.with(i, { ...entry, [name]: altered })
        expect([i, name, verifies(forged)]).toEqual([i, name, false])
      }
    }
  })

  test('breaks when an entry is dropped or two change places', () => {
    expect(verifies(entries.toSpliced(1, 1))).toBe(false)
    expect(verifies(entries.toSpliced(0, 1))).toBe(false)
    expect(verifies(entries.toReversed())).toBe(false)
  })
})

test('each admin has a chain of their own', () => {
  const { entry } = chainAudit(null, BOB, fact(1), 1, sha256)
  expect([entry.id, entry.prevHash]).toEqual(['bob_1', ''])
})
