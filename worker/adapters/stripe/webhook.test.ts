// Anybody can post to the webhook. Only Stripe, recently, with our secret, about our environment,
// may make us look at an order.
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { verifyEvent } from './webhook.ts'

const stripe = new Stripe('sk_test_unused')
const SECRET = 'whsec_of_these_tests'
const OLD_SECRET = 'whsec_of_last_month'
const NOW = Date.UTC(2026, 0, 15, 12)
const SECONDS = NOW / 1000

const EVENT = {
  id: 'evt_1',
  object: 'event',
  type: 'checkout.session.completed',
  created: SECONDS,
  livemode: false,
  data: { object: { id: 'cs_test_1', payment_status: 'paid' } },
}
const RAW = JSON.stringify(EVENT)

const sign = (payload: string, secret = SECRET, timestamp = SECONDS): string =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })

interface Attempt {
  readonly raw?: string
  readonly signature?: string
  readonly secrets?: readonly string[]
  readonly livemode?: boolean
}

function verify({
  raw = RAW,
  signature = sign(raw),
  secrets = [SECRET],
  livemode = false,
}: Attempt) {
  return verifyEvent(stripe, secrets, livemode, { raw, signature, now: NOW })
}

test('an honest delivery gives ids only: what it claims is looked up, not believed', async () => {
  expect(await verify({})).toEqual({
    id: 'evt_1',
    type: 'checkout.session.completed',
    objectId: 'cs_test_1',
    createdAt: SECONDS * 1_000_000,
  })
})

describe('refused', () => {
  const attempts: Record<string, Attempt> = {
    'an altered body': { raw: RAW.replace('cs_test_1', 'cs_test_2'), signature: sign(RAW) },
    'a body with a space more': { raw: `${RAW} `, signature: sign(RAW) },
    'the signature of another secret': { signature: sign(RAW, 'whsec_guessed') },
    'no signature': { signature: '' },
    'a signature that is no header': { signature: 'garbage' },
    'a time without signature': { signature: `t=${SECONDS}` },
    'a signature without time': { signature: sign(RAW).replace(/^t=\d+,/, '') },
    'an empty signature': { signature: `t=${SECONDS},v1=` },
    'another scheme': { signature: sign(RAW).replace('v1=', 'v0=') },
    'no secret to check with': { secrets: [] },
    'a live event in a test environment': { raw: JSON.stringify({ ...EVENT, livemode: true }) },
    'a test event in the live environment': { livemode: true },
    'no JSON': { raw: 'hello' },
  }
  for (const [name, attempt] of Object.entries(attempts)) {
    test(name, async () => {
      expect(await verify(attempt)).toBeNull()
    })
  }
})

// Refusing what Stripe really sent would make it give up on our address.
test('an event about something without an id is genuine all the same', async () => {
  for (const data of [{}, { object: {} }, { object: { id: null } }]) {
    const raw = JSON.stringify({ ...EVENT, data })
    expect(await verify({ raw, signature: sign(raw) })).toMatchObject({
      id: EVENT.id,
      objectId: '',
    })
  }
})

describe('age', () => {
  const agedBy = (seconds: number) => verify({ signature: sign(RAW, SECRET, SECONDS - seconds) })

  test('a recorded delivery works for five minutes, not a second longer', async () => {
    expect(await agedBy(300)).not.toBeNull()
    expect(await agedBy(301)).toBeNull()
  })

  test('clocks may differ by a minute; one from the future is not kept for later', async () => {
    expect(await agedBy(-60)).not.toBeNull()
    expect(await agedBy(-61)).toBeNull()
  })

  test('naming several times does not hide the one from the future', async () => {
    const future = sign(RAW, SECRET, SECONDS + 1000)
    expect(await verify({ signature: `t=${SECONDS},${future}` })).toBeNull()
    expect(await verify({ signature: `${future},t=${SECONDS}` })).toBeNull()
    const old = sign(RAW, SECRET, SECONDS - 1000)
    expect(await verify({ signature: `t=${SECONDS},${old}` })).toBeNull()
    expect(await verify({ signature: `${old},t=${SECONDS}` })).toBeNull()
  })
})

describe('while the secret is changed', () => {
  test('both verify, whichever Stripe signs with', async () => {
    const secrets = [SECRET, OLD_SECRET]
    expect(await verify({ secrets, signature: sign(RAW, OLD_SECRET) })).not.toBeNull()
    expect(await verify({ secrets, signature: sign(RAW, SECRET) })).not.toBeNull()
    expect(await verify({ secrets, signature: sign(RAW, 'whsec_guessed') })).toBeNull()
  })

  test('a header signed with both at once verifies under either', async () => {
    const v1 = (secret: string) => sign(RAW, secret).split(',')[1]
    const signature = `t=${SECONDS},${v1(OLD_SECRET)},${v1(SECRET)}`
    expect(await verify({ signature })).not.toBeNull()
    expect(await verify({ signature, secrets: [OLD_SECRET] })).not.toBeNull()
    const forged = `t=${SECONDS},v1=${'0'.repeat(64)},${v1(SECRET)}`
    expect(await verify({ signature: forged })).not.toBeNull()
  })
})

test('the body is checked as it was sent: other characters than ASCII included', async () => {
  const raw = JSON.stringify({ ...EVENT, description: 'Zwölf Boxkämpfer ✓ 🙂' })
  expect(await verify({ raw })).not.toBeNull()
  expect(await verify({ raw: raw.normalize('NFD'), signature: sign(raw) })).toBeNull()
})
