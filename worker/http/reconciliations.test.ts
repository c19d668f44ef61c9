// The admin's door to what comparing the books found, over the real store.
import { describe, expect, test } from 'vitest'
import { LedgerView, ReportList, ReportView } from '../../shared/api/reconciliations.ts'
import { SAMPLES } from '../test/samples.ts'
import { startHarness } from '../test/start.ts'
import { freezeLedger } from '../use-cases/freeze-ledger.ts'
import { asClient, codeOf, json, startEdge } from './testing.ts'

const PATH = '/api/admin/reconciliations'
const admin = asClient('admin')

async function start(count = 3) {
  const harness = startHarness()
  const { store, clock, hash, random, vault } = harness.services
  const reports = Array.from({ length: count }, (_, n) => ({
    ...SAMPLES.report,
    id: `ledger_${n}`,
    finishedAt: n * 1_000_000,
  }))
  await store.atomically({}, () => ({
    answer: null,
    changes: reports.map((value) => ({ ref: { kind: 'report', id: value.id }, value })),
  }))
  const edge = startEdge({ fakes: { store, clock, hash, random, vault } })
  return { ...edge, harness }
}

describe('reports', () => {
  test('come newest first, page by page', async () => {
    const { send } = await start()
    const first = await send(`${PATH}?limit=2`, { headers: admin })
    const { items, nextCursor, ledger } = ReportList.parse(await first.json())
    expect(items.map(({ id }) => id)).toEqual(['ledger_2', 'ledger_1'])
    expect(ledger).toEqual({ frozen: null })
    const second = await send(`${PATH}?limit=2&cursor=${nextCursor}`, { headers: admin })
    const rest = ReportList.parse(await second.json())
    expect(rest.items.map(({ id }) => id)).toEqual(['ledger_0'])
    expect(rest.nextCursor).toBeNull()
  })

  test('one is what was found, and another is not found', async () => {
    const { send } = await start(1)
    const one = await send(`${PATH}/ledger_0`, { headers: admin })
    expect(ReportView.parse(await one.json())).toMatchObject({ id: 'ledger_0', supply: 'agrees' })
    const none = await send(`${PATH}/ledger_9`, { headers: admin })
    expect(await codeOf(none)).toBe('RECONCILIATION_NOT_FOUND')
    const system = await send(`${PATH}/system`, { headers: admin })
    expect(await codeOf(system)).toBe('RECONCILIATION_NOT_FOUND')
  })
})

test('a freeze is seen, and ended with a reason', async () => {
  const { send, harness } = await start(0)
  await freezeLedger(harness.services, 'supply', {})
  const list = await send(PATH, { headers: admin })
  expect(ReportList.parse(await list.json()).ledger.frozen).toMatchObject({ reason: 'supply' })
  expect(await codeOf(await send('/api/admin/ledger/thaw', json({ reason: '' }, admin)))).toBe(
    'REQUEST_INVALID',
  )
  const thawed = await send('/api/admin/ledger/thaw', json({ reason: 'Explained' }, admin))
  expect(LedgerView.parse(await thawed.json())).toEqual({ frozen: null })
  const again = await send('/api/admin/ledger/thaw', json({ reason: 'Explained' }, admin))
  expect(await codeOf(again)).toBe('LEDGER_NOT_FROZEN')
})

test('all of it is for admins only', async () => {
  const { send } = await start()
  const ann = asClient('ann')
  const asked = [
    send(PATH, { headers: ann }),
    send(`${PATH}/ledger_0`, { headers: ann }),
    send('/api/admin/ledger/thaw', json({ reason: 'x' }, ann)),
  ]
  for (const answer of asked) expect(await codeOf(await answer)).toBe('ADMIN_REQUIRED')
})
