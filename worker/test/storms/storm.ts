// One buyer whose events come in one order: what is left of purchase and wallet.
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { UserId } from '../../../shared/ids.ts'
import type { Flag } from '../../domain/flag.ts'
import { isLive, restrictionAt } from '../../domain/holds.ts'
import type { Wallet } from '../../domain/ledger.ts'
import type { Order } from '../../domain/purchase.ts'
import { endow, ODDS, openTo, RAIN } from '../betting.ts'
import { booksOf, faultsIn } from '../faults/books.ts'
import { startWorld, type World } from '../faults/world.ts'
import { sdkFor } from '../start.ts'
import { EVENTS, type Objects, type Scenario } from './scenarios.ts'

/** An event type, or the buyer who commits tokens. */
export const COMMIT = 'commit'
const OWN_TOKENS = 300
/** More than the own ones: some of it was bought. */
const STAKE = 400

export interface Ending {
  /** What everything adds up to; available and owed are never both above zero. */
  readonly tokens: number
  readonly committed: number
  readonly owed: number
  readonly taken: number
  readonly restriction: string
  /** Open ones. */
  readonly cases: readonly string[]
  /** What is compared, and no rule of money-rules names. */
  readonly rest: {
    readonly holds: readonly string[]
    readonly closed: readonly string[]
    readonly order: Pick<Order, 'status' | 'paid' | 'taken' | 'dispute' | 'refunding' | 'mismatch'>
    readonly openOrders: number
    readonly purchasedCents: number
  }
}

export interface Storm {
  /** What can be told of it: events of what never exists say nothing. */
  lettersOf(scenario: Scenario): Promise<string[]>
  /** All happens at Stripe first, then `letters` come. */
  after(scenario: Scenario, letters: readonly string[]): Promise<Ending>
  /** One letter after each happening, and in the end all events once. */
  between(scenario: Scenario, letters: readonly string[]): Promise<Ending>
  /** What is wrong in the books of all buyers. */
  close(): Promise<string[]>
}

export async function startStorm(): Promise<Storm> {
  const world = await startWorld()
  await openTo(world.harness.services)
  let buyers = 0
  const next = async () => {
    buyers += 1
    return newBuyer(world, `buyer${buyers}`)
  }
  return {
    async lettersOf({ steps }) {
      const { objects } = await next()
      for (const step of steps) await step(world, objects)
      const told = Object.entries(EVENTS).flatMap(([type, thing]) => (objects[thing] ? [type] : []))
      return [COMMIT, ...told]
    },
    async after(scenario, letters) {
      const buyer = await next()
      for (const step of scenario.steps) await step(world, buyer.objects)
      for (const letter of letters) await deliver(world, buyer, letter)
      return endingOf(world, buyer)
    },
    async between({ steps }, letters) {
      const buyer = await next()
      for (const at of Array.from({ length: Math.max(steps.length, letters.length) }).keys()) {
        await steps[at]?.(world, buyer.objects)
        await deliver(world, buyer, letters[at])
      }
      for (const event of Object.keys(EVENTS)) await deliver(world, buyer, event)
      return endingOf(world, buyer)
    },
    async close() {
      const faults = faultsIn(booksOf(await world.harness.documents()))
      world.close()
      // Their own tokens came from an adjustment; everything else must be in order.
      return faults
    },
  }
}

interface Buyer {
  readonly name: string
  readonly purchaseId: string
  readonly objects: Objects
}

const as = (name: string) => ({ authorization: `Bearer ${name}` })
const JSON_TYPE = { 'content-type': 'application/json' }

async function newBuyer(world: World, name: string): Promise<Buyer> {
  const { harness } = world
  await endow(harness.services, UserId.parse(name), OWN_TOKENS)
  const { body, status } = await world.post('/api/tokens/purchase', {
    headers: { ...JSON_TYPE, 'idempotency-key': 'one', ...as(name) },
    body: JSON.stringify({ packageId: 'starter' }),
  })
  if (status !== 201) throw new Error(`no order: ${JSON.stringify(body)}`)
  const { purchaseId, checkoutUrl } = body as PurchaseView
  await harness.pay(checkoutUrl)
  const sdk = sdkFor(harness)
  const session = checkoutUrl?.split('/').at(-1) ?? ''
  const { payment_intent: intent } = await sdk.checkout.sessions.retrieve(session)
  const { latest_charge: charge } = await sdk.paymentIntents.retrieve(`${intent}`)
  const [sold] = await harness.services.store.packages()
  const price = sold?.stripePriceId ?? ''
  const product = sold?.stripeProductId ?? ''
  const objects = { session, intent: `${intent}`, charge: `${charge}`, price, product }
  return { name, purchaseId, objects }
}

/** Through the real door, signed; the same event keeps its id. Nothing, when it can't be yet. */
async function deliver(world: World, buyer: Buyer, letter: string | undefined): Promise<void> {
  if (letter === undefined) return
  if (letter === COMMIT) return commit(world, buyer)
  const thing = EVENTS[letter]
  const id = thing && buyer.objects[thing]
  if (!id) return
  const created = Math.floor(world.harness.clock.now() / 1000)
  const event = {
    id: `evt_${buyer.name}_${letter}`,
    created,
    type: letter,
    data: { object: { id } },
  }
  const signed = { object: 'event', livemode: false, ...event }
  const answer = await world.mail.post(signed)
  if (answer.status !== 200) throw new Error(`${letter}: ${JSON.stringify(answer.body)}`)
  await world.consumers.round()
}

/** May be refused: then the ending tells. */
async function commit(world: World, { name }: Buyer): Promise<void> {
  await world.post('/api/wallet/commit', {
    headers: { ...JSON_TYPE, 'idempotency-key': 'bet', ...as(name) },
    body: JSON.stringify({ predictionId: RAIN, position: 'yes', tokens: STAKE, oddsBps: ODDS.yes }),
  })
}

async function endingOf({ harness }: World, buyer: Buyer): Promise<Ending> {
  const { name, purchaseId, objects } = buyer
  const { wallet, order, ...flags } = await harness.services.store.read({
    wallet: { kind: 'wallet', id: name },
    order: { kind: 'order', id: purchaseId },
    dispute: { kind: 'flag', id: `dispute_${objects.dispute}` },
    warning: { kind: 'flag', id: `warning_${objects.warning}` },
  })
  if (!wallet || !order) throw new Error(`${name} is gone`)
  const { available, committed, owed } = wallet
  const { status, paid, taken, dispute, refunding, mismatch } = order
  const cases = Object.values(flags).flatMap((flag) => flag ?? [])
  const now = harness.clock.now() * 1000
  const reasons = (state: Flag['state']) =>
    cases.filter((flag) => flag.state === state).map(({ reason }) => reason)
  return {
    tokens: available + committed - owed,
    committed,
    owed,
    taken: taken.tokens + taken.bonus,
    restriction: restrictionAt(wallet.holds, now),
    cases: reasons('open'),
    rest: {
      holds: liveHolds(wallet, now),
      closed: reasons('closed'),
      order: { status, paid, taken, dispute, refunding, mismatch },
      openOrders: Object.keys(wallet.openOrders).length,
      purchasedCents: wallet.day.purchasedCents,
    },
  }
}

/** By what kind of cause, and what they forbid. */
const liveHolds = ({ holds }: Wallet, now: number): string[] =>
  Object.entries(holds)
    .filter(([, hold]) => isLive(hold, now))
    .map(([cause, { scope }]) => `${cause.split('_')[0]} ${scope}`)
    .sort()
