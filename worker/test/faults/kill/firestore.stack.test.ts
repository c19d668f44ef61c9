// The database's process is killed at every commit of a purchase, before and after it is applied,
// and started again over the same file, while the Worker goes on.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Served } from '../../../../local/serve.ts'
import { faultsIn } from '../books.ts'
import { endingIn, viewOf } from '../ending.ts'
import { type Bundle, bundleWorker } from './bundle.ts'
import { type Buyer, confirm, pay, signUp, start, webhooks } from './buyer.ts'
import type { FirestoreSetup, FirestoreUp, StandStill } from './firestore-process.ts'
import { type Child, startChild } from './processes.ts'
import { startTown, type Town } from './town.ts'

/** The order, its session, the credit. */
const COMMITS = [1, 2, 3]

let bundle: Bundle
let database: Child<FirestoreUp>
let town: Town
let peace: unknown
let made = 0

beforeAll(async () => {
  bundle = await bundleWorker()
  database = await startDatabase(0)
  const { port } = new URL(database.up.url)
  const firestore: Served = {
    url: database.up.url,
    port: Number(port),
    close: () => database.kill(),
  }
  town = await startTown({ ...bundle, firestore })
  const buyer = await newBuyer()
  await buy(buyer)
  peace = await endingFor(buyer)
})

afterAll(async () => {
  await town?.close()
  if (bundle) rmSync(bundle.tmpDir, { recursive: true, force: true })
})

function startDatabase(port: number): Promise<Child<FirestoreUp>> {
  const file = join(bundle.tmpDir, 'firestore.sqlite')
  const setup = { file, port }
  return startChild<FirestoreSetup, FirestoreUp>('firestore-process.ts', setup, bundle.tmpDir)
}

function newBuyer(): Promise<Buyer> {
  made += 1
  return signUp(town, `buyer${made}`)
}

async function buy(buyer: Buyer): Promise<void> {
  const bought = await start(town, buyer)
  await pay(town, bought)
  await webhooks(town)
  await confirm(town, buyer, bought)
}

async function endingFor({ userId }: Buyer): Promise<unknown> {
  const view = await viewOf(town.sdk, await town.documents())
  expect(faultsIn(view.books)).toEqual([])
  return endingIn(view, town.insight, userId)
}

const cases = COMMITS.flatMap((commit): [number, boolean][] => [
  [commit, false],
  [commit, true],
])
test.each(cases)('killed at commit %s, applied: %s', async (commit, applied) => {
  const buyer = await newBuyer()
  const before = database
  await before.ask({ commit, applied } satisfies StandStill)
  const killed = before.told().then(async () => {
    await before.kill()
    database = await startDatabase(Number(new URL(before.up.url).port))
  })
  await Promise.all([buy(buyer), killed])
  expect(await endingFor(buyer)).toEqual(peace)
})
