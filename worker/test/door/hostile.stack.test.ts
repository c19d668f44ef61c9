// The promise that money rests on: two hundred purchases while Stripe's webhooks are shuffled,
// delayed, doubled, lost and lost for good. Whoever paid has the tokens, once; nobody else has any,
// nor whoever got the money back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../../local/free-port.ts'
import { runWorker } from '../../../local/worker.ts'
import { inParallel } from '../../../scripts/processes.ts'
import { EVERY_FIVE_MINUTES } from '../../jobs/cron.ts'
import { type Books, booksOf, faultsIn } from '../faults/books.ts'
import { type Door, openDoorAt } from './door.ts'
import { type DoorStack, startDoorStack } from './door-stack.ts'
import { until } from './people.ts'
import { type Bought, type Shopper, shopper, WAYS } from './shoppers.ts'

const PURCHASES = 200
/** Nobody may have more open orders. */
const EACH = 3
const PEOPLE_AT_ONCE = 12
const DAYS_S = 3 * 86_400
const REFUNDED_EVERY = 10
/** Against hangs: how fast a machine is proves nothing. */
const WAIT_MS_MAX = 150_000
const HANG_MS = 600_000
const PACKAGES = ['starter', 'popular', 'pro'] as const
const HIGH = 1_000_000
const BAD_DAY = { shuffle: 0.5, delay: 0.1, delayMs: 2_000, double: 0.3, lose: 0.25 }
const HOSTILE = { seed: 4, ...BAD_DAY, loseForGood: 0.15 }

let stack: DoorStack
let door: Door
beforeAll(async () => {
  const limits = { purchase: HIGH, reads: HIGH, signedOut: HIGH }
  stack = await startDoorStack({ RATE_LIMITS: JSON.stringify(limits) })
  door = openDoorAt(stack.facts)
  await door.send('/api/health')
})
afterAll(() => stack?.close())

const booksNow = async (): Promise<Books> => booksOf(await door.documents())

interface Session {
  readonly id: string
  readonly client_reference_id: string
  readonly status: 'open' | 'complete' | 'expired'
  readonly payment_status: 'paid' | 'unpaid'
  readonly payment_intent: string
}

async function sessions(): Promise<Session[]> {
  const all: Session[] = []
  for (let after = ''; ; after = `&starting_after=${all.at(-1)?.id}`) {
    const path = `/v1/checkout/sessions?limit=100${after}`
    const page = await door.askStripe<{ data: Session[]; has_more: boolean }>(path)
    all.push(...page.data)
    if (!page.has_more) return all
  }
}

/** All purchases of one person at once, each on its way. */
async function shop(person: Shopper, first: number): Promise<Bought[]> {
  const own = Array.from({ length: EACH }, (_, n) => first + n).filter((at) => at < PURCHASES)
  return Promise.all(
    own.map(async (at) => {
      const way = WAYS[at % WAYS.length] as (typeof WAYS)[number]
      const purchase = await person.start(`p${at}`, PACKAGES[at % PACKAGES.length] as string)
      await way.go(person, purchase)
      const { purchaseId, tokens, bonusTokens } = purchase
      return { userId: person.userId, purchaseId, tokens: tokens + bonusTokens, way }
    }),
  )
}

async function everybodyShops(): Promise<Bought[]> {
  const count = Math.ceil(PURCHASES / EACH)
  const people = Array.from({ length: count }, (_, at) => ({ at, name: `shopper-${at}` }))
  const bought = await inParallel(people, PEOPLE_AT_ONCE, async ({ at, name }) => {
    await door.newPerson(name)
    return shop(await shopper(door, name), at * EACH)
  })
  return bought.flat()
}

/** What time does at Stripe: banks answer, pages that nobody paid close. */
async function timePasses(): Promise<void> {
  await inParallel(
    await sessions(),
    PEOPLE_AT_ONCE,
    async ({ id, status, payment_status: paid }) => {
      if (status === 'open') {
        await door.askStripe(`/v1/checkout/sessions/${id}/expire`, { method: 'POST' })
      } else if (status === 'complete' && paid === 'unpaid') {
        await door.controlStripe(`sessions/${id}/settle`, {})
      }
    },
  )
}

/** Until Stripe has nothing left to say, but for what it lost for good. */
async function nothingOwed(): Promise<void> {
  await fetch(`${door.facts.stripe}/__local/hostile`, { method: 'DELETE' })
  await until('nothing is owed', async () => (await deliveries()).pending === 0, WAIT_MS_MAX)
}

const deliveries = (): Promise<Deliveries> => door.controlStripe('deliveries')

interface Deliveries {
  readonly pending: number
  readonly delivered: number
  readonly lost: number
  readonly attempts: number
}

/** Nobody hears of any of them; which purchases they are of. */
async function refundSome(paid: readonly Session[]): Promise<string[]> {
  await door.controlStripe('webhooks', { enabled: false })
  const some = paid.filter((_, at) => at % REFUNDED_EVERY === 0)
  await inParallel(some, PEOPLE_AT_ONCE, ({ payment_intent }) =>
    door.askStripe('/v1/refunds', {
      method: 'POST',
      body: new URLSearchParams({ payment_intent }),
    }),
  )
  return some.map(({ client_reference_id: id }) => id)
}

/** The crons of a Worker whose clock is three days on: until then it has heard of nothing. */
async function cronDaysLater(refunded: readonly string[]): Promise<void> {
  const clock = { KAI_CLOCK_OFFSET_S: String(DAYS_S) }
  const later = await runWorker(await freePort(), { ...door.facts.variables, ...clock })
  try {
    const query = new URLSearchParams({ cron: EVERY_FIVE_MINUTES })
    const tick = () => fetch(`${later.url}/cdn-cgi/handler/scheduled?${query}`)
    const ticks = await Promise.all([tick(), tick()])
    expect(ticks.map(({ status }) => status)).toEqual([200, 200])
    await until(
      'every order is over, and what was refunded taken back',
      async () => {
        const books = await booksNow()
        return openIn(books).length === 0 && takenIn(books).length === refunded.length
      },
      WAIT_MS_MAX,
    )
  } finally {
    await later.close()
  }
}

const OPEN = ['creating', 'pending', 'awaiting_payment']
const openIn = ({ orders }: Books) => orders.filter(({ status }) => OPEN.includes(status))

const takenIn = ({ orders }: Books) => orders.filter(({ taken }) => taken.tokens > 0)

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0)

// I6, I7: whoever is hurt here paid and has nothing, or has tokens that nobody paid for.
test(
  'two hundred purchases with a hostile Stripe: who paid is credited once',
  async () => {
    await door.controlStripe('hostile', HOSTILE)
    const bought = await everybodyShops()
    await timePasses()
    await nothingOwed()

    const paid = (await sessions()).filter(({ payment_status }) => payment_status === 'paid')
    const unheard = openIn(await booksNow()).map(({ id }): string => id)
    // Else nothing was lost, and nothing proved.
    expect(paid.filter(({ client_reference_id: id }) => unheard.includes(id))).not.toEqual([])
    const { delivered, lost, attempts } = await deliveries()
    expect([lost > 50, attempts - delivered > 50]).toEqual([true, true])
    const refunded = await refundSome(paid)
    await cronDaysLater(refunded)

    const books = await booksNow()
    expect(faultsIn(books)).toEqual([])
    expect(bought).toHaveLength(PURCHASES)
    const shouldPay = bought.filter(({ way }) => way.paid).map(({ purchaseId }) => purchaseId)
    const credited = books.orders.filter(({ status }) => status === 'credited')
    expect(credited.map(({ id }) => id).toSorted()).toEqual(shouldPay.toSorted())
    expect(paid.map((session) => session.client_reference_id).toSorted()).toEqual(
      shouldPay.toSorted(),
    )
    const rowsOf = (type: string) =>
      books.rows.filter((row) => row.type === type).map(({ relatedId }) => relatedId)
    expect(rowsOf('purchase').toSorted()).toEqual(shouldPay.toSorted())
    expect(rowsOf('refund').toSorted()).toEqual(refunded.toSorted())
    expect(
      takenIn(books)
        .map(({ id }) => `${id}`)
        .toSorted(),
    ).toEqual(refunded.toSorted())
    expect([books.flags, books.deadLetters]).toEqual([[], []])
    for (const userId of new Set(bought.map((each) => each.userId))) {
      const kept = bought.filter(
        ({ way, purchaseId }) => way.paid && !refunded.includes(purchaseId),
      )
      const own = kept.filter((each) => each.userId === userId)
      const person = await shopper(door, userId)
      // What another Worker credited may be two seconds old here.
      await expect
        .poll(async () => [userId, await person.tokens()])
        .toEqual([userId, sum(own.map(({ tokens }) => tokens))])
    }
  },
  HANG_MS,
)
