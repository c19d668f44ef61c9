// Many requests of one person at once: limits and keys hold under concurrency, over real HTTP.
import { expect, test } from 'vitest'
import type { Problem } from '../../../shared/api/problem.ts'
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import type { BalanceView } from '../../../shared/api/wallet.ts'
import { post, theDoor } from './door.ts'
import { signedEvent } from './examples.ts'
import { expireOpenOrders, order } from './people.ts'

const door = theDoor()
const AT_ONCE = 10
const TRIES_MAX = 20

interface Answered {
  readonly status: number
  readonly body: Partial<Pick<PurchaseView, 'purchaseId'> & Pick<Problem, 'code'>>
}

/** As a client does it: 503 is tried again with the same key. */
async function ask(name: string, key: string): Promise<Answered> {
  const headers = { ...(await door.bearer(name)), 'idempotency-key': key }
  for (let tries = 1; ; tries += 1) {
    const answer = await door.send('/api/tokens/purchase', post({ packageId: 'starter' }, headers))
    const body = (await answer.json()) as Answered['body']
    if (answer.status !== 503 || tries === TRIES_MAX) return { status: answer.status, body }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const ten = <T>(run: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, i) => run(i)))

async function storedFor(name: string) {
  const documents = Object.entries(await door.documents())
  const own = documents.filter(([, text]) => text.includes(`"userId":{"stringValue":"${name}"}`))
  const under = (folder: string) => own.filter(([path]) => path.startsWith(`${folder}/`))
  return { purchases: under('purchases'), rows: under('transactions') }
}

async function sessionsOf(purchaseIds: readonly string[]): Promise<string[]> {
  type Sessions = { data: { id: string; client_reference_id: string }[] }
  const { data } = await door.askStripe<Sessions>('/v1/checkout/sessions?limit=100')
  return data.filter(({ client_reference_id: id }) => purchaseIds.includes(id)).map(({ id }) => id)
}

// Ten tabs, a stuck finger or a script: three unpaid orders are the most a person can have.
test('of ten orders at once exactly three are made, at Stripe too', async () => {
  const name = await door.newPerson('hasty')
  const answers = await ten((i) => ask(name, `hasty-${i}`))
  const made = answers.filter(({ status }) => status === 201)
  const refused = answers.filter(({ body }) => body.code === 'OPEN_ORDERS_EXCEEDED')
  expect([made.length, refused.length]).toEqual([3, 7])

  const ids = made.map(({ body }) => body.purchaseId ?? '')
  const { purchases, rows } = await storedFor(name)
  expect(purchases.map(([path]) => path).toSorted()).toEqual(
    ids.map((id) => `purchases/${id}`).toSorted(),
  )
  expect(rows).toEqual([])
  expect(await sessionsOf(ids)).toHaveLength(3)
  await expireOpenOrders(door)
})

// A double click must never be a double purchase.
test('of ten requests with one key exactly one is made, and all are told of it', async () => {
  const name = await door.newPerson('clicker')
  const answers = await ten(() => ask(name, 'one-key'))
  const ids = new Set(answers.map(({ body }) => body.purchaseId))
  expect([answers.map(({ status }) => status), ids.size]).toEqual([Array(AT_ONCE).fill(201), 1])
  expect((await storedFor(name)).purchases).toHaveLength(1)
  expect(await sessionsOf([...ids].map(String))).toHaveLength(1)
  await expireOpenOrders(door)
})

// Stripe delivers at least once, and the return page asks at the same time.
test('a paid order is credited once, however many ask for it at once', async () => {
  const name = await door.newPerson('payer')
  await door.controlStripe('webhooks', { enabled: false })
  const { purchaseId, checkoutUrl } = await order(door, name)
  await door.pay(checkoutUrl ?? '')
  await door.controlStripe('webhooks', { enabled: true })
  const [objectId = ''] = await sessionsOf([purchaseId])
  const headers = await door.bearer(name)
  const statuses = await ten(async (i) => {
    const { body, headers: signature } = signedEvent(door, { objectId })
    const answer = await (i % 2 === 0
      ? door.send('/api/webhooks/stripe', { method: 'POST', body, headers: signature })
      : door.send(`/api/tokens/purchases/${purchaseId}/confirm`, { method: 'POST', headers }))
    await answer.body?.cancel()
    return answer.status
  })
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect((await storedFor(name)).rows).toHaveLength(1)
  const balance = (await (
    await door.send('/api/wallet/balance', { headers })
  ).json()) as BalanceView
  expect(balance).toMatchObject({ availableTokens: 500, totalTokens: 500, version: 1 })
})
