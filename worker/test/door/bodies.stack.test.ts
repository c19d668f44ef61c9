// No body but a sound one gets past the door, and one that doesn't leaves no trace behind it.
import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import type { FailureCode } from '../../../shared/failure.ts'
import { BODY_BYTES_MAX, EVENT_BYTES_MAX } from '../../http/body.ts'
import { badBodies, fieldsOf } from './bend.ts'
import { type HeaderFields, theDoor } from './door.ts'
import { findExamples, initOf, named, pathOf, rightCaller } from './examples.ts'
import { faultOf } from './refusal.ts'
import { each, nothingMoves } from './still.ts'

const door = theDoor()
const exampleOf = await findExamples(door)

interface Sent {
  readonly body: BodyInit
  readonly headers?: HeaderFields
}

/** Each of these instead of the example's body, from the right caller; what was not refused so. */
async function refusals(
  operation: Operation,
  sent: Record<string, Sent>,
  codes: readonly FailureCode[],
): Promise<string[]> {
  const example = exampleOf(operation)
  const caller = await rightCaller(door, operation, example)
  const faults = await each(Object.entries(sent), async ([name, { body, headers = {} }]) => {
    const init = initOf(operation, example, caller)
    const all = { ...(init.headers as HeaderFields), ...headers }
    // A stream has no length that could be declared.
    const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {}
    const path = pathOf(operation, example)
    const answer = await door.send(path, { ...init, ...duplex, headers: all, body })
    const fault = await faultOf(answer, codes, door.facts)
    return fault === null ? [] : [`${name}: ${fault}`]
  })
  return faults.flat()
}

const withBody = named.filter(([, { body }]) => body)

test('an operation that takes a body has one in its example, with every field', () => {
  for (const operation of OPERATIONS.filter(({ body }) => body)) {
    const fields = fieldsOf(operation.body as NonNullable<Operation['body']>)
    const given = Object.keys(exampleOf(operation).body ?? {})
    expect(given.toSorted()).toEqual(fields.map(([name]) => name).toSorted())
  }
})

describe.each(withBody)('%s', (_, operation) => {
  // A negative amount, a fraction or a field too many is how money is made from nothing.
  test('refuses every bent body, and changes nothing', async () => {
    const { body = {}, wrongValue } = exampleOf(operation)
    const texts = Object.entries(badBodies(operation, body))
    const sent = Object.fromEntries(texts.map(([name, text]) => [name, { body: text }]))
    const codes: FailureCode[] = ['REQUEST_INVALID', ...(wrongValue ? [wrongValue] : [])]
    await nothingMoves(door, async () => {
      expect(await refusals(operation, sent, codes)).toEqual([])
    })
    expect(texts.length).toBeGreaterThan(40)
  })

  test('refuses bytes that are no text', async () => {
    const { body = {} } = exampleOf(operation)
    const text = new TextEncoder().encode(JSON.stringify(body))
    const at = text.indexOf(0x22) + 1
    const sent = {
      'a lone byte': { body: Uint8Array.from([...text.slice(0, at), 0xff, ...text.slice(at)]) },
      'an overlong slash': { body: Uint8Array.from([...text.slice(0, at), 0xc0, 0xaf, 0x22]) },
      'half a letter': { body: Uint8Array.from([...text, 0xe2, 0x82]) },
      'UTF-16': { body: Uint8Array.from([...text].flatMap((byte) => [byte, 0])) },
    }
    await nothingMoves(door, async () => {
      expect(await refusals(operation, sent, ['REQUEST_INVALID'])).toEqual([])
    })
  })

  test('refuses a body over 64 KiB, whatever its length header says', async () => {
    const padded = `${JSON.stringify(exampleOf(operation).body)}${' '.repeat(BODY_BYTES_MAX)}`
    const long = padded.slice(0, BODY_BYTES_MAX + 1)
    const sent = {
      'one byte over': { body: long },
      'one byte over in a stream': { body: new Blob([long]).stream() },
      'a megabyte in a stream': { body: new Blob(['x'.repeat(1_000_000)]).stream() },
      'one byte over of another type': { body: long, headers: { 'content-type': 'text/plain' } },
    }
    await nothingMoves(door, async () => {
      const { 'one byte over of another type': other, ...json } = sent
      expect(await refusals(operation, json, ['BODY_TOO_LARGE'])).toEqual([])
      const either = ['BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const
      expect(await refusals(operation, { other }, either)).toEqual([])
    })
  })

  test('takes JSON only when it says so', async () => {
    const body = JSON.stringify(exampleOf(operation).body)
    const types = [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json-patch+json',
      'text/plain;application/json',
      '',
    ]
    const sent = Object.fromEntries(
      types.map((type) => [type, { body, headers: { 'content-type': type } }]),
    )
    await nothingMoves(door, async () => {
      expect(await refusals(operation, sent, ['MEDIA_TYPE_UNSUPPORTED'])).toEqual([])
    })
  })
})

const withoutBody = named.filter(
  ([, { body, method, caller }]) => !body && method !== 'GET' && caller !== 'stripe',
)

// What isn't read can't be smuggled in.
test.each(withoutBody)('%s ignores a body it has no use for', async (_, operation) => {
  const example = exampleOf(operation)
  const path = pathOf(operation, example)
  const init = initOf(operation, example, await rightCaller(door, operation, example))
  // Whatever it does, it is done by then, and the key of the second request is the same.
  await (await door.send(path, init)).body?.cancel()
  const caller = await rightCaller(door, operation, example)
  const type = { 'content-type': 'application/json' }
  const headers = { ...(init.headers as HeaderFields), ...caller, ...type }
  await nothingMoves(door, async () => {
    const body = '{"userId":"user2","status":"credited","tokens":1000000}'
    const answer = await door.send(path, { ...init, headers, body })
    expect(answer.status).toBe(operation.status)
    await answer.body?.cancel()
  })
})

test('an event over its limit is refused before its signature is looked at', async () => {
  const body = 'x'.repeat(EVENT_BYTES_MAX + 1)
  await nothingMoves(door, async () => {
    for (const sent of [body, new Blob([body]).stream()]) {
      const duplex = sent instanceof ReadableStream ? { duplex: 'half' } : {}
      const init = { method: 'POST', body: sent, ...duplex }
      const answer = await door.send('/api/webhooks/stripe', init)
      expect(await faultOf(answer, ['BODY_TOO_LARGE'], door.facts)).toBeNull()
    }
  })
})
