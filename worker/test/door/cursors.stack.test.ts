// A cursor is good for one person, one list and one set of filters; any other use reads a
// stranger's history or skips rows unseen.
import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { makeCursor } from '../../http/cursor.ts'
import { theDoor } from './door.ts'
import { findExamples, named, pathOf } from './examples.ts'
import { goodToken } from './forge.ts'
import { faultOf } from './refusal.ts'
import { nothingMoves } from './still.ts'

const door = theDoor()
const exampleOf = await findExamples(door)

const hasCursor = ({ query }: Operation): boolean => query?.shape.cursor !== undefined
const lists = named.filter(([, operation]) => hasCursor(operation))

/** Whose list it is, and somebody else who has one. */
const ownerOf = ({ caller }: Operation): string => (caller === 'admin' ? 'admin' : 'user')
const otherOf = ({ caller }: Operation): string => (caller === 'admin' ? 'admin2' : 'user2')

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
}

async function ask(operation: Operation, name: string, query: Record<string, string>) {
  const headers = await door.bearer(name)
  const { params = {}, query: usual } = exampleOf(operation)
  return door.send(pathOf(operation, { params, query: { ...usual, ...query } }), { headers })
}

async function pageOf(operation: Operation, name: string, query: Record<string, string>) {
  const answer = await ask(operation, name, query)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

async function cursorOf(operation: Operation, name = ownerOf(operation)): Promise<string> {
  const { nextCursor } = await pageOf(operation, name, { limit: '1' })
  if (nextCursor === null) throw new Error(`${name} has too little for a second page`)
  return nextCursor
}

const flipped = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

test('every list with a cursor has other filters in its example', () => {
  const without = OPERATIONS.filter((one) => hasCursor(one) && !exampleOf(one).otherQuery)
  expect(without.map(({ id }) => id)).toEqual([])
  expect(lists.length).toBeGreaterThan(1)
})

describe.each(lists)('%s', (_, operation) => {
  test('goes on where the page before ended', async () => {
    const cursor = await cursorOf(operation)
    const [first, second, both] = await Promise.all([
      pageOf(operation, ownerOf(operation), { limit: '1' }),
      pageOf(operation, ownerOf(operation), { limit: '1', cursor }),
      pageOf(operation, ownerOf(operation), { limit: '2' }),
    ])
    expect([...first.items, ...second.items]).toEqual(both.items)
  })

  test('refuses every other cursor', async () => {
    const cursor = await cursorOf(operation)
    const [payload = '', signature = ''] = cursor.split('.')
    const other = OPERATIONS.find((one) => hasCursor(one) && one.id !== operation.id)
    const position = { at: 1, tie: 1 }
    const scope = { secret: 'x'.repeat(64), userId: 'user', list: 'transactions', filters: {} }
    const cursors: Record<string, string> = {
      'with another position': `${flipped(payload, 9)}.${signature}`,
      'with another signature': `${payload}.${flipped(signature, 3)}`,
      'without its last letter': cursor.slice(0, -1),
      'with a letter more': `${cursor}A`,
      'without its signature': payload,
      'with an empty signature': `${payload}.`,
      'of a signature alone': `.${signature}`,
      'with a part more': `${cursor}.${signature}`,
      'with a space': `${payload}. ${signature.slice(1)}`,
      // Everybody's list is the same for everybody.
      ...(operation.caller !== 'all' && {
        'of somebody else': await cursorOf(operation, otherOf(operation)),
      }),
      'of another list': other ? await cursorOf(other) : '',
      'signed by a stranger': await makeCursor(position, scope),
      'of no cursor': 'garbage',
      'of JSON': '{"at":1,"tie":1}',
    }
    await nothingMoves(door, async () => {
      for (const [name, bad] of Object.entries(cursors)) {
        const answer = await ask(operation, ownerOf(operation), { limit: '1', cursor: bad })
        expect([name, await faultOf(answer, ['CURSOR_INVALID'], door.facts)]).toEqual([name, null])
      }
      const { otherQuery = {} } = exampleOf(operation)
      const filtered = await ask(operation, ownerOf(operation), { ...otherQuery, cursor })
      expect(await faultOf(filtered, ['CURSOR_INVALID'], door.facts)).toBeNull()
    })
  })

  // Lists of what is one's own; the others are the same for everybody.
  if (operation.caller !== 'user') return
  test('is of no use to who has nothing either', async () => {
    const cursor = await cursorOf(operation)
    const headers = { authorization: `Bearer ${goodToken(door.facts, 'passer-by')}` }
    const answer = await door.send(`${operation.path}?cursor=${cursor}`, { headers })
    expect(await faultOf(answer, ['CURSOR_INVALID'], door.facts)).toBeNull()
  })
})
