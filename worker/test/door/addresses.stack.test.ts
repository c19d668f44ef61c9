// Queries, paths, keys and methods: all of a request that is neither its caller nor its body.
import { expect, test } from 'vitest'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { FAILURES, type FailureCode } from '../../../shared/failure.ts'
import { badQueries } from './bend.ts'
import { type HeaderFields, post, theDoor } from './door.ts'
import { type Example, findExamples, initOf, named, pathOf, rightCaller } from './examples.ts'
import { faultOf } from './refusal.ts'
import { each, nothingMoves } from './still.ts'

const door = theDoor()
const exampleOf = await findExamples(door)

/** Which of these addresses the right caller was not refused with one of the codes. */
async function refusals(
  operation: Operation,
  paths: readonly string[],
  codes: readonly FailureCode[],
): Promise<string[]> {
  const example = exampleOf(operation)
  const init = initOf(operation, example, await rightCaller(door, operation, example))
  const faults = await each(paths, async (path) => {
    const fault = await faultOf(await door.send(path, init), codes, door.facts)
    return fault === null ? [] : [`${path.slice(0, 150)}: ${fault}`]
  })
  return faults.flat()
}

const withQuery = named.filter(([, { query }]) => query)

// An unbounded limit or a foreign filter is a way to make one request cost a thousand.
test.each(withQuery)('%s refuses every bent query', async (_, operation) => {
  const { params = {}, query: good = {} } = exampleOf(operation)
  const path = pathOf(operation, { params })
  const paths = badQueries(operation, good).map((query) => `${path}${query}`)
  await nothingMoves(door, async () => {
    expect(await refusals(operation, paths, ['REQUEST_INVALID'])).toEqual([])
  })
  expect(paths.length).toBeGreaterThan(8)
})

const GOOD_ID = `pur_${'0a'.repeat(20)}`
const BAD_IDS = [
  'x',
  'pur_',
  'undefined',
  GOOD_ID.slice(0, -1),
  `${GOOD_ID}0`,
  GOOD_ID.toUpperCase(),
  GOOD_ID.replace('a', 'g'),
  `${GOOD_ID}%00`,
  `${GOOD_ID}%0a`,
  `%20${GOOD_ID}`,
  `${GOOD_ID}%2f..%2f${GOOD_ID}`,
  '..%2f..%2fadmin%2ftokens%2fpackages',
  '%2e%2e%2fpurchase',
  '..%5c..%5c',
  '__proto__',
  'constructor',
  '%ff%fe',
  '%zz',
  '%F0%9F%98%80',
  '*',
  'a'.repeat(5000),
]

const withParams = named.filter(([, { params }]) => params)

// An id goes into a document's path: what is no id must not get that far.
test.each(withParams)('%s refuses what is no id', async (_, operation) => {
  const paths = BAD_IDS.map((id) => operation.path.replace('{id}', id))
  const absent = operation.failures.filter((code) => FAILURES[code].status === 404)
  await nothingMoves(door, async () => {
    expect(await refusals(operation, paths, [...absent, 'ROUTE_NOT_FOUND'])).toEqual([])
    const [plain] = paths.splice(0, 1)
    expect(await refusals(operation, [plain ?? ''], absent)).toEqual([])
  })
})

const keyed = named.filter(([, { idempotencyKey }]) => idempotencyKey)

// A repeat of these sets work going behind the tests' backs; their use cases' tests repeat them.
const WITHOUT_OTHER = [
  'resolvePrediction',
  'approveResolution',
  'drivePayoutJob',
  'requestRefund',
  'thawLedger',
]

test('every operation with a key says what else could be asked for under it', () => {
  const without = keyed.filter(([, operation]) => !exampleOf(operation).other)
  expect(without.map(([id]) => id)).toEqual(WITHOUT_OTHER)
})

async function sendKeyed(operation: Operation, key: string | null, change: Example = {}) {
  const example = { ...exampleOf(operation), ...change }
  const init = initOf(operation, example, await rightCaller(door, operation, example))
  const { 'idempotency-key': _, ...rest } = init.headers as HeaderFields
  const headers = key === null ? rest : { ...rest, 'idempotency-key': key }
  return door.send(pathOf(operation, example), { ...init, headers })
}

// A key that isn't one would let a lost answer order twice.
test.each(keyed)('%s refuses what is no Idempotency-Key', async (_, operation) => {
  const invalid = ['k'.repeat(256), 'k'.repeat(5000), 'a b', 'a\tb', 'clé', '\xa0', 'a\xff']
  await nothingMoves(door, async () => {
    for (const key of invalid) {
      const fault = await faultOf(await sendKeyed(operation, key), ['REQUEST_INVALID'], door.facts)
      expect([key, fault]).toEqual([key, null])
    }
    const absent = operation.idempotencyKey === 'required' ? [null, '', ' '] : ['', ' ']
    for (const key of absent) {
      const answer = await sendKeyed(operation, key)
      expect(await faultOf(answer, ['IDEMPOTENCY_KEY_REQUIRED'], door.facts)).toBeNull()
    }
  })
})

const repeatable = keyed.filter(([id]) => !WITHOUT_OTHER.includes(id))

test.each(repeatable)('a key of %s stands for one request', async (_, operation) => {
  const key = 'k'.repeat(255)
  const first = await sendKeyed(operation, key)
  expect(first.status).toBe(operation.status)
  const answer = await first.text()
  await nothingMoves(door, async () => {
    const again = await sendKeyed(operation, key)
    expect([again.status, await again.text()]).toEqual([first.status, answer])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const clash = await sendKeyed(operation, key, exampleOf(operation).other)
    expect(await faultOf(clash, ['IDEMPOTENCY_KEY_REUSED'], door.facts)).toBeNull()
  })
})

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

test('every other method is refused, and told which there are', async () => {
  const paths = new Set(OPERATIONS.map(({ path }) => path))
  const admin = await door.bearer('admin')
  await nothingMoves(door, async () => {
    for (const path of paths) {
      const operations = OPERATIONS.filter((one) => one.path === path)
      const known = operations.map(({ method }) => method as string)
      const example = exampleOf(operations[0] as Operation)
      const address = pathOf(operations[0] as Operation, { params: example.params ?? {} })
      for (const method of METHODS.filter((one) => !known.includes(one))) {
        const answer = await door.send(address, { method, headers: admin })
        expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(known))
        const fault = await faultOf(answer, ['METHOD_NOT_ALLOWED'], door.facts)
        expect([path, method, fault]).toEqual([path, method, null])
      }
    }
  })
})

test('a method named in a header is no method', async () => {
  const headers = { ...(await door.bearer('admin')), 'x-http-method-override': 'POST' }
  await nothingMoves(door, async () => {
    const answer = await door.send('/api/admin/tokens/packages', {
      ...post({}),
      headers,
      method: 'PUT',
    })
    expect(await faultOf(answer, ['METHOD_NOT_ALLOWED'], door.facts)).toBeNull()
  })
})

test('an address that is near a route is none', async () => {
  const paths = OPERATIONS.filter(({ params }) => !params).flatMap(({ path }) => [
    `${path}/`,
    `${path}//`,
    `${path}/..%2f`,
    `${path}.json`,
    `${path}%00`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/api/.%2f'),
    path.replace('/api/', '/API/'),
    path.slice(0, -1),
  ])
  const headers = await door.bearer('admin')
  const known: readonly string[] = OPERATIONS.map(({ path }) => path)
  const near = [...new Set(paths)].filter((path) => !known.includes(path))
  const answers = await each(near, async (path) => {
    const answer = await door.send(path, { headers })
    await answer.body?.cancel()
    return `${path}: ${answer.status}`
  })
  // What follows a list's path may stand where an id does, which has other methods.
  expect(answers.filter((line) => !/: (?:404|400|405)$/.test(line))).toEqual([])
})
