// Webhooks are how the product learns that somebody paid: signed, repeated, sometimes lost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { newSession, paidWith, SECRET, START, startStack } from './test-stack.ts'

function tempFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'stripe.sqlite')
}

// The test stack verifies each delivery with the official SDK; this shows that it can fail.
test('the signature fails for another secret and for a changed body', async () => {
  const seen: { body: string; signature: string }[] = []
  const stack = await startStack({
    fetch: async (_url, init) => {
      const signature = new Headers(init?.headers).get('stripe-signature') ?? ''
      seen.push({ body: String(init?.body), signature })
      return new Response()
    },
  })
  await stack.sdk.products.create({ name: 'x' })
  await stack.local.flushWebhooks()
  const { body = '', signature = '' } = seen[0] ?? {}
  const { webhooks } = new Stripe('sk_test_x')
  const check = (text: string, secret: string) =>
    webhooks.constructEventAsync(text, signature, secret, 300, undefined, stack.clock.now)
  expect(await check(body, SECRET)).toMatchObject({ type: 'product.created', livemode: false })
  await expect(check(body, 'whsec_other')).rejects.toThrow()
  // Test mode adds a scheme that proves nothing; whoever took it would take anything.
  expect(signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/)
  await expect(check(body.replace('"x"', '"y"'), SECRET)).rejects.toThrow()
})

test('a refused delivery is repeated with growing pauses until it is taken', async () => {
  const tried: number[] = []
  const stack = await startStack({
    webhookRetryMs: 1_000,
    fetch: async () => {
      tried.push((stack.clock.now - START) / 1000)
      return new Response(null, { status: tried.length < 4 ? 500 : 200 })
    },
  })
  await stack.sdk.products.create({ name: 'x' })
  for (let second = 0; second < 20; second += 1) {
    await stack.local.flushWebhooks()
    stack.clock.now += 1_000
  }
  expect(tried).toEqual([0, 1, 3, 7])
  expect(await deliveryOf(stack.url)).toMatchObject({
    state: 'delivered',
    attempts: 4,
    status: 200,
  })
})

async function deliveryOf(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/__local/events?limit=1`)
  const { events } = (await answer.json()) as { events: { delivery: unknown }[] }
  return events[0]?.delivery
}

test('after three days of refusals the event is given up, and stays readable', async () => {
  const stack = await startStack()
  stack.answers.push(...Array.from({ length: 200 }, () => 500))
  await stack.sdk.products.create({ name: 'x' })
  for (let hour = 0; hour < 75; hour += 1) {
    await stack.local.flushWebhooks()
    stack.clock.now += 3_600_000
  }
  expect(await deliveryOf(stack.url)).toMatchObject({ state: 'failed' })
  const { data } = await stack.sdk.events.list({ type: 'product.*', delivery_success: false })
  expect(data[0]).toMatchObject({ type: 'product.created', pending_webhooks: 1 })
})

// A lost webhook is the case reconciliation exists for: the event happened, nobody was told.
test('disabled webhooks are lost for good, until somebody redelivers', async () => {
  const stack = await startStack()
  await stack.control('webhooks', { enabled: false })
  const { session } = await paidWith(stack, '4242424242424242')
  await stack.control('webhooks', { enabled: true })
  expect(await stack.events()).toEqual([])
  const { data } = await stack.sdk.events.list({ type: 'checkout.session.completed' })
  const path = `events/${data[0]?.id}/redeliver`
  const answer = await stack.control(path, { times: 5, concurrency: 3 })
  const { deliveries } = (await answer.json()) as { deliveries: { status: number }[] }
  expect(deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const ids = stack.received.map((event) => (event.data.object as { id: string }).id)
  expect(ids).toEqual(Array.from({ length: 5 }, () => session.id))
})

test('without being asked, webhooks go out right after the answer', async () => {
  const stack = await startStack({ timers: true, now: Date.now, webhookRetryMs: 5 })
  stack.answers.push(503, 503)
  await newSession(stack)
  await expect.poll(() => stack.received.length).toBe(2)
})

test('an event names the request that caused it', async () => {
  const stack = await startStack()
  const product = await stack.sdk.products.create({ name: 'x' }, { idempotencyKey: 'key-1' })
  const { data } = await stack.sdk.events.list()
  expect(data[0]?.request).toEqual({ id: product.lastResponse.requestId, idempotency_key: 'key-1' })
  await stack.sdk.products.update(product.id, { name: 'y' })
  await stack.events()
  expect(stack.only('product.updated')[0]?.data).toMatchObject({
    object: { name: 'y' },
    previous_attributes: { name: 'x' },
  })
})

// `npm start` is stopped and started: what was owed to the product must still arrive.
test('pending deliveries, sessions and keys survive a restart', async () => {
  const file = tempFile()
  const before = await startStack({ file })
  before.answers.push(...Array.from({ length: 10 }, () => 500))
  const params = { name: 'x' }
  const made = await before.sdk.products.create(params, { idempotencyKey: 'k1' })
  const { session } = await paidWith(before, '4242424242424242')
  await before.local.flushWebhooks()
  expect(before.received).toEqual([])
  await before.close()

  const after = await startStack({ file })
  after.clock.now += 60_000
  expect(await after.sdk.checkout.sessions.retrieve(session.id)).toMatchObject({
    payment_status: 'paid',
  })
  const again = await after.sdk.products.create(params, { idempotencyKey: 'k1' })
  expect(again.id).toBe(made.id)
  expect(await after.events()).toContain('checkout.session.completed')
})
