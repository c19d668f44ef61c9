// The audit log: whoever changed what they should not have must not be able to hide it from the
// admin who reads the chain.
import { expect, test } from 'vitest'
import { AuditChainList, AuditPage } from '../../shared/api/audit.ts'
import { UserId } from '../../shared/ids.ts'
import { auditHash } from '../domain/audit.ts'
import { fullCheck } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import { startIsolate } from '../test/faults/isolate.ts'
import { sha256 } from '../test/movements.ts'
import { must } from '../test/shop.ts'
import { ADMIN, startHarness } from '../test/start.ts'
import { adminChange } from './admin-change.ts'

type Harness = ReturnType<typeof startHarness>
const COUNT = 12
const headers = { authorization: `Bearer ${ADMIN}` }

/** Twelve entries of an admin, every fourth about a person, and one of the clock. */
async function start() {
  const harness = startHarness()
  const change = async (adminId: UserId, n: number) => {
    const action = n % 4 === 0 ? 'user.hold' : 'package.update'
    const fact = { action, target: `t${n}`, before: null, after: { n, private: 'sealed' } }
    const act = { adminId, route: 'test', key: `key-${n}`, request: n }
    const decide = () => ({ ok: true, value: { value: n, changes: [], fact } }) as const
    must(await adminChange(harness.services, act, {}, decide))
  }
  for (let n = 1; n <= COUNT; n += 1) await change(ADMIN, n)
  await change(UserId.parse('system-3'), 1)
  const { send } = startIsolate(harness)
  const get = async (path: string): Promise<unknown> =>
    (await send(`/api/admin/audit${path}`, { headers })).json()
  const page = async (query = '') => AuditPage.strict().parse(await get(`/${ADMIN}?${query}`))
  return { harness, get, page }
}

const seqsIn = ({ items }: AuditPage) => items.map(({ seq }) => seq)
const from = (first: number, count: number) => Array.from({ length: count }, (_, n) => first - n)

test('the chains tell who changed something, how often, and when last', async () => {
  const { get } = await start()
  const { items } = AuditChainList.strict().parse(await get(''))
  expect(items).toMatchObject([
    { actor: ADMIN, count: COUNT, lastAction: 'user.hold', lastAt: expect.any(String) },
    { actor: 'system-3', count: 1, lastAction: 'package.update' },
  ])
  expect(await get('?of=system')).toMatchObject({ items: [{ actor: 'system-3' }] })
  expect(await get('/nobody')).toMatchObject({ code: 'AUDIT_NOT_FOUND' })
})

test('a chain is read newest first, page after page, and verified; no sealed text', async () => {
  const { page, harness } = await start()
  const before = harness.firestore.counters()
  const first = await page('limit=5')
  const after = harness.firestore.counters()
  // The head, the entries, and the keys of those whom they are about.
  expect((after.calls.batchGet ?? 0) - (before.calls.batchGet ?? 0)).toBe(3)
  expect(after.documentsRead - before.documentsRead).toBe(8)
  const second = await page(`limit=5&cursor=${first.nextCursor}`)
  const third = await page(`limit=5&cursor=${second.nextCursor}`)
  expect([first, second, third].flatMap(seqsIn)).toEqual(from(COUNT, COUNT))
  expect([first, second, third].map(({ verified }) => verified)).toEqual([true, true, true])
  expect(third.nextCursor).toBeNull()
  expect(first.items[0]).toMatchObject({ action: 'user.hold', after: { n: COUNT } })
  expect(JSON.stringify(first)).not.toContain('sealed')
  expect(seqsIn(await page('area=user'))).toEqual([12, 8, 4])
})

const entry = (seq: number) => `auditLog/${ADMIN}_${seq}`

/** What it says is another thing, and its hash is that of what it says. */
async function forge(h: Harness): Promise<void> {
  const { found } = await h.services.store.read({ found: { kind: 'audit', id: `${ADMIN}_7` } })
  if (!found) throw new Error('there are twelve')
  const hash = auditHash({ ...found, target: 'another' }, sha256)
  await byHand(h, 'PATCH', entry(7), { target: text('another'), hash: text(hash) })
}

// The newer neighbour's link tells of it even when the forged hash fits the forged entry.
test.each([
  ['changed', 7, (h: Harness) => byHand(h, 'PATCH', entry(7), { after: text('{}') })],
  ['taken away', 7, (h: Harness) => byHand(h, 'DELETE', entry(7))],
  ['given another hash', 7, (h: Harness) => byHand(h, 'PATCH', entry(7), { hash: text('f') })],
  ['forged with a hash that fits', 7, forge],
  ['the newest, taken away', 12, (h: Harness) => byHand(h, 'DELETE', entry(12))],
  ['the first, taken away', 1, (h: Harness) => byHand(h, 'DELETE', entry(1))],
])('an entry that was %s is named, on whatever page and under any filter', async (_, seq, act) => {
  const { page, harness } = await start()
  await act(harness)
  for (const limit of [100, 5, 1]) {
    for (const area of ['', '&area=user']) {
      const broken: (number | null)[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor && `&cursor=${cursor}`
        const found: AuditPage = await page(`limit=${limit}${area}${more}`)
        expect(found.verified).toBe(found.brokenAt === null)
        if (!found.verified) broken.push(found.brokenAt)
        cursor = found.nextCursor
      }
      expect([limit, area, broken]).toEqual([limit, area, [seq]])
    }
  }
})

// Nobody reads every admin's chain: the command that looks at everything must.
test.each([
  ['an entry', `auditLog/${ADMIN}_5`, { target: text('another') }, `${ADMIN}_5`],
  ['an entry that is gone', `auditLog/${ADMIN}_5`, undefined, `${ADMIN}_5`],
  ['a head', `auditHeads/${ADMIN}`, { hash: text('0'.repeat(64)) }, `${ADMIN}_${COUNT}`],
])('%s that was changed by hand is named by the full check', async (_, path, fields, id) => {
  const { harness } = await start()
  expect(await fullCheck(harness)).toEqual([])
  await byHand(harness, fields ? 'PATCH' : 'DELETE', path, fields)
  expect(await fullCheck(harness)).toEqual([`audit_chain ${id}`])
})
