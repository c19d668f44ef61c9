// The official SDK in a browser against the local Firestore: what a wallet that updates by itself
// stands on. A listener that hangs, shows another's wallet, or stays dead after a restart would
// teach us to trust something that production does not do.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Transport } from './listen/page.ts'
import { expectHeard, heard, type ListenStage, openListenStage, PASSWORD } from './listen/stage.ts'

const HOUR_MS = 3_600_000
const TOKEN_LEFT_MS = 4_000

let stage: ListenStage
let ann: string
let bob: string
beforeAll(async () => {
  stage = await openListenStage()
  // Registered long ago, so that an old token of theirs is a good one.
  stage.clock.offsetMs = -2 * HOUR_MS
  ann = await stage.signUp('ann@kai.test')
  bob = await stage.signUp('bob@kai.test')
})
afterAll(() => stage.close())

const int = (value: number) => ({ integerValue: String(value) })
const balance = (tokens: number) => ({ availableTokens: int(tokens) })
const addRow = (id: string, userId: string, seq: number) =>
  stage.admin('PATCH', `transactions/${id}`, {
    userId: { stringValue: userId },
    seq: int(seq),
    timestamp: { timestampValue: `2026-01-01T00:00:0${seq}Z` },
  })
const shown = (tokens: number) => ({ data: { availableTokens: tokens }, fromCache: false })

let page: Page
let close: () => Promise<void>
/** What the page asked for: `CI=0` streams, `CI=1` is a long poll. */
let asked: Set<string | null>

async function open(transport: Transport): Promise<void> {
  stage.clock.offsetMs = 0
  ;({ page, close } = await stage.openPage(transport))
  asked = new Set()
  page.on('request', (request) => {
    const { searchParams } = new URL(request.url())
    if (searchParams.get('RID') === 'rpc') asked.add(searchParams.get('CI'))
  })
  for (const id of ['r1', 'r2', 'r3', 'r4']) await stage.admin('DELETE', `transactions/${id}`)
  await stage.admin('PATCH', `balances/${ann}`, balance(1))
  await stage.admin('PATCH', `balances/${bob}`, balance(500))
}
afterEach(() => close())

const signIn = () =>
  page.evaluate((password) => window.firebasePage.signIn('ann@kai.test', password), PASSWORD)
const watchDocument = (name: string, path: string) =>
  page.evaluate(([as, which]) => window.firebasePage.watchDocument(as, which), [
    name,
    path,
  ] as const)
const watchRows = (name: string, uid: string | null) =>
  page.evaluate(([as, whose]) => window.firebasePage.watchRows(as, whose, 2), [name, uid] as const)

test('without any options the SDK hears of a change too', async () => {
  await open('default')
  await signIn()
  await watchDocument('balance', `balances/${ann}`)
  await expectHeard(page, 'balance', shown(1))
  await stage.admin('PATCH', `balances/${ann}`, balance(2))
  await expectHeard(page, 'balance', shown(2))
})

describe.each(['streaming', 'long polling'] as const)('%s', (transport) => {
  beforeEach(() => open(transport))

  test('a balance is shown as it is, and at each change, also when it goes', async () => {
    await signIn()
    await watchDocument('balance', `balances/${ann}`)
    await expectHeard(page, 'balance', shown(1))
    await stage.admin('PATCH', `balances/${ann}`, balance(2))
    await expectHeard(page, 'balance', shown(2))
    await stage.admin('DELETE', `balances/${ann}`)
    await expectHeard(page, 'balance', { data: null, fromCache: false })
    await stage.admin('PATCH', `balances/${ann}`, balance(3))
    await expectHeard(page, 'balance', shown(3))
    expect([...asked]).toEqual([transport === 'long polling' ? '1' : '0'])
  })

  test('the newest own rows are shown; one that no longer fits or is deleted goes', async () => {
    await signIn()
    await addRow('r1', ann, 1)
    await addRow('r2', bob, 2)
    await watchRows('rows', ann)
    await expectHeard(page, 'rows', { data: ['r1'], fromCache: false })
    await addRow('r3', ann, 3)
    await expectHeard(page, 'rows', { data: ['r3', 'r1'], fromCache: false })
    await addRow('r4', ann, 4)
    await expectHeard(page, 'rows', { data: ['r4', 'r3'], fromCache: false })
    await stage.admin('DELETE', 'transactions/r4')
    await expectHeard(page, 'rows', { data: ['r3', 'r1'], fromCache: false })
  })

  test("another's balance, and rows of everybody, are refused; the own go on", async () => {
    await signIn()
    await watchDocument('own', `balances/${ann}`)
    await watchDocument('foreign', `balances/${bob}`)
    await watchRows('all', null)
    await watchRows("bob's", bob)
    for (const name of ['foreign', 'all', "bob's"]) {
      await expectHeard(page, name, { error: 'permission-denied' })
      expect(await heard(page, name)).toHaveLength(1)
    }
    await stage.admin('PATCH', `balances/${ann}`, balance(7))
    await expectHeard(page, 'own', shown(7))
  })

  test('every write of a client is refused, none hangs, and nothing changes', async () => {
    await signIn()
    await watchDocument('balance', `balances/${ann}`)
    await expectHeard(page, 'balance', shown(1))
    const codes = await page.evaluate(async (own) => {
      const { setDocument, updateDocument, deleteDocument } = window.firebasePage
      return [
        await setDocument(own, { availableTokens: 1_000_000 }),
        await updateDocument(own, { availableTokens: 1_000_000 }),
        await deleteDocument(own),
        await setDocument('transactions/forged', { userId: 'me' }),
      ]
    }, `balances/${ann}`)
    expect(codes).toEqual(Array(4).fill('permission-denied'))
    await expectHeard(page, 'balance', shown(1))
  })

  test('a Firestore that is killed and started again is listened to again', async () => {
    await signIn()
    await watchDocument('balance', `balances/${ann}`)
    await expectHeard(page, 'balance', shown(1))
    await stage.kill()
    await stage.restart()
    await stage.admin('PATCH', `balances/${ann}`, balance(42))
    await expectHeard(page, 'balance', shown(42))
  })

  test('when the token runs out the stream comes back with a fresh one', async () => {
    stage.clock.offsetMs = TOKEN_LEFT_MS - HOUR_MS
    await signIn()
    stage.clock.offsetMs = 0
    const before = (await stage.identityCalls()).token ?? 0
    await watchDocument('balance', `balances/${ann}`)
    await expect.poll(async () => (await stage.identityCalls()).token ?? 0).toBeGreaterThan(before)
    await stage.admin('PATCH', `balances/${ann}`, balance(9))
    await expectHeard(page, 'balance', shown(9))
  })

  test('after signing out the balance is no longer shown', async () => {
    await signIn()
    await watchDocument('balance', `balances/${ann}`)
    await expectHeard(page, 'balance', shown(1))
    await page.evaluate(() => window.firebasePage.signOut())
    await expectHeard(page, 'balance', { error: 'permission-denied' })
    await stage.admin('PATCH', `balances/${ann}`, balance(8))
    expect(JSON.stringify(await heard(page, 'balance'))).not.toContain('8')
  })
})
