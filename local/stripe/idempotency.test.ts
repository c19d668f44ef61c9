// A client that lost the answer sends the request again; Stripe's promise is that nothing happens
// twice, and the product's purchases lean on exactly these rules.
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { newPrice, START, startStack, type TestStack } from './test-stack.ts'

const headers = {
  authorization: 'Bearer sk_test_local',
  'content-type': 'application/x-www-form-urlencoded',
}

function post(stack: TestStack, path: string, key: string, body: string): Promise<Response> {
  const all = { ...headers, 'idempotency-key': key }
  return fetch(`${stack.url}/v1/${path}`, { method: 'POST', headers: all, body })
}

function sessionBody(price: Stripe.Price, more: Record<string, string> = {}): string {
  return new URLSearchParams({
    mode: 'payment',
    success_url: 'http://shop.test/done',
    'line_items[0][price]': price.id,
    'line_items[0][quantity]': '1',
    ...more,
  }).toString()
}

test('the same key and parameters answer the first answer, in any order, once', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  const first = await post(stack, 'checkout/sessions', 'k1', sessionBody(price))
  stack.clock.now += 9 * 60_000
  const turned = sessionBody(price).split('&').reverse().join('&')
  const again = await post(stack, 'checkout/sessions', 'k1', turned)
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'))
  expect(await again.text()).toBe(await first.text())
  expect((await stack.sdk.checkout.sessions.list()).data).toHaveLength(1)
})

test('another body or another endpoint under the same key is refused', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  await post(stack, 'checkout/sessions', 'k1', sessionBody(price))
  const other = sessionBody(price, { client_reference_id: 'other' })
  for (const answer of [
    await post(stack, 'checkout/sessions', 'k1', other),
    await post(stack, 'products', 'k1', 'name=x'),
  ]) {
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { type: 'idempotency_error' } })
  }
})

// Validation never began the work, so the corrected request may reuse the key.
test('a validation failure is not remembered; a refusal after the start is', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  expect((await post(stack, 'checkout/sessions', 'k1', 'mode=payment')).status).toBe(400)
  expect((await post(stack, 'checkout/sessions', 'k1', sessionBody(price))).status).toBe(200)

  await stack.sdk.prices.update(price.id, { active: false })
  const refused = await post(stack, 'checkout/sessions', 'k2', sessionBody(price))
  await stack.sdk.prices.update(price.id, { active: true })
  const still = await post(stack, 'checkout/sessions', 'k2', sessionBody(price))
  expect([refused.status, still.status]).toEqual([400, 400])
  expect(still.headers.get('idempotent-replayed')).toBe('true')
})

test('a second request while the first is under way is told so', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  const request = () =>
    new Request(`${stack.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'k1' },
      body: sessionBody(price),
    })
  const answers = await Promise.all([stack.local.fetch(request()), stack.local.fetch(request())])
  expect(answers.map(({ status }) => status)).toEqual([200, 409])
  expect(await answers[1]?.json()).toMatchObject({ error: { code: 'idempotency_key_in_use' } })
  const later = await stack.local.fetch(request())
  expect(later.headers.get('idempotent-replayed')).toBe('true')
})

test('a key is kept for a day, then it is a new request', async () => {
  const stack = await startStack()
  const price = await newPrice(stack.sdk)
  const first = await post(stack, 'checkout/sessions', 'k1', sessionBody(price))
  stack.clock.now = START + 24 * 60 * 60 * 1000 - 1
  const kept = await post(stack, 'checkout/sessions', 'k1', sessionBody(price))
  expect(kept.headers.get('idempotent-replayed')).toBe('true')
  stack.clock.now += 1
  const fresh = await post(stack, 'checkout/sessions', 'k1', sessionBody(price))
  expect((await fresh.json()) as object).not.toEqual(await first.json())
})

test('a key longer than 255 characters is refused', async () => {
  const stack = await startStack()
  expect((await post(stack, 'products', 'k'.repeat(256), 'name=x')).status).toBe(400)
})

// The dangerous case: the answer is lost after the work is done. The SDK's own retry must be safe.
test('a dropped answer is replayed by the SDK’s retry, and nothing is made twice', async () => {
  const stack = await startStack({ hangMs: 30 })
  await stack.control('faults', { rules: [{ kind: 'drop', call: 'products.create', times: 1 }] })
  const product = await stack.sdk.products.create({ name: 'x' }, { maxNetworkRetries: 2 })
  const { data } = await stack.sdk.products.list()
  expect(data.map(({ id }) => id)).toEqual([product.id])
})

test('rejections have Stripe’s shape, and every call is counted', async () => {
  const stack = await startStack()
  const rules = [429, 500, 503].map((status) => ({ kind: 'reject', status, times: 1 }))
  await stack.control('faults', { rules })
  const seen: unknown[] = []
  for (let index = 0; index < 3; index += 1) {
    await stack.sdk.prices.retrieve('price_x').catch((error: Stripe.errors.StripeError) => {
      seen.push([error.type, error.statusCode, error.code, error.headers?.['stripe-should-retry']])
    })
  }
  expect(seen).toEqual([
    ['StripeRateLimitError', 429, 'rate_limit', undefined],
    ['StripeAPIError', 500, undefined, 'false'],
    ['StripeAPIError', 503, undefined, undefined],
  ])
  const counters = await fetch(`${stack.url}/__local/counters`)
  expect(await counters.json()).toEqual({ calls: { 'prices.retrieve': 3 } })
})
