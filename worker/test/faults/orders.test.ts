// Events may come in any order, twice, or of a kind that doesn't fit any more: what Stripe says
// about the session decides, and every order of events leaves the same state.
import { expect, test } from 'vitest'
import { faultsIn } from './books.ts'
import { endingIn, insightOf, look } from './ending.ts'
import type { Event } from './mail.ts'
import { abandon, confirm, pay, start } from './steps.ts'
import { startPeacefulWorld, type World } from './world.ts'

const LENGTH_MAX = 3
const COMPLETED = 'checkout.session.completed'
const EXPIRED = 'checkout.session.expired'
const SUCCEEDED = 'checkout.session.async_payment_succeeded'
const FAILED = 'checkout.session.async_payment_failed'
const RETURN_PAGE = 'the return page'
const SETTLES = 'the bank answers'

function sequences(letters: readonly string[], length = LENGTH_MAX): string[][] {
  if (length === 0) return [[]]
  const shorter = sequences(letters, length - 1)
  const longest = shorter.filter((sequence) => sequence.length === length - 1)
  return [...shorter, ...longest.flatMap((sequence) => letters.map((l) => [...sequence, l]))]
}

interface Buyer {
  readonly name: string
  readonly bought: Awaited<ReturnType<typeof start>>
  readonly sessionId: string
}

async function newBuyer(world: World, at: number, form?: Record<string, string>): Promise<Buyer> {
  const name = `buyer${at}`
  const bought = await start(world, name)
  if (form) await pay(world, bought, form)
  const sessionId = bought.checkoutUrl?.split('/').at(-1) ?? ''
  return { name, bought, sessionId }
}

/** A signed event of that type about that session, as true or false as Stripe's own could be. */
async function deliver(world: World, { sessionId }: Buyer, type: string, id: string) {
  const created = Math.floor(world.harness.clock.now() / 1000)
  const event: Event = { id: `evt_${id}`, type, created, data: { object: { id: sessionId } } }
  const signed = { object: 'event', livemode: false, ...event }
  expect(await world.mail.post(signed)).toMatchObject({ status: 200, body: { outcome: 'done' } })
}

async function follow(world: World, buyer: Buyer, sequence: readonly string[]): Promise<void> {
  for (const [at, letter] of sequence.entries()) {
    if (letter === RETURN_PAGE) await confirm(world, buyer.bought, buyer.name)
    else if (letter === SETTLES) await world.harness.control(`sessions/${buyer.sessionId}/settle`)
    // Two deliveries of one event carry one id.
    else await deliver(world, buyer, letter, `${buyer.name}_${sequence.indexOf(letter)}_${at % 2}`)
  }
}

/** All buyers end alike; gives that ending. */
async function expectOneEnding(world: World, buyers: readonly Buyer[], sequences: string[][]) {
  const view = await look(world)
  expect(faultsIn(view.books)).toEqual([])
  const first = buyers[0] && endingIn(view, insightOf(world), buyers[0].name)
  for (const [at, { name }] of buyers.entries()) {
    expect(endingIn(view, insightOf(world), name), String(sequences[at])).toEqual(first)
  }
  return first
}

async function tryAll(sequences: string[][], form?: Record<string, string>, last?: string) {
  const world = await startPeacefulWorld()
  const buyers: Buyer[] = []
  for (const at of sequences.keys()) buyers.push(await newBuyer(world, at, form))
  if (!form) await abandon(world)
  for (const [at, buyer] of buyers.entries()) {
    await follow(world, buyer, [...(sequences[at] ?? []), ...(last ? [last] : [])])
  }
  return expectOneEnding(world, buyers, sequences)
}

const CREDITED = { wallets: [{ available: 550, version: 1, openOrders: {} }], rows: [{ seq: 1 }] }
const NOTHING = { wallets: [{ available: 0, version: 0, openOrders: {} }], rows: [], paid: 0 }

test('a paid session is credited once by whatever comes, in any order', async () => {
  const all = sequences([COMPLETED, SUCCEEDED, FAILED, EXPIRED, RETURN_PAGE]).slice(1)
  expect(all).toHaveLength(5 + 25 + 125)
  const ending = await tryAll(all, { card_number: '4242424242424242' })
  expect(ending).toMatchObject({ ...CREDITED, orders: [{ status: 'credited' }] })
})

test('an expired session is never credited, whatever comes', async () => {
  const all = sequences([COMPLETED, SUCCEEDED, FAILED, EXPIRED]).slice(1)
  expect(await tryAll(all)).toMatchObject({ ...NOTHING, orders: [{ status: 'expired' }] })
})

test('a bank debit that fails is never credited, whatever comes', async () => {
  const before = sequences([COMPLETED, EXPIRED, RETURN_PAGE], 2)
  const all = before.flatMap((events) =>
    [COMPLETED, FAILED, RETURN_PAGE].map((after) => [...events, SETTLES, after]),
  )
  const ending = await tryAll(all, { card_number: 'bank_delayed_failure' })
  expect(ending).toMatchObject({ ...NOTHING, orders: [{ status: 'failed' }] })
})

test('a bank debit is credited once, whenever the bank answers', async () => {
  const events = sequences([COMPLETED, SUCCEEDED, RETURN_PAGE])
  const all = events.flatMap((sequence) =>
    Array.from({ length: sequence.length + 1 }, (_, at) => sequence.toSpliced(at, 0, SETTLES)),
  )
  const ending = await tryAll(all, { card_number: 'bank_delayed_success' }, SUCCEEDED)
  expect(ending).toMatchObject({ ...CREDITED, orders: [{ status: 'credited' }] })
})
