// Whoever may not call an operation learns nothing and changes nothing, on every route there is.
import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import type { FailureCode } from '../../../shared/failure.ts'
import { type HeaderFields, theDoor } from './door.ts'
import { findExamples, initOf, named, pathOf, rightCaller } from './examples.ts'
import { badSessions, badTokens } from './forge.ts'
import { faultOf } from './refusal.ts'
import { each, nothingMoves } from './still.ts'

const door = theDoor()
const forged = badTokens(door.facts)
const exampleOf = await findExamples(door)

const isPersonal = ({ caller }: Operation): boolean => caller === 'user' || caller === 'admin'

/** Sends the example under each of these credentials; names those not refused as they must be. */
async function refusals(
  operation: Operation,
  callers: Record<string, HeaderFields>,
  codes: readonly FailureCode[],
): Promise<string[]> {
  const example = exampleOf(operation)
  const faults = await each(Object.entries(callers), async ([name, caller]) => {
    const answer = await door.send(pathOf(operation, example), initOf(operation, example, caller))
    const fault = await faultOf(answer, codes, door.facts)
    return fault === null ? [] : [`${name}: ${fault}`]
  })
  return faults.flat()
}

const asBearer = (tokens: Record<string, string>): Record<string, HeaderFields> =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => [name, { authorization: `Bearer ${token}` }]),
  )

// A route that is not in here is one that nobody tried to break.
test('every operation of the contract has its example', () => {
  expect(OPERATIONS.filter((operation) => !exampleOf(operation))).toEqual([])
})

// Else the refusals below would prove only that the examples are broken.
test.each(named)('%s takes its example from the caller it is for', async (_, operation) => {
  const example = exampleOf(operation)
  const caller = await rightCaller(door, operation, example)
  const answer = await door.send(pathOf(operation, example), initOf(operation, example, caller))
  expect(answer.status).toBe(operation.status)
  if (operation.answer) expect(operation.answer.safeParse(await answer.json()).success).toBe(true)
})

describe.each(named.filter(([, operation]) => isPersonal(operation)))('%s', (_, operation) => {
  // A forged or stale token is somebody else's money.
  test('refuses every token that is not sound, and changes nothing', async () => {
    const { cookie = '' } = await door.cookieOf('admin')
    const token = await door.tokenOf('admin')
    const callers: Record<string, HeaderFields> = {
      ...asBearer(forged),
      nobody: {},
      'an empty header': { authorization: '' },
      'Bearer alone': { authorization: 'Bearer' },
      'two tokens': { authorization: `Bearer ${token} ${token}` },
      'a token without Bearer': { authorization: token },
      'a token as Basic': { authorization: `Basic ${token}` },
      'a session cookie as Bearer': { authorization: `Bearer ${cookie.split('=')[1]}` },
      'a bad Bearer beside a good cookie': {
        cookie,
        origin: door.facts.url,
        authorization: 'Bearer garbage',
      },
      'a good cookie under another name': { cookie: `session=${cookie.split('=')[1]}` },
    }
    await nothingMoves(door, async () => {
      expect(await refusals(operation, callers, ['UNAUTHENTICATED'])).toEqual([])
    })
  })

  test('refuses every session that is not sound, and changes nothing', async () => {
    const callers = Object.fromEntries(
      Object.entries(badSessions(door.facts)).map(([name, value]) => [
        name,
        { cookie: `__Host-session=${value}`, origin: door.facts.url },
      ]),
    )
    await nothingMoves(door, async () => {
      expect(await refusals(operation, callers, ['UNAUTHENTICATED'])).toEqual([])
    })
  })
})

const forAdmins = named.filter(([, { caller }]) => caller === 'admin')

// A user who can set prices buys a million tokens for a cent.
test.each(forAdmins)('%s is for admins only', async (_, operation) => {
  const callers = {
    'a user': await door.bearer('user'),
    'a user by cookie': { ...(await door.cookieOf('user2')), origin: door.facts.url },
  }
  await nothingMoves(door, async () => {
    expect(await refusals(operation, callers, ['ADMIN_REQUIRED'])).toEqual([])
  })
})

// An admin may see it all; everybody else only what is theirs, or everybody's.
const aboutSomething = named.filter(([, { params, caller }]) => params && caller !== 'admin')

test('every operation with a parameter says what of somebody else it must not show', () => {
  const without = aboutSomething.filter(([, one]) => !exampleOf(one).foreign)
  expect(without.map(([id]) => id)).toEqual([])
})

// Another user's purchase must look exactly like one that never was, to an admin too.
test.each(aboutSomething)("%s doesn't know other people's", async (_, operation) => {
  const { foreign } = exampleOf(operation)
  if (!foreign) throw new Error('checked above')
  const nobodys = { id: `pur_${'0'.repeat(40)}` }
  const texts = new Set<string>()
  await nothingMoves(door, async () => {
    for (const name of ['user', 'admin']) {
      for (const params of [foreign.params, nobodys]) {
        const init = initOf(operation, {}, await door.bearer(name))
        const answer = await door.send(pathOf(operation, { params }), init)
        const problem = (await answer.clone().json()) as Record<string, unknown>
        texts.add(JSON.stringify({ ...problem, requestId: '' }))
        expect(await faultOf(answer, [foreign.code], door.facts)).toBeNull()
      }
    }
  })
  expect(texts.size).toBe(1)
})

const SOME = 5
const forAll = named.filter(([, { caller }]) => caller === 'all')

test.each(forAll)('%s answers everybody alike, whatever token they show', async (_, operation) => {
  const path = pathOf(operation, exampleOf(operation))
  // Totals are added up at the first look and kept for some seconds.
  await (await door.send(path)).body?.cancel()
  await nothingMoves(door, async () => {
    const callers = [...Object.values(asBearer(forged)).slice(0, SOME), {}]
    const statuses = await each<HeaderFields, number>(callers, async (headers) => {
      const answer = await door.send(path, { headers })
      await answer.body?.cancel()
      return answer.status
    })
    expect(new Set(statuses)).toEqual(new Set([operation.status]))
  })
})

// The way in for browsers: what it takes, it turns into five days of access.
test('startSession refuses every token that is not sound, and sets no cookie', async () => {
  const { cookie = '' } = await door.cookieOf('user')
  const stale = { 'a session cookie': cookie.split('=')[1] ?? '' }
  const tokens = Object.entries({ ...forged, ...stale })
  const headers = { 'content-type': 'application/json', origin: door.facts.url }
  await nothingMoves(door, async () => {
    const faults = await each(tokens, async ([name, idToken]) => {
      const body = JSON.stringify({ idToken })
      const answer = await door.send('/api/session', { method: 'POST', headers, body })
      const codes = ['UNAUTHENTICATED', 'REQUEST_INVALID'] as const
      const fault = await faultOf(answer, codes, door.facts)
      return fault === null ? [] : [`${name}: ${fault}`]
    })
    expect(faults.flat()).toEqual([])
  })
})
