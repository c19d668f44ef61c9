// The Worker's process, workerd included, is killed at every call of a purchase: before the call is
// carried out, and after it was but before it is answered. Its queue dies with it.
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES } from '../../../jobs/cron.ts'
import { faultsIn } from '../books.ts'
import { endingIn, viewOf } from '../ending.ts'
import { type Bundle, bundleWorker } from './bundle.ts'
import { type Buyer, confirm, control, pay, signUp, start, until, webhooks } from './buyer.ts'
import { startTown, type Town } from './town.ts'

/** Where one of these is wrong, some call is never struck. */
const START_CALLS = [
  ...['batchGet', 'prices.retrieve', 'batchGet', 'commit'],
  ...['checkout.sessions.create', 'batchGet', 'commit'],
]
const WEBHOOK_CALLS = ['checkout.sessions.retrieve', 'batchGet', 'commit']
const CALLS = [...START_CALLS, ...WEBHOOK_CALLS, 'batchGet', 'batchGet']
const WRITES = new Set(['commit', 'checkout.sessions.create'])

let bundle: Bundle
let town: Town
let peace: unknown
let made = 0

beforeAll(async () => {
  bundle = await bundleWorker()
  town = await startTown(bundle)
  peace = await endingFor(await buy())
})

afterAll(async () => {
  await town?.close()
  if (bundle) rmSync(bundle.tmpDir, { recursive: true, force: true })
})

function newBuyer(): Promise<Buyer> {
  made += 1
  return signUp(town, `buyer${made}`)
}

/** Whole, with whatever repairs it. */
async function buy(): Promise<Buyer> {
  const buyer = await newBuyer()
  town.calls.names = []
  const bought = await start(town, buyer)
  await pay(town, bought)
  await webhooks(town)
  await confirm(town, buyer, bought)
  return buyer
}

async function endingFor({ userId }: Buyer): Promise<unknown> {
  const view = await viewOf(town.sdk, await town.documents())
  expect(faultsIn(view.books)).toEqual([])
  return endingIn(view, town.insight, userId)
}

interface Killing {
  /** Resolves when the next Worker answers; rejects when nobody was killed. */
  done(): Promise<void>
}

function killAt(call: number, applied: boolean): Killing {
  let again: Promise<void> | undefined
  town.calls.names = []
  town.calls.meet = async (index, proceed) => {
    if (index !== call) return proceed()
    town.calls.meet = undefined
    if (applied) await proceed()
    await town.killWorker()
    again = town.startWorker()
    return new Response(null, { status: 503 })
  }
  return { done: () => again ?? Promise.reject(new Error(`there was no call ${call}`)) }
}

/** A read that nobody hears of is like one that never was. */
const ways = (call: number, name = ''): [number, boolean][] =>
  (WRITES.has(name) ? [false, true] : [true]).map((applied) => [call, applied])

test('in peace a purchase has the calls that are struck below', async () => {
  await buy()
  expect(town.calls.names).toEqual(CALLS)
  expect(peace).toMatchObject({ wallets: [{ available: 1100, version: 1, openOrders: {} }] })
})

const EVERY_CALL = CALLS.flatMap((name, at) => ways(at + 1, name))
test.each(EVERY_CALL)('killed at call %s, carried out: %s', async (call, applied) => {
  const buyer = await newBuyer()
  const killing = killAt(call, applied)
  const bought = await start(town, buyer)
  await pay(town, bought)
  await webhooks(town)
  await confirm(town, buyer, bought)
  await killing.done()
  await tick(buyer)
  expect(await endingFor(buyer)).toEqual(peace)
})

/** A tick asks 8 shards; then the consumer does as a webhook does. */
const SHARDS = 8
const CONSUMER_CALLS = ['batchGet', ...WEBHOOK_CALLS]
const FROM_LAST_QUERY = CONSUMER_CALLS.flatMap((name, at) => ways(SHARDS + 1 + at, name))
test.each([...ways(1), ...ways(SHARDS), ...FROM_LAST_QUERY])(
  'no webhook comes; killed at call %s of cron and consumer, carried out: %s',
  async (call, applied) => {
    const buyer = await newBuyer()
    await control(town, 'webhooks', { enabled: false })
    const bought = await start(town, buyer)
    await pay(town, bought)
    await control(town, 'webhooks', { enabled: true })
    // Time passes, and the order is due.
    await town.killWorker()
    await town.startWorker()
    const killing = killAt(call, applied)
    await tick(buyer)
    await until('the next Worker', () =>
      killing.done().then(
        () => true,
        () => undefined,
      ),
    )
    await tick(buyer)
    expect(await endingFor(buyer)).toEqual(peace)
  },
)

/** Ticks until the buyer is credited; a Worker that dies under it is started by `killAt`. */
async function tick({ userId }: Buyer): Promise<void> {
  await until('a cron that credits', async () => {
    await town.fireCron(EVERY_FIVE_MINUTES).catch(() => undefined)
    const { books } = await viewOf(town.sdk, await town.documents())
    return books.orders.some((order) => order.userId === userId && order.status === 'credited')
      ? true
      : undefined
  })
}
