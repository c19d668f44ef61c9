// The webhook is the one door without a sign-in: its signature is all there is.
import { expect, test } from 'vitest'
import { type HeaderFields, theDoor } from './door.ts'
import { type Signing, signatureOf, signedEvent } from './examples.ts'
import { faultOf } from './refusal.ts'
import { nothingMoves } from './still.ts'

const door = theDoor()
const now = (): number => Math.floor(Date.now() / 1000)

const deliver = (body: string, headers: HeaderFields): Promise<Response> =>
  door.send('/api/webhooks/stripe', { method: 'POST', headers, body })

function signed(signing: Signing = {}): [body: string, signature: string] {
  const { body, headers } = signedEvent(door, signing)
  return [body, headers['stripe-signature']]
}

type Delivery = [body: string, headers: HeaderFields]

const aged = (signing: Signing): Delivery => {
  const [body, header] = signed(signing)
  return [body, { 'stripe-signature': header }]
}

/** A sound body under a header made from it and the time. */
function under(header: (body: string, at: number) => string): Delivery {
  const [body] = signed()
  return [body, { 'stripe-signature': header(body, now()) }]
}

/** A body that is not the one that was signed. */
function altered(change: (body: string) => string): Delivery {
  const [body, header] = signed()
  return [change(body), { 'stripe-signature': header }]
}

const { webhookSecret: secret, stripeKey } = door.facts
const right = (body: string, at: number): string => signatureOf(body, at, secret)

/** Every delivery that isn't Stripe's, now, for us; made when it is sent, for some are of age. */
const UNSOUND: Record<string, () => Delivery> = {
  'without a signature': () => [signed()[0], {}],
  'with an empty signature': () => under(() => ''),
  'with garbage': () => under(() => 'garbage'),
  'with a time alone': () => under((_, at) => `t=${at}`),
  'with a signature alone': () => under((body, at) => right(body, at).split(',')[1] ?? ''),
  'of scheme v0': () => under((body, at) => right(body, at).replace('v1=', 'v0=')),
  'with half a signature': () => under((body, at) => right(body, at).slice(0, -10)),
  'with one digit changed': () =>
    under((body, at) => right(body, at).replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  'with another time': () => under((body, at) => right(body, at).replace(`${at}`, `${at - 1}`)),
  'with a time that is none': () => under((body, at) => right(body, at).replace(`${at}`, 'NaN')),
  'with a negative time': () => under((body, at) => right(body, -at)),
  'with a time of milliseconds': () => under((body, at) => right(body, at * 1000)),
  'with a new time before an old signature': () =>
    under((body, at) => `t=${at},${right(body, at - 400).split(',')[1]}`),
  'with a time ahead before a sound one': () =>
    under((body, at) => `t=${at + 400},${right(body, at)}`),
  'with another object': () => altered((body) => body.replace('cs_test_nobody', 'cs_test_other')),
  'with a space more': () => altered((body) => `${body} `),
  'with another body': () => altered(() => '{}'),
  'without a body': () => altered(() => ''),
  'signed with another secret': () => aged({ secret: `whsec_${'0'.repeat(48)}` }),
  'signed with nothing': () => aged({ secret: '' }),
  'signed with the API key': () => aged({ secret: stripeKey }),
  'of 301 seconds ago': () => aged({ age: 301 }),
  'of an hour ago': () => aged({ age: 3600 }),
  // 61 would be 60 by the time it is judged on a slow machine.
  'of over a minute ahead': () => aged({ age: -70 }),
  'of an hour ahead': () => aged({ age: -3600 }),
  'of the live mode': () => aged({ livemode: true }),
}

// Whoever could forge one event would credit a wallet without paying.
test('no delivery but a sound one is taken, and none leaves a trace', async () => {
  await nothingMoves(door, async () => {
    for (const [name, make] of Object.entries(UNSOUND)) {
      const answer = await deliver(...make())
      const fault = await faultOf(answer, ['SIGNATURE_INVALID'], door.facts)
      expect([name, fault]).toEqual([name, null])
    }
  })
})

test('the same event, soundly signed, is taken, also late or early within bounds', async () => {
  for (const age of [0, 290, -50]) {
    const [body, signature] = signed({ age })
    const answer = await deliver(body, { 'stripe-signature': signature })
    expect([age, answer.status]).toEqual([age, 200])
    expect(await answer.json()).toMatchObject({ received: true })
  }
})

// A sound signature around nonsense must not bring the door down, nor move anything.
test('signed nonsense is refused or ignored, and changes nothing', async () => {
  const texts = ['null', '[]', '7', '"x"', '{', '{}', '{"livemode":false}', 'x'.repeat(1000)]
  const event = { id: 'evt_x', type: 'checkout.session.completed', created: now(), livemode: false }
  for (const object of [null, 7, [], {}, { id: null }, { id: 7 }, { id: '../x' }, { id: '' }]) {
    texts.push(JSON.stringify({ ...event, data: { object } }))
  }
  await nothingMoves(door, async () => {
    for (const text of texts) {
      const headers = { 'stripe-signature': signatureOf(text, now(), door.facts.webhookSecret) }
      const answer = await deliver(text, headers)
      const taken = answer.status === 200
      const ignored = taken && ((await answer.json()) as { outcome: string }).outcome === 'ignored'
      const fault = taken ? null : await faultOf(answer, ['SIGNATURE_INVALID'], door.facts)
      expect([text.slice(0, 80), taken === ignored, fault]).toEqual([text.slice(0, 80), true, null])
    }
  })
})

// The webhook has no caller: nobody's token or cookie opens it.
test("no admin's token takes the place of a signature", async () => {
  const [body] = signed()
  const own = { origin: door.facts.url }
  await nothingMoves(door, async () => {
    for (const who of [await door.bearer('admin'), { ...(await door.cookieOf('admin')), ...own }]) {
      const answer = await deliver(body, who)
      expect(await faultOf(answer, ['SIGNATURE_INVALID'], door.facts)).toBeNull()
    }
  })
})
