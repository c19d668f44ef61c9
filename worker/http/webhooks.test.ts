import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import type { Job, PaymentEvent } from '../ports.ts'
import { codeOf, type Fakes, NOW_S, startEdge } from './testing.ts'

const HOOK = '/api/webhooks/stripe'
// Spaces and an escape that any parser would lose: the signature covers these bytes.
const RAW = '{ "id" : "evt_1",\n "note": "\\u00e9" }'
const EVENT: PaymentEvent = {
  id: 'evt_1',
  type: 'charge.succeeded',
  objectId: 'ch_1',
  createdAt: NOW_S * 1_000_000,
}
const post = (headers: Record<string, string> = { 'stripe-signature': 't=1,v1=ab' }) => ({
  method: 'POST',
  headers,
  body: RAW,
})
const verified = (event: PaymentEvent | null, asked: unknown[] = []) => ({
  verifyEvent: async (...args: unknown[]) => {
    asked.push(args)
    return event
  },
})

test('the raw text is what is verified, with the clock', async () => {
  const asked: unknown[] = []
  const { send, taken } = startEdge({ fakes: { payments: verified(EVENT, asked) } })
  const response = await send(HOOK, post())
  expect(await response.json()).toEqual({ received: true, outcome: 'ignored' })
  expect(asked).toEqual([[RAW, 't=1,v1=ab', NOW_S * 1000]])
  // Redis away must not lose a paid event.
  expect(taken).toEqual([])
})

test('a forged event changes nothing and leaves a trace', async () => {
  const { send, lines } = startEdge({ fakes: { payments: verified(null) } })
  for (const headers of [{ 'stripe-signature': 'forged' }, {}]) {
    const response = await send(HOOK, post(headers as Record<string, string>))
    expect([response.status, await codeOf(response)]).toEqual([400, 'SIGNATURE_INVALID'])
  }
  const security = lines.filter(({ event }) => event === 'security')
  expect(security).toHaveLength(2)
  expect(security[0]).toMatchObject({ code: 'SIGNATURE_INVALID', requestId: expect.any(String) })
})

const paid = { ...EVENT, type: 'checkout.session.completed', objectId: 'cs_test_1' }
const stripeAway: Fakes['payments'] = {
  ...verified(paid),
  session: async () => {
    throw new Error('away')
  },
}

test('what cannot be done now is queued, and only then answered 200', async () => {
  const sent: Job[] = []
  const send = async (jobs: readonly Job[]) => void sent.push(...jobs)
  const edge = startEdge({ fakes: { payments: stripeAway, queue: { send } } })
  const response = await edge.send(HOOK, post())
  expect(await response.json()).toEqual({ received: true, outcome: 'queued' })
  expect(sent).toEqual([{ v: 1, kind: 'event', event: paid }])
})

// 2xx would tell Stripe to forget a payment that nobody has written down.
test.each([new Error('queue away'), new Outage('SERVICE_UNAVAILABLE', 'queue away')])(
  'neither done nor queued is a 500, so that Stripe sends it again (%s)',
  async (error) => {
    const send = async () => {
      throw error
    }
    const edge = startEdge({ fakes: { payments: stripeAway, queue: { send } } })
    expect((await edge.send(HOOK, post())).status).toBe(500)
  },
)

test('an event larger than any of Stripe is not read', async () => {
  const { send } = startEdge({ fakes: { payments: verified(EVENT) } })
  const body = 'x'.repeat(512 * 1024 + 1)
  expect(await codeOf(await send(HOOK, { ...post(), body }))).toBe('BODY_TOO_LARGE')
})
