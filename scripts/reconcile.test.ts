// The command an operator types when tokens are missing: it must name the document, and never say
// that all is well because it could not look.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFirestore, type Firestore } from '../local/firestore/index.ts'
import { type Served, serve } from '../local/serve.ts'
import { readIndexes } from '../local/stand-ins.ts'
import { ROOT, run } from './processes.ts'

const DATABASE = 'projects/kai-local/databases/(default)/documents'
let firestore: Firestore
let served: Served

beforeEach(async () => {
  firestore = createFirestore({ file: ':memory:', indexes: readIndexes() })
  served = await serve(firestore.fetch)
})
afterEach(async () => {
  await served.close()
  firestore.close()
})

const typed = (args: string[], host = new URL(served.url).host) =>
  run('node', [`${ROOT}scripts/reconcile.ts`, ...args], {
    env: { FIRESTORE_EMULATOR_HOST: host, FIREBASE_PROJECT_ID: '', FIREBASE_CLIENT_EMAIL: '' },
    quiet: true,
  })

test('empty books agree', async () => {
  const { code, output } = await typed(['--full'])
  expect(output).toContain('0 people, 0 rows, 0 orders, 0 payouts of local project kai-local')
  expect([code, output.includes('Everything agrees.')]).toEqual([0, true])
})

test('a balance that somebody wrote by hand is named, and the exit code says so', async () => {
  const fields = {
    userId: { stringValue: 'mallory' },
    version: { integerValue: '0' },
    availableTokens: { integerValue: '5000' },
    committedTokens: { integerValue: '0' },
    owedTokens: { integerValue: '0' },
    totalEarned: { integerValue: '0' },
    totalSpent: { integerValue: '0' },
    headHash: { stringValue: '' },
    lastUpdated: { timestampValue: '1970-01-01T00:00:00Z' },
  }
  const answer = await fetch(`${served.url}/v1/${DATABASE}/balances/mallory`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner' },
    body: JSON.stringify({ fields }),
  })
  expect(answer.status).toBe(200)
  const { code, output } = await typed(['--full'])
  expect(code).toBe(1)
  expect(output).toMatch(/^balance_rows +mallory/m)
  expect(output).toMatch(/^supply +ledger/m)
})

test('a database that is away, or a wrong call, is not "everything agrees"', async () => {
  const away = await typed(['--full'], '127.0.0.1:1')
  const wrong = await typed([])
  expect([away.code, wrong.code]).toEqual([2, 2])
  expect(wrong.output).toContain('Usage: npm run reconcile -- --full')
})
