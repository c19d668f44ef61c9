// Google's client for servers sends what the product sends, by its own code: where the stand-in
// only suits our adapter, one of the two is wrong.
import { FieldValue, type Firestore, Timestamp } from '@google-cloud/firestore'
import { describe, expect, test } from 'vitest'
import { emptyWallet } from '../../domain/ledger.ts'
import { credit, creditRefs } from '../credit.ts'
import { ALICE } from '../start.ts'
import { startClients } from './clients.ts'
import { plainOf } from './spelling.ts'

/** As the client numbers them. */
const CODES = { NOT_FOUND: 5, ALREADY_EXISTS: 6, FAILED_PRECONDITION: 9, UNIMPLEMENTED: 12 }
const WALLET = { wallet: { kind: 'wallet', id: ALICE } } as const
const BALANCE = `balances/${ALICE}`

const plainAt = async (server: Firestore, path: string) =>
  plainOf((await server.doc(path).get()).data())

describe('guards', () => {
  test('creating what is there is refused, whoever made it', async () => {
    const { store, server } = await startClients()
    const value = emptyWallet(ALICE)
    const changes = [{ ref: WALLET.wallet, value }]
    await store.atomically({}, () => ({ answer: null, changes }))
    const code = CODES.ALREADY_EXISTS
    await expect(server.doc(BALANCE).create({ version: 9 })).rejects.toMatchObject({ code })
    const stolen = { ref: { kind: 'auditHead', id: 'admin' } as const }
    await server.doc('auditHeads/admin').create({ seq: 1 })
    const blind = { ...stolen, value: { actor: ALICE, seq: 2, hash: '' } }
    const writing = store.atomically({}, () => ({ answer: null, changes: [blind] }))
    await expect(writing).rejects.toMatchObject({ code: 'STORE_BUSY' })
    expect(await plainAt(server, 'auditHeads/admin')).toEqual({ seq: 1 })
  })

  test('an update stands under the time that was read, and moves it', async () => {
    const { store, server } = await startClients()
    await store.atomically(creditRefs('row_1'), credit('row_1', 5))
    const balance = server.doc(BALANCE)
    const { updateTime } = await balance.get()
    const guard = updateTime && { lastUpdateTime: updateTime }
    const { writeTime } = await balance.update({ state: 'closing' }, guard ?? {})
    expect((await balance.get()).updateTime).toEqual(writeTime)
    const code = CODES.FAILED_PRECONDITION
    const late = balance.update({ state: 'closing' }, guard ?? {})
    await expect(late).rejects.toMatchObject({ code })
    await expect(balance.delete(guard)).rejects.toMatchObject({ code })
    const { wallet } = await store.read(WALLET)
    expect(wallet).toMatchObject({ available: 5, state: 'closing' })
  })

  test('an update of nothing is no creation', async () => {
    const { server } = await startClients()
    const code = CODES.NOT_FOUND
    await expect(server.doc(BALANCE).update({ version: 1 })).rejects.toMatchObject({ code })
    expect((await server.doc(BALANCE).get()).exists).toBe(false)
  })

  // A correction by hand must not cost the tokens that came in the same second.
  test('the product decides again when the client was faster', async () => {
    const { store, server, meanwhile } = await startClients()
    await store.atomically(creditRefs('row_1'), credit('row_1', 5))
    meanwhile('commit', () => server.doc(BALANCE).update({ state: 'closing' }))
    await store.atomically(creditRefs('row_2'), credit('row_2', 7))
    const { wallet } = await store.read(WALLET)
    expect(wallet).toMatchObject({ available: 12, version: 2, state: 'closing' })
  })

  test('one refused write of a batch leaves nothing of the others', async () => {
    const { server } = await startClients()
    await server.doc('receipts/there').create({ n: 1 })
    const batch = server.batch()
    batch.create(server.doc('receipts/new'), { n: 1 })
    batch.create(server.doc('receipts/there'), { n: 3 })
    await expect(batch.commit()).rejects.toMatchObject({ code: CODES.ALREADY_EXISTS })
    const [fresh, there] = await server.getAll(
      server.doc('receipts/new'),
      server.doc('receipts/there'),
    )
    expect([fresh?.exists, there?.data()]).toEqual([false, { n: 1 }])
  })

  test('a write with an empty mask changes nothing, not even the time', async () => {
    const { server } = await startClients()
    const receipt = server.doc('receipts/a')
    const { writeTime } = await receipt.create({ n: 1 })
    await server.batch().set(receipt, { n: 2 }, { mergeFields: [] }).commit()
    const after = await receipt.get()
    expect([after.data(), after.updateTime]).toEqual([{ n: 1 }, writeTime])
  })
})

test('every transform works on the stored value in one step', async () => {
  const { server } = await startClients()
  const counter = server.doc('receipts/a')
  await counter.create({ n: 5, low: 3, high: 3, list: ['a', 'b'], gone: 1, kept: { deep: 1 } })
  const { writeTime } = await counter.update({
    n: FieldValue.increment(7),
    low: FieldValue.minimum(2),
    high: FieldValue.maximum(9),
    list: FieldValue.arrayUnion('b', 'c'),
    gone: FieldValue.delete(),
    at: FieldValue.serverTimestamp(),
    'kept.more': 2,
  })
  await counter.update({ list: FieldValue.arrayRemove('a') })
  const found = (await counter.get()).data()
  const kept = { deep: 1, more: 2 }
  expect(found).toMatchObject({ n: 12, low: 2, high: 9, list: ['b', 'c'], kept })
  expect(found).not.toHaveProperty('gone')
  expect(found?.at).toBeInstanceOf(Timestamp)
  expect(found?.at.toMillis()).toBeLessThanOrEqual(writeTime.toMillis())
})

describe('what passes', () => {
  // The client's own second try: a credit by script must not be lost, nor come twice.
  test('an aborted commit is sent again, and applied once', async () => {
    const { server, fault, sent } = await startClients()
    const counter = server.doc('receipts/a')
    await counter.create({ n: 1 })
    await fault({ kind: 'reject', call: 'commit', status: 409, times: 1 })
    await counter.update({ n: FieldValue.increment(1) })
    expect((await counter.get()).data()).toEqual({ n: 2 })
    expect(sent('commit')).toBe(3)
  })

  test('a read that was not answered is asked again', async () => {
    const { server, fault, sent } = await startClients()
    await server.doc('receipts/a').create({ n: 1 })
    await fault({ kind: 'reject', call: 'batchGet', status: 503, times: 1 })
    expect((await server.doc('receipts/a').get()).data()).toEqual({ n: 1 })
    expect(sent('batchGet')).toBe(2)
  })
})

describe('what the product never uses is refused by its name', () => {
  const code = CODES.UNIMPLEMENTED

  test('server transactions', async () => {
    const { server } = await startClients()
    const reading = server.runTransaction((all) => all.get(server.doc('receipts/a')))
    const message = expect.stringContaining('server transaction')
    await expect(reading).rejects.toMatchObject({ code, message })
  })

  test('writes that stand or fall each by itself', async () => {
    const { server } = await startClients()
    const writer = server.bulkWriter()
    const writing = writer.create(server.doc('receipts/a'), { n: 1 })
    const message = expect.stringContaining('batchWrite')
    const refused = expect(writing).rejects.toMatchObject({ code, message })
    await writer.close()
    await refused
  })
})
