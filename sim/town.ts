// Who and what there is in one seed: people, admins, packages on sale, and the first predictions.

import { SavePackage } from '../shared/api/tokens.ts'
import { IdempotencyKey, PurchaseId, UserId } from '../shared/ids.ts'
import type { Hold } from '../worker/domain/holds.ts'
import { emptyWallet, type Wallet } from '../worker/domain/ledger.ts'
import type { TokenPackage } from '../worker/domain/purchase.ts'
import { EVERY_FIVE_MINUTES, tick } from '../worker/jobs/cron.ts'
import { createPrediction } from '../worker/use-cases/create-prediction.ts'
import { savePackage } from '../worker/use-cases/manage-packages.ts'
import { openPrediction } from '../worker/use-cases/open-prediction.ts'
import { settleOrder } from '../worker/use-cases/settle-order.ts'
import { startPurchase } from '../worker/use-cases/start-purchase.ts'
import type { Answer, World } from './world.ts'

export interface Town {
  readonly people: readonly UserId[]
  /** They may not buy, not commit, or are closing their account. */
  readonly barred: readonly UserId[]
  readonly admins: readonly UserId[]
  readonly packages: TokenPackage[]
  readonly predictions: string[]
  /** Milliseconds between two operations, on average. */
  readonly gapMs: number
}

const id = (name: string): UserId => UserId.parse(name)
const FIRST_BUYERS = 3
const OFFERS = [
  { tokens: 500, bonusTokens: 50, cents: 999 },
  { tokens: 20_000, bonusTokens: 1, cents: 19_999 },
  { tokens: 900_000_000, bonusTokens: 99_999_999, cents: 99_999_999 },
] as const

/** Built in peace: nothing goes wrong before the town stands. */
export async function buildTown(world: World): Promise<Town> {
  const chance = world.chance('town')
  const people = Array.from({ length: chance.between(3, 12) }, (_, n) => id(`user${n}`))
  const admins = [id('admin0'), id('admin1')]
  const town: Town = {
    people,
    barred: [id('closing'), id('nobuy'), id('nobet'), id('barred')],
    admins,
    packages: [],
    predictions: [],
    gapMs: chance.pick([5, 15, 40]),
  }
  for (const offer of OFFERS) town.packages.push(await sell(world, offer))
  await bar(world, town.barred)
  // A few have something to commit from the first moment on.
  for (const person of people.slice(0, FIRST_BUYERS)) await buyOne(world, town, person)
  const count = chance.between(2, 6)
  for (let n = 0; n < count; n += 1) {
    const days = chance.pick([0.01, 0.2, 2, 400])
    town.predictions.push(await openOne(world, admins[0] as UserId, `first${n}`, days))
  }
  // Whoever looks at Stripe for the first time begins some weeks ago.
  await must(
    world.perform('first tick', 'setup', (s) => tick(s, EVERY_FIVE_MINUTES)),
    world,
  )
  return town
}

async function sell(world: World, offer: (typeof OFFERS)[number]): Promise<TokenPackage> {
  const { tokens, bonusTokens, cents } = offer
  const stripePriceId = await world.stripe.price(cents)
  const terms = { tokens, bonusTokens, priceUsdCents: cents, stripePriceId }
  const input = { ...terms, id: `pack${tokens}`, name: `${tokens}`, sortOrder: 0 }
  const saved = await must(
    world.perform(`sell${tokens}`, 'setup', (s) =>
      savePackage(s, { adminId: id('admin0'), input: SavePackage.parse(input) }),
    ),
    world,
  )
  if (!saved.ok) throw new Error('the town could not be built')
  return saved.value.package
}

/** Bought, paid and confirmed. */
async function buyOne(world: World, { packages }: Town, userId: UserId): Promise<void> {
  const { id: packageId } = packages[1] as TokenPackage
  const key = IdempotencyKey.parse(`first-${userId}`)
  const started = await must(
    world.perform(`buy ${userId}`, 'setup', (s) =>
      startPurchase(s, { userId, packageId, key, returnTo: 'http://localhost:8787' }),
    ),
    world,
  )
  const url = started.ok ? (started.value.order.checkoutUrl ?? '') : ''
  await world.stripe.pay(url, '4242424242424242')
  world.oracle.paid(sessionOf(url))
  const id = started.ok ? started.value.order.id : PurchaseId.parse('')
  await must(
    world.perform(`confirm ${userId}`, 'setup', (s) => settleOrder(s, id, userId)),
    world,
  )
}

export const sessionOf = (checkoutUrl: string): string =>
  /\/c\/pay\/([\w-]+)/.exec(checkoutUrl)?.[1] ?? ''

async function bar(world: World, people: readonly UserId[]): Promise<void> {
  const [closing, nobuy, nobet, barred] = people as [UserId, UserId, UserId, UserId]
  const put = (userId: UserId, more: Partial<Wallet>): Promise<unknown> =>
    must(
      world.perform(`bar ${userId}`, 'setup', (s) =>
        s.store.atomically({}, () => {
          const value = { ...emptyWallet(userId), ...more }
          return { answer: null, changes: [{ ref: { kind: 'wallet', id: userId }, value }] }
        }),
      ),
      world,
    )
  const restricted = (scope: Hold['scope']) => ({
    holds: { admin: { scope, at: 0, endsAt: null } },
  })
  await put(closing, { state: 'closing' })
  await put(nobuy, restricted('purchases'))
  await put(nobet, restricted('commitments'))
  await put(barred, restricted('all'))
}

const DAY = 86_400_000_000

async function openOne(world: World, adminId: UserId, key: string, days: number): Promise<string> {
  const chance = world.chance('odds', key)
  const odds = (): number => chance.pick([10_001, 12_500, 18_500, 20_000, 33_333, 1_000_000])
  const wording = {
    title: `Will ${key} happen?`,
    description: 'It may.',
    category: 'tests',
    closesAt: Math.floor(world.schedule.now()) * 1000 + days * DAY,
    oddsBps: { yes: odds(), no: odds() },
    minTokens: 1,
    maxTokens: chance.pick([10_000, 1_000_000_000]),
  }
  const made = await must(
    world.perform(`${key} create`, 'setup', (s) => createPrediction(s, { adminId, wording, key })),
    world,
  )
  if (!made.ok) throw new Error('no prediction could be made')
  const { id: predictionId } = made.value.value
  await must(
    world.perform(`${key} open`, 'setup', (s) => openPrediction(s, { adminId, id: predictionId })),
    world,
  )
  return predictionId
}

async function must<T>(asked: Promise<Answer<T>>, world: World): Promise<T> {
  let done = false
  const answer = asked.then((value) => {
    done = true
    return value
  })
  while (!done && (await world.step())) {
    // In peace, whatever is asked for comes.
  }
  const given = await answer
  if (given.kind !== 'value') throw new Error(`the town could not be built: ${given.kind}`)
  return given.value
}
