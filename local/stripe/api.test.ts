// The product's only client is the official SDK; what it sends must be answered as Stripe answers.
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { newPrice, newSession, START, sdkFor, startStack } from './test-stack.ts'

const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('the call was accepted'),
    (error: Stripe.errors.StripeError) => error,
  )

test('a session is created with everything the product sends, and read back the same', async () => {
  const stack = await startStack()
  const expires_at = START / 1000 + 40 * 60
  const created = await newSession(stack, {
    expires_at,
    metadata: { purchaseId: 'pur_1' },
    customer_email: 'a@b.test',
    locale: 'auto',
    expand: ['line_items.data.price.product'],
  })
  expect(created.id).toMatch(/^cs_test_/)
  expect(created).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    expires_at,
    mode: 'payment',
    currency: 'usd',
    customer_email: 'a@b.test',
    payment_intent: null,
    url: `${stack.url}/c/pay/${created.id}`,
  })
  expect(created.line_items?.data[0]).toMatchObject({
    amount_total: 999,
    price: { unit_amount: 999, product: { name: 'Starter <pack>' } },
  })
  const { line_items, ...plain } = created
  expect(line_items?.has_more).toBe(false)
  expect(await stack.sdk.checkout.sessions.retrieve(created.id)).toMatchObject(plain)
  const items = await stack.sdk.checkout.sessions.listLineItems(created.id)
  expect(items.data).toHaveLength(1)
})

// A session that lives too long keeps a package's old price alive; Stripe refuses it, so must we.
test('sessions expire no sooner than 30 minutes and no later than 24 hours', async () => {
  const stack = await startStack()
  const at = (seconds: number) => newSession(stack, { expires_at: START / 1000 + seconds })
  expect((await refused(at(1799))).param).toBe('expires_at')
  expect((await refused(at(86_401))).param).toBe('expires_at')
  await at(1800)
  await at(86_400)
})

test('each mistake is answered with the parameter and Stripe’s code', async () => {
  const stack = await startStack()
  const { sessions } = stack.sdk.checkout
  const success_url = 'http://shop.test/done'
  const line_items = [{ price: 'price_none', quantity: 1 }]
  const mistakes: [object, string, string | undefined, number][] = [
    [{ mode: 'payment', success_url }, 'parameter_missing', 'line_items', 400],
    [{ mode: 'payment', line_items }, 'parameter_missing', 'success_url', 400],
    [{ mode: 'payment', success_url, line_items }, 'resource_missing', 'line_items[0][price]', 400],
    [{ mode: 'payment', success_url, line_items, foo: 1 }, 'parameter_unknown', 'foo', 400],
    [{ mode: 'payment', success_url: 'nowhere', line_items }, 'url_invalid', 'success_url', 400],
    [
      { mode: 'payment', success_url, line_items: [{ price: 'p', quantity: 'x' }] },
      'parameter_invalid_integer',
      'line_items[0][quantity]',
      400,
    ],
    [
      { mode: 'payment', success_url, line_items, discounts: [{ coupon: 'x' }] },
      'not_implemented',
      'discounts',
      501,
    ],
  ]
  for (const [params, code, param, statusCode] of mistakes) {
    const error = await refused(sessions.create(params as Stripe.Checkout.SessionCreateParams))
    expect(error).toMatchObject({ code, param, statusCode })
  }
  const missing = await refused(sessions.retrieve('cs_test_none'))
  expect(missing).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  expect(missing).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
})

test('an inactive price or product sells nothing', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  const line_items = [{ price: price.id, quantity: 1 }]
  await stack.sdk.prices.update(price.id, { active: false })
  expect((await refused(newSession(stack, { line_items }))).message).toContain('inactive')
  await stack.sdk.prices.update(price.id, { active: true, nickname: 'back' })
  await stack.sdk.products.update(String(price.product), { active: false })
  expect((await refused(newSession(stack, { line_items }))).message).toContain('not active')
})

test('no key, a wrong key and a live key are refused without being echoed', async () => {
  const stack = await startStack()
  const port = Number(new URL(stack.url).port)
  for (const key of ['sk_live_abcdef', 'nonsense']) {
    const error = await refused(sdkFor(port, key).prices.list())
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    expect(error.message).not.toContain(key)
  }
  expect((await fetch(`${stack.url}/v1/prices`)).status).toBe(401)
})

test('catalogue: products and prices are created, changed, listed and retired', async () => {
  const stack = await startStack()
  const { products, prices } = stack.sdk
  const product = await products.create({ name: 'Pack', id: 'pack_1', metadata: { a: '1' } })
  const price = await prices.create({ product: product.id, currency: 'usd', unit_amount: 500 })
  expect(String(price.unit_amount_decimal)).toBe('500')
  await products.update(product.id, { default_price: price.id, metadata: { a: '', b: '2' } })
  const read = await products.retrieve(product.id, { expand: ['default_price'] })
  expect(read).toMatchObject({ metadata: { b: '2' }, default_price: { id: price.id } })
  expect((await refused(products.create({ name: 'x', id: 'pack_1' }))).code).toBe(
    'resource_already_exists',
  )
  expect((await refused(products.del(product.id))).statusCode).toBe(400)
  await prices.update(price.id, { active: false })
  expect((await prices.list({ active: true })).data).toEqual([])
  expect((await prices.list({ product: product.id })).data).toHaveLength(1)
  await stack.control(`prices/${price.id}/delete`)
  expect(await products.del(product.id)).toMatchObject({ deleted: true })
  expect((await stack.events()).toSorted()).toEqual([
    'price.created',
    'price.deleted',
    'price.updated',
    'product.created',
    'product.deleted',
    'product.updated',
  ])
})

// The product finds a lost session by its created window; a page missed here is money lost there.
test('sessions are listed newest first, by window, by page and by payment intent', async () => {
  const stack = await startStack()
  const ids: string[] = []
  for (let index = 0; index < 5; index += 1) {
    ids.unshift((await newSession(stack)).id)
    stack.clock.now += 10_000
  }
  const { sessions } = stack.sdk.checkout
  const first = await sessions.list({ limit: 2 })
  expect(first).toMatchObject({ has_more: true, url: '/v1/checkout/sessions' })
  const all: string[] = []
  for await (const session of sessions.list({ limit: 2 })) all.push(session.id)
  expect(all).toEqual(ids)
  const gte = START / 1000 + 10
  for (const upper of [{ lte: gte + 10 }, { lt: gte + 20 }]) {
    const window = await sessions.list({ created: { gte, ...upper } })
    expect(window.data.map(({ id }) => id)).toEqual(ids.slice(2, 4))
  }
  const back = await sessions.list({ limit: 2, ending_before: ids[4] })
  expect(back.data.map(({ id }) => id)).toEqual(ids.slice(2, 4))
  expect((await sessions.list({ payment_intent: 'pi_none' })).data).toEqual([])
})

test('only an open session can be expired', async () => {
  const stack = await startStack()
  const { id } = await newSession(stack)
  const { sessions } = stack.sdk.checkout
  expect(await sessions.expire(id)).toMatchObject({ status: 'expired', url: null })
  expect((await refused(sessions.expire(id))).message).toContain('status of `expired`')
})

test('what the stand-in lacks is named, not guessed', async () => {
  const stack = await startStack()
  const error = await refused(stack.sdk.customers.create({ email: 'a@b.test' }))
  expect(error).toMatchObject({ statusCode: 501 })
  expect(error.message).toContain('POST /v1/customers')
})
