// People as admins find them, and the settings page: what is said of one must be theirs, and no
// secret may be said at all.
import { expect, test } from 'vitest'
import { SettingsView } from '../../../shared/api/console.ts'
import type { UserList } from '../../../shared/api/users.ts'
import { Outage } from '../../../shared/failure.ts'
import { UserId } from '../../../shared/ids.ts'
import { tokens } from '../../../shared/tokens.ts'
import { openFlag } from '../../domain/flag.ts'
import { emptyWallet } from '../../domain/ledger.ts'
import { byHand, text } from '../../test/by-hand.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import { ADMIN, ALICE, startHarness } from '../../test/start.ts'
import { asClient, bindings, startEdge } from '../testing.ts'

const PEOPLE = 10_000
const headers = { authorization: `Bearer ${ADMIN}` }
const personAt = (n: number) => UserId.parse(`p${String(n).padStart(5, '0')}`)

test('ten thousand people are listed in order, once, each page at its own price', async () => {
  const harness = startHarness()
  const changes = Array.from({ length: PEOPLE }, (_, n) => {
    const value = { ...emptyWallet(personAt(n)), available: tokens(n) }
    return { ref: { kind: 'wallet', id: value.userId } as const, value }
  })
  for (let first = 0; first < PEOPLE; first += 500) {
    const some = changes.slice(first, first + 500)
    await harness.services.store.atomically({}, () => ({ answer: null, changes: some }))
  }
  const { send } = startIsolate(harness)
  const page = async (query: string) =>
    (await (await send(`/api/admin/users?${query}`, { headers })).json()) as UserList
  const before = harness.firestore.counters()
  const first = await page('limit=50')
  const after = harness.firestore.counters()
  expect(after.documentsRead - before.documentsRead).toBe(50)
  const calls = (counted: typeof after) => Object.values(counted.calls).reduce((a, b) => a + b, 0)
  expect(calls(after) - calls(before)).toBe(1)
  const second = await page(`limit=50&cursor=${first.nextCursor}`)
  const ids = [...first.items, ...second.items].map(({ userId }) => userId)
  expect(ids).toEqual(Array.from({ length: 100 }, (_, n) => personAt(n)))
  // The harness has no sign-in service: a list is of use without it.
  expect(second.items[1]).toMatchObject({ availableTokens: 51, signIn: 'unknown', email: null })
})

// What no number of ours can hold is a mistake of who asks, and nobody is called for it.
test('an instant in the year 9999 is refused, wherever it is sent', async () => {
  const { send } = startIsolate(startHarness())
  const instant = '9999-12-31T23:59:59.999999Z'
  const body = JSON.stringify({ scope: 'all', reason: 'for good', endsAt: instant })
  const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }
  const held = await send(`/api/admin/users/${ALICE}/holds`, init)
  const listed = await send(`/api/admin/transactions?to=${instant}`, { headers })
  for (const answer of [held, listed]) {
    expect(await answer.json()).toMatchObject({ status: 400, code: 'REQUEST_INVALID' })
  }
})

// One case whose facts somebody bent by hand would hide all others.
test('a case whose facts are no JSON is listed with the others', async () => {
  const harness = startHarness()
  const flags = ['order_a', 'order_b'].map((id) =>
    openFlag({ id, userId: ALICE, reason: 'payment_mismatch', createdAt: 1 }),
  )
  await harness.services.store.atomically({}, () => ({
    answer: null,
    changes: flags.map((value) => ({ ref: { kind: 'flag', id: value.id } as const, value })),
  }))
  await byHand(harness, 'PATCH', 'fraudFlags/order_a', { facts: text('{') })
  const { send } = startIsolate(harness)
  const answer = await send('/api/admin/fraud-flags', { headers })
  const { items } = (await answer.json()) as { items: { facts: unknown }[] }
  expect(items.map(({ facts }) => facts)).toEqual([{}, { unreadable: '{' }])
})

const head = { actor: UserId.parse('boss'), seq: 3, hash: 'h' }
const store = {
  walk: async () => [{ id: 'boss', value: head }] as never,
  look: async () => ({}) as never,
}

test('the settings say who is an admin now, and no secret', async () => {
  const accounts = async () => [
    { userId: head.actor, email: 'boss@kai.test', admin: false, disabled: true },
  ]
  const { send } = startEdge({ fakes: { store, identity: { accounts } } })
  const text = await (await send('/api/admin/settings', { headers: asClient('admin') })).text()
  const view = SettingsView.strict().parse(JSON.parse(text))
  expect(view).toMatchObject({ mode: 'test', rateLimits: { export: 5 }, adminsArePartial: false })
  expect(view.admins).toEqual([
    { userId: 'admin', email: null, admin: false, signIn: 'none' },
    { userId: 'boss', email: 'boss@kai.test', admin: false, signIn: 'disabled' },
  ])
  const shown = ['APP_ORIGIN', 'FIREBASE_PROJECT_ID']
  for (const [name, value] of Object.entries(bindings())) {
    if (typeof value !== 'string' || shown.includes(name)) continue
    expect([name, text.includes(`"${value}`)]).toEqual([name, false])
  }
})

test('without the sign-in service the other settings are still shown', async () => {
  const accounts = async () => Promise.reject(new Outage('IDENTITY_UNAVAILABLE', 'away'))
  const { send } = startEdge({ fakes: { store, identity: { accounts } } })
  const answer = await send('/api/admin/settings', { headers: asClient('admin') })
  expect(await answer.json()).toMatchObject({ mode: 'test', admins: null })
})
