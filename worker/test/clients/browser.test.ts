// Google's client for browsers has the same kind of transaction as the product: read, decide, one
// commit under what was read. Both at work on one wallet must not lose a token.
import * as lite from 'firebase/firestore/lite'
import { describe, expect, test } from 'vitest'
import { credit, creditRefs } from '../credit.ts'
import { ALICE } from '../start.ts'
import { startClients, watchCommits } from './clients.ts'

const BALANCE = `balances/${ALICE}`
const HISTORY = 'receipts/history'

/** Adds to the available tokens as a script would; `looked` runs between reading and writing. */
function addTokens(client: lite.Firestore, amount: number, looked = async () => {}): Promise<void> {
  const balance = lite.doc(client, BALANCE)
  return lite.runTransaction(client, async (all) => {
    const before = (await all.get(balance)).data()?.availableTokens ?? 0
    await looked()
    all.set(balance, { availableTokens: before + amount }, { merge: true })
  })
}

const availableAt = async (client: lite.Firestore): Promise<unknown> =>
  (await lite.getDoc(lite.doc(client, BALANCE))).data()?.availableTokens

/** Called by each of `parties`; goes on when all have come, and never waits again. */
function meeting(parties: number): () => Promise<void> {
  const all = Promise.withResolvers<void>()
  let came = 0
  return () => {
    came += 1
    if (came === parties) all.resolve()
    return all.promise
  }
}

test('a transaction is one guarded commit: each document under what was read of it', async () => {
  const { harness, store, browser } = await startClients()
  await store.atomically(creditRefs('row_1'), credit('row_1', 5))
  const client = browser()
  const commits = watchCommits(harness)
  const [balance, history] = [lite.doc(client, BALANCE), lite.doc(client, HISTORY)]
  await lite.runTransaction(client, async (all) => {
    const found = await all.get(balance)
    await all.get(history)
    all.update(balance, { availableTokens: found.data()?.availableTokens + 1 })
  })
  expect(await availableAt(client)).toBe(6)
  expect(commits).toEqual([
    [
      expect.objectContaining({ currentDocument: { updateTime: expect.any(String) } }),
      expect.objectContaining({
        verify: expect.stringContaining(HISTORY),
        currentDocument: { exists: false },
      }),
    ],
  ])
})

describe('when two meet', () => {
  test('one of two browsers tries again, and nothing is lost', async () => {
    const { browser, sent } = await startClients()
    const [one, other] = [browser(), browser()]
    await lite.setDoc(lite.doc(one, BALANCE), { availableTokens: 100 })
    const both = meeting(2)
    await Promise.all([addTokens(one, 1, both), addTokens(other, 10, both)])
    expect(await availableAt(one)).toBe(111)
    // The document, both, and the second try of one.
    expect(sent('commit')).toBe(4)
  })

  test('of two who create the same document the second adds to the first', async () => {
    const { browser, sent } = await startClients()
    const [one, other] = [browser(), browser()]
    const both = meeting(2)
    await Promise.all([addTokens(one, 1, both), addTokens(other, 10, both)])
    expect(await availableAt(one)).toBe(11)
    expect(sent('commit')).toBe(3)
  })

  test('what was only read must not have moved either', async () => {
    const { browser } = await startClients()
    const [one, other] = [browser(), browser()]
    const [balance, history] = [lite.doc(one, BALANCE), lite.doc(one, HISTORY)]
    let tries = 0
    await lite.runTransaction(one, async (all) => {
      tries += 1
      const seen = await all.get(history)
      if (tries === 1) await lite.setDoc(lite.doc(other, HISTORY), { n: 1 })
      all.set(balance, { sawHistory: seen.exists() })
    })
    expect((await lite.getDoc(balance)).data()).toEqual({ sawHistory: true })
    expect(tries).toBe(2)
  })

  test('a browser tries again when the product was faster', async () => {
    const { store, browser } = await startClients()
    await store.atomically(creditRefs('row_1'), credit('row_1', 5))
    const client = browser()
    let looks = 0
    await addTokens(client, 10, async () => {
      looks += 1
      if (looks > 1) return
      await store.atomically(creditRefs('row_2'), credit('row_2', 7))
    })
    expect([await availableAt(client), looks]).toEqual([22, 2])
  })

  test('the product decides again when a browser was faster', async () => {
    const { store, browser, meanwhile } = await startClients()
    await store.atomically(creditRefs('row_1'), credit('row_1', 5))
    const client = browser()
    meanwhile('commit', () => addTokens(client, 10))
    await store.atomically(creditRefs('row_2'), credit('row_2', 7))
    expect(await availableAt(client)).toBe(22)
  })

  test('an aborted commit is tried again from the start', async () => {
    const { browser, fault, sent } = await startClients()
    const client = browser()
    await fault({ kind: 'reject', call: 'commit', status: 409, times: 1 })
    await addTokens(client, 3)
    expect([await availableAt(client), sent('commit')]).toEqual([3, 2])
  })
})

describe('refusals have their own codes', () => {
  test('an update of nothing is not-found', async () => {
    const { browser } = await startClients()
    const updating = lite.updateDoc(lite.doc(browser(), BALANCE), { n: 1 })
    await expect(updating).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a query without its index is a failed precondition that names it', async () => {
    const { browser } = await startClients()
    const purchases = lite.collection(browser(), 'purchases')
    const asked = lite.query(
      purchases,
      lite.where('userId', '==', ALICE),
      lite.orderBy('tokens', 'desc'),
    )
    const message = expect.stringMatching(/requires an index.*purchases.*userId.*tokens/)
    const code = 'failed-precondition'
    await expect(lite.getDocs(asked)).rejects.toMatchObject({ code, message })
  })
})
