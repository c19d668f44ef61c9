// Money moves in guarded commits only. What one commit lets through twice, somebody has twice.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  int,
  name,
  startFirestore,
  type TestFirestore,
  text,
  touch,
  update,
} from './test-client.ts'
import { parseTimestamp } from './timestamps.ts'

const SECOND_MICROS = 1_800_000_000_000_000n
// All commits fall into one millisecond, so how an instant is written never hangs on luck.
const standingAt = (micros: bigint) => startFirestore({ nowMicros: () => SECOND_MICROS + micros })

let db: TestFirestore
beforeEach(() => {
  db = standingAt(123_000n)
})

const mustNotExist = { currentDocument: { exists: false } }
const STALE = '2020-01-01T00:00:00Z'
const updateTimeOf = async (path: string) => (await db.get(path)).updateTime
/** As instants: as texts `.123Z` is above the later `.123001Z`. */
const isLater = (one: string, other: string) => parseTimestamp(one) > parseTimestamp(other)

describe('guards', () => {
  test('the same key twice is refused, so that an effect happens once', async () => {
    expect((await db.commit(update('keys/k', {}, mustNotExist))).status).toBe('OK')
    const again = await db.commit(update('keys/k', {}, mustNotExist))
    expect([again.code, again.status]).toEqual([409, 'ALREADY_EXISTS'])
  })

  test('one refused write leaves all the others undone', async () => {
    await db.commit(update('keys/k', {}))
    await db.commit(update('balances/u', { n: int(1) }), update('keys/k', {}, mustNotExist))
    expect((await db.call('GET', '/balances/u')).code).toBe(404)
  })

  test('the first failing document decides, contradictions come before it', async () => {
    await db.commit(update('c/x', {}))
    const exists = update('c/x', {}, mustNotExist)
    const missing = update('c/q', {}, { currentDocument: { exists: true } })
    const stale = update('c/x', {}, { currentDocument: { updateTime: STALE } })
    const twice = [update('c/y', {}, mustNotExist), update('c/y', {}, mustNotExist)]
    expect((await db.commit(exists, missing)).status).toBe('ALREADY_EXISTS')
    expect((await db.commit(missing, exists)).status).toBe('NOT_FOUND')
    expect((await db.commit(stale, missing)).status).toBe('FAILED_PRECONDITION')
    expect((await db.commit(missing, ...twice)).status).toBe('INVALID_ARGUMENT')
  })

  const INSTANTS = [0n, 123_000n, 123_456n]
  test.each(INSTANTS)('a stale update time refuses, one padded is the same (%s)', async (at) => {
    db = standingAt(at)
    await db.commit(update('c/x', { n: int(1) }))
    const guard = `2027-01-15T08:00:00.${String(at).padStart(6, '0')}000Z`
    const write = update('c/x', { n: int(2) }, { currentDocument: { updateTime: guard } })
    expect((await db.commit(write)).status).toBe('OK')
    const again = await db.commit(write)
    expect([again.code, again.status]).toEqual([400, 'FAILED_PRECONDITION'])
  })

  test('a fence that touches nothing keeps the update time, fails when stale', async () => {
    await db.commit(update('gates/0', { open: { booleanValue: true } }))
    const updateTime = await updateTimeOf('gates/0')
    const bet = (id: string) =>
      db.commit(update(`bets/${id}`, {}), touch('gates/0', { updateTime }))
    expect([(await bet('a')).status, (await bet('b')).status]).toEqual(['OK', 'OK'])
    expect(await updateTimeOf('gates/0')).toBe(updateTime)
    await db.commit(update('gates/0', { open: { booleanValue: false } }))
    expect((await bet('c')).status).toBe('FAILED_PRECONDITION')
    expect((await db.call('GET', '/bets/c')).code).toBe(404)
  })

  test('verify guards without writing, and never together with a write', async () => {
    await db.commit(update('c/x', {}))
    const verify = { verify: name('c/x'), currentDocument: { exists: true } }
    expect((await db.commit(verify)).status).toBe('OK')
    for (const other of [verify, update('c/x', {}), { delete: name('c/x') }]) {
      expect((await db.commit(verify, other)).status).toBe('INVALID_ARGUMENT')
      expect((await db.commit(other, verify)).status).toBe('INVALID_ARGUMENT')
    }
    expect((await db.commit({ verify: name('c/x') })).status).toBe('INVALID_ARGUMENT')
    const gone = { verify: name('c/q'), currentDocument: { exists: true } }
    expect((await db.commit(gone)).status).toBe('NOT_FOUND')
  })

  test('deleting and creating again in one commit makes a new document', async () => {
    await db.commit(update('c/x', { a: int(1) }))
    const before = await db.get('c/x')
    await db.commit({ delete: name('c/x') }, update('c/x', { a: int(1) }, mustNotExist))
    const after = await db.get('c/x')
    expect(isLater(after.createTime, before.createTime)).toBe(true)
    const required = { currentDocument: { exists: true } }
    const contradiction = await db.commit({ delete: name('c/x') }, update('c/x', {}, required))
    expect(contradiction.status).toBe('INVALID_ARGUMENT')
  })
})

describe('what a commit leaves behind', () => {
  test('a created document has the commit time in all its times', async () => {
    const { body } = await db.commit(update('c/x', {}))
    const { createTime, updateTime } = await db.get('c/x')
    expect([createTime, updateTime]).toEqual([body.commitTime, body.commitTime])
    expect(body.writeResults).toEqual([{ updateTime: body.commitTime }])
    await db.commit(update('c/x', { a: int(1) }))
    const changed = await db.get('c/x')
    expect(changed.createTime).toBe(createTime)
    expect(isLater(changed.updateTime, updateTime)).toBe(true)
  })

  test('a write that changes nothing keeps the update time of the document', async () => {
    const first = await db.commit(update('c/x', { b: int(1), a: text('x') }))
    const again = await db.commit(update('c/x', { a: text('x'), b: int(1) }))
    expect(again.body.writeResults).toEqual(first.body.writeResults)
    expect(again.body.commitTime).not.toBe(first.body.commitTime)
  })

  test('a mask changes what it names, deletes what it names and the write lacks', async () => {
    const map = (fields: object) => ({ mapValue: { fields } })
    await db.commit(update('c/x', { a: int(1), b: int(2), m: map({ x: int(1), 'y z': int(2) }) }))
    const fields = { a: int(9), ignored: int(1), m: map({ x: int(5) }) }
    const mask = { updateMask: { fieldPaths: ['a', 'b', 'm.x', 'm.`y z`', 'n.o'] } }
    await db.commit(update('c/x', fields, mask))
    expect((await db.get('c/x')).fields).toEqual({ a: int(9), m: map({ x: int(5) }) })
  })

  test('commit times rise strictly although the clock stands still or goes back', async () => {
    let now = SECOND_MICROS
    const frozen = startFirestore({ nowMicros: () => now })
    const times: bigint[] = []
    for (const step of [0n, 0n, -5_000_000n, 0n]) {
      now += step
      const { body } = await frozen.commit(update('c/x', { n: int(times.length) }))
      times.push(parseTimestamp(body.commitTime))
    }
    expect(new Set(times).size).toBe(times.length)
    expect(times.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(times)
  })

  test('an empty commit is answered and does nothing', async () => {
    expect((await db.commit()).body).toEqual({})
  })
})

describe('bounds', () => {
  const refused = async (...writes: object[]) => (await db.commit(...writes)).status

  test('names and fields that Firestore reserves or cannot hold are refused', async () => {
    for (const path of [
      'c',
      'c/__x__',
      'c/.',
      'c/..',
      'c//d',
      '__c__/x',
      `c/${'a'.repeat(1501)}`,
    ]) {
      expect(await refused(update(path, {}))).toBe('INVALID_ARGUMENT')
    }
    for (const field of ['', '__a__', 'a'.repeat(1501)]) {
      expect(await refused(update('c/x', { [field]: int(1) }))).toBe('INVALID_ARGUMENT')
    }
    const elsewhere = { update: { name: 'projects/other/databases/(default)/documents/c/x' } }
    expect(await refused(elsewhere)).toBe('INVALID_ARGUMENT')
  })

  test('a document stops at 1 MiB, its transforms at 500, a request at 10 MiB', async () => {
    const half = text('x'.repeat(524_288))
    expect(await refused(update('c/x', { a: half }))).toBe('OK')
    expect(await refused(update('c/x', { a: half, b: half }))).toBe('INVALID_ARGUMENT')
    const transforms = (count: number) => ({
      updateTransforms: Array.from({ length: count }, (_, at) => ({
        fieldPath: `f${at}`,
        increment: int(1),
      })),
    })
    expect(await refused(update('c/y', {}, transforms(500)))).toBe('OK')
    expect(await refused(update('c/y', {}, transforms(501)))).toBe('INVALID_ARGUMENT')
    const many = Array.from({ length: 21 }, (_, at) => update(`c/${at}`, { a: half }))
    expect(await refused(...many)).toBe('INVALID_ARGUMENT')
    expect(await db.call('GET', '/c/0')).toMatchObject({ code: 404 })
  })

  test('a document stops at 40,000 index entries, exempt fields not counted', async () => {
    const list = (count: number) => {
      const values = Array.from({ length: count }, (_, at) => int(at))
      return { l: { arrayValue: { values } } }
    }
    // Ascending, descending, and one for each element.
    expect((await db.commit(update('c/x', list(39_998)))).status).toBe('OK')
    expect((await db.commit(update('c/x', list(39_999)))).status).toBe('INVALID_ARGUMENT')
    const exempt = { collectionGroup: 'c', fieldPath: 'l', indexes: [] }
    const other = startFirestore({ indexes: { indexes: [], fieldOverrides: [exempt] } })
    expect((await other.commit(update('c/x', list(39_999)))).status).toBe('OK')
  })

  test('what a client misspells is refused, not ignored', async () => {
    expect(await refused({ ...update('c/x', {}), curentDocument: {} })).toBe('INVALID_ARGUMENT')
    expect(await refused({})).toBe('INVALID_ARGUMENT')
    expect(await refused(update('c/x', { a: { intValue: 1 } }))).toBe('INVALID_ARGUMENT')
    expect(await refused(update('c/x', {}, { updateMask: { fieldPaths: ['a-b'] } }))).toBe(
      'INVALID_ARGUMENT',
    )
  })
})
