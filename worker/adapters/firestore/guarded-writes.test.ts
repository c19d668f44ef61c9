// What a guarded commit carries: exactly what changed, each under the version that was read.
import { describe, expect, test } from 'vitest'
import { tokens } from '../../../shared/tokens.ts'
import { emptyWallet, type Wallet } from '../../domain/ledger.ts'
import { creditRefs, credit as creditTo } from '../../test/credit.ts'
import { ALICE, holding } from '../../test/people.ts'
import { startWire } from '../../test/wire.ts'
import { guardedCommit } from './guarded.ts'
import { readDocuments } from './reading.ts'
import { encodeFields } from './values.ts'

const WALLET_REF = { wallet: { kind: 'wallet', id: ALICE } } as const

function start() {
  const wired = startWire()
  const { client, on } = wired
  return {
    ...wired,
    credit: (id: string, amount: number) => guardedCommit(on, creditRefs(id), creditTo(id, amount)),
    change: (turn: (wallet: Wallet) => Wallet) =>
      guardedCommit(on, WALLET_REF, ({ wallet }) => ({
        answer: 'done',
        changes: [{ ref: WALLET_REF.wallet, value: turn(wallet ?? emptyWallet(ALICE)) }],
      })),
    stored: async () => {
      const name = client.nameOf(`balances/${ALICE}`)
      return (await client.batchGet([name])).get(name)
    },
  }
}

describe('a new effect', () => {
  test('creates its row and the wallet only if neither is there', async () => {
    const { credit, commits, writesOf } = start()
    await credit('row_1', 5)
    expect(writesOf(commits()[0]).map(({ currentDocument }) => currentDocument)).toEqual([
      { exists: false },
      { exists: false },
    ])
    expect(writesOf(commits()[0]).every(({ updateMask }) => !updateMask)).toBe(true)
  })

  test('costs one read and one commit', async () => {
    const { credit, meter } = start()
    await credit('row_1', 5)
    expect(meter).toEqual({ calls: 2, reads: 2, writes: 2 })
  })
})

describe('an update', () => {
  test('stands under the time that was read, and its mask names exactly what changed', async () => {
    const { credit, stored, commits, writesOf } = start()
    await credit('row_1', 5)
    const before = await stored()
    await credit('row_2', 7)
    const [, wallet] = writesOf(commits()[1])
    expect(wallet?.currentDocument).toEqual({ updateTime: before?.updateTime })
    const changed = ['availableTokens', 'headHash', 'lastUpdated', 'version']
    expect(wallet?.updateMask?.fieldPaths).toEqual(changed)
    expect(Object.keys(wallet?.update.fields ?? {}).sort()).toEqual(changed)
  })

  test('of one field leaves times and empty maps alone, however they are spelled', async () => {
    const { credit, change, commits, writesOf } = start()
    await credit('row_1', 5)
    await change((wallet) => ({ ...wallet, holds: holding('purchases') }))
    expect(writesOf(commits()[1])[0]?.updateMask?.fieldPaths).toEqual(['holds'])
  })

  test('keeps fields that a newer release wrote and this one does not know', async () => {
    const { client, credit, change, stored } = start()
    await credit('row_1', 5)
    const name = client.nameOf(`balances/${ALICE}`)
    const limits = { stringValue: 'from tomorrow' }
    const update = { name, fields: { limits } }
    await client.commit([{ update, updateMask: { fieldPaths: ['limits'] } }])
    await change((wallet) => ({ ...wallet, holds: holding('all') }))
    expect((await stored())?.fields).toMatchObject({
      limits,
      holds: encodeFields({ holds: holding('all') }).holds,
    })
  })

  test('takes a slot out of a map instead of leaving it behind', async () => {
    const { change, on } = start()
    await change((wallet) => ({ ...wallet, openOrders: { pur_a: 1, pur_b: 2 } }))
    await change((wallet) => ({ ...wallet, openOrders: { pur_b: 2 } }))
    const { wallet } = await readDocuments(on, WALLET_REF)
    expect(wallet?.openOrders).toEqual({ pur_b: 2 })
  })
})

describe('what did not change', () => {
  test('is not written, and a decision without changes sends no commit', async () => {
    const { credit, change, commits, meter } = start()
    await credit('row_1', 5)
    const before = { ...meter }
    expect(await change((wallet) => ({ ...wallet }))).toBe('done')
    expect(await credit('row_1', 5)).toBe('already')
    expect(commits()).toHaveLength(1)
    expect(meter).toEqual({ ...before, calls: before.calls + 2, reads: before.reads + 3 })
  })

  test('a document named by two refs is read once', async () => {
    const { reads, on } = start()
    const twice = { a: WALLET_REF.wallet, b: WALLET_REF.wallet }
    expect(await readDocuments(on, twice)).toEqual({ a: null, b: null })
    expect(JSON.parse(reads()[0]?.body ?? '').documents).toHaveLength(1)
  })
})

describe('documents nobody read', () => {
  const head = { kind: 'auditHead', id: 'admin' } as const
  const event = { kind: 'event', id: 'evt_1' } as const

  test('are created, never overwritten', async () => {
    const { commits, writesOf, on } = start()
    const write = (seq: number) =>
      guardedCommit(on, {}, () => ({
        answer: null,
        changes: [{ ref: head, value: { actor: ALICE, seq, hash: '' } }],
      }))
    await write(1)
    expect(writesOf(commits()[0])[0]?.currentDocument).toEqual({ exists: false })
    await expect(write(2)).rejects.toMatchObject({ code: 'STORE_BUSY' })
    expect(await readDocuments(on, { head })).toMatchObject({ head: { seq: 1 } })
  })

  test('except where writing twice is harmless', async () => {
    const { commits, writesOf, on } = start()
    const told = { id: 'evt_1', type: 't', objectId: 'o', createdAt: 1 }
    const value = { ...told, purchaseId: null, expiresAt: 2 }
    const write = () =>
      guardedCommit(on, {}, () => ({
        answer: null,
        changes: [{ ref: event, value: { ...value, outcome: 'done' } as const }],
      }))
    await write()
    await write()
    expect(commits()).toHaveLength(2)
    expect(writesOf(commits()[1])[0]?.currentDocument).toBeUndefined()
  })
})

test('a wallet at the bounds goes through the store without losing a token', async () => {
  const { change, on } = start()
  const available = tokens(Number.MAX_SAFE_INTEGER)
  await change((wallet) => ({ ...wallet, available, lastUpdated: 1_700_000_000_000_001 }))
  const { wallet } = await readDocuments(on, WALLET_REF)
  expect(wallet).toMatchObject({ available, lastUpdated: 1_700_000_000_000_001 })
})
