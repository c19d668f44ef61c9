// The cookie authorises whoever can make a browser send it: only pages of our own origin may.
import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../shared/api/operation.ts'
import { isSafe } from '../../http/origin.ts'
import { type HeaderFields, theDoor } from './door.ts'
import { findExamples, initOf, NEW, named, pathOf } from './examples.ts'
import { faultOf } from './refusal.ts'
import { nothingMoves } from './still.ts'

const door = theDoor()
const own = new URL(door.facts.url)
const exampleOf = await findExamples(door)

async function whoFor(one: Operation): Promise<string> {
  const { as } = exampleOf(one)
  return as === NEW ? door.newPerson(crypto.randomUUID()) : (as ?? one.caller)
}

// Our host under another scheme can't be tried here: the proxy of local workerd rewrites that
// Origin on its way in. worker/http/origin.test.ts tries it.
const FOREIGN: Record<string, HeaderFields> = {
  'no Origin': {},
  null: { origin: 'null' },
  'an empty one': { origin: '' },
  'another site': { origin: 'https://evil.example' },
  'another port': { origin: `http://localhost:${Number(own.port) + 1}` },
  'no port': { origin: 'http://localhost' },
  'a longer name': { origin: `http://localhost.evil.example:${own.port}` },
  'ours and a path': { origin: `${own.origin}/` },
  'ours in a user part': { origin: `http://localhost:${own.port}@evil.example` },
  'two of them': { origin: `${own.origin} https://evil.example` },
  'a Referer of ours': { referer: `${own.origin}/wallet` },
  'a forwarded host': { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
}

async function send(operation: Operation, credentials: HeaderFields): Promise<Response> {
  const example = exampleOf(operation)
  const init = initOf(operation, example, {})
  const headers = { ...(init.headers as HeaderFields), ...credentials }
  return door.send(pathOf(operation, example), { ...init, headers })
}

const personal = named.filter(([, { caller }]) => caller === 'user' || caller === 'admin')
const unsafe = personal.filter(([, { method }]) => !isSafe(method))

describe.each(unsafe)('%s with the cookie', (_, operation) => {
  // Another site's form must not be able to order in somebody's name.
  test('is refused from everywhere but our own pages', async () => {
    const cookie = await door.cookieOf(await whoFor(operation))
    await nothingMoves(door, async () => {
      for (const [name, origin] of Object.entries(FOREIGN)) {
        const answer = await send(operation, { ...cookie, ...origin })
        const fault = await faultOf(answer, ['ORIGIN_REFUSED'], door.facts)
        expect([name, fault]).toEqual([name, null])
      }
    })
  })

  test('passes from our own pages', async () => {
    const credentials = { ...(await door.cookieOf(await whoFor(operation))), origin: own.origin }
    expect((await send(operation, credentials)).status).toBe(operation.status)
  })

  test('with Bearer instead it may come from anywhere: nothing is sent by itself', async () => {
    const bearer = await door.bearer(await whoFor(operation))
    const answer = await send(operation, { ...bearer, origin: 'https://evil.example' })
    expect(answer.status).toBe(operation.status)
  })
})

const safe = personal.filter(([, { method }]) => isSafe(method))

test.each(safe)('%s, which changes nothing, needs no Origin with the cookie', async (_, one) => {
  const cookie = await door.cookieOf(await whoFor(one))
  await nothingMoves(door, async () => {
    const answer = await send(one, { ...cookie, origin: 'https://evil.example' })
    expect(answer.status).toBe(one.status)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

const ofBrowsers = named.filter(([, { caller }]) => caller === 'browser')

// Signing a victim in as somebody else, or out, is an attack too.
test.each(ofBrowsers)('%s needs our own Origin, Bearer or not', async (_, operation) => {
  const bearer = await door.bearer('user')
  await nothingMoves(door, async () => {
    for (const [name, origin] of Object.entries(FOREIGN)) {
      for (const more of [{}, bearer]) {
        const fault = await faultOf(
          await send(operation, { ...more, ...origin }),
          ['ORIGIN_REFUSED'],
          door.facts,
        )
        expect([name, fault]).toEqual([name, null])
      }
    }
  })
})

// Forms post to pages; the same rule holds there.
test('a page takes no form of another site', async () => {
  const cookie = await door.cookieOf('user')
  const body = new URLSearchParams({ packageId: 'starter' })
  await nothingMoves(door, async () => {
    for (const [name, origin] of Object.entries(FOREIGN)) {
      const headers = { ...cookie, ...origin }
      const answer = await door.send('/wallet/buy', { method: 'POST', headers, body })
      const fault = await faultOf(answer, ['ORIGIN_REFUSED'], door.facts)
      expect([name, fault]).toEqual([name, null])
    }
  })
})
