// Two tabs, double taps, reloads and lost answers: whoever waits for a train connection must not
// commit or pay twice, and must be told what became of it.
import { expect, test } from 'vitest'
import type { Present } from './decide.ts'
import type { Waiting } from './entry.ts'
import { type Ended, type Item, type Means, Queue, type Sent } from './queue.ts'
import { atOdds, commitment, NOW, purchase, unchanged } from './testing.ts'

const DONE: Sent = { kind: 'done', to: '/receipt' }

/** One device: what is stored is shared by its tabs. */
function device(...waiting: Waiting[]) {
  const stored = new Map(waiting.map((entry) => [entry.id, entry]))
  const sent: Waiting[] = []
  const world: { present: Present | null; answers: Sent[] } = { present: unchanged, answers: [] }
  let turn = Promise.resolve()
  const means: Means = {
    store: {
      all: async () => [...stored.values()],
      put: async (entry) => void stored.set(entry.id, entry),
      remove: async (id) => void stored.delete(id),
    },
    look: async () => world.present,
    send: async (entry) => {
      expect(stored.get(entry.id)?.wasSent).toBe(true)
      sent.push(entry)
      return world.answers.shift() ?? DONE
    },
    alone: (work) => {
      turn = turn.then(work)
      return turn
    },
    now: () => NOW,
    announce: () => undefined,
  }
  return { stored, sent, world, means }
}

function tab({ means }: { means: Means }, userId = 'ann') {
  const seen: { items: readonly Item[]; ended: Ended[] } = { items: [], ended: [] }
  const queue = new Queue(userId, means, (items, ended) => {
    seen.items = items
    if (ended) seen.ended.push(ended)
  })
  return { queue, seen }
}

test('two tabs that come back at once send it once', async () => {
  const here = device(commitment)
  const tabs = [tab(here), tab(here)]

  await Promise.all(tabs.map(({ queue }) => queue.run()))

  expect(here.sent).toEqual([{ ...commitment, wasSent: true }])
  expect(tabs.flatMap(({ seen }) => seen.ended.map(({ how }) => how))).toEqual(['done'])
})

test('an answer lost again leaves it waiting with the same key, noted as sent', async () => {
  const here = device(commitment)
  here.world.answers = [{ kind: 'away' }]
  const { queue, seen } = tab(here)

  await queue.run()
  await queue.run()

  expect(here.sent.map(({ key }) => key)).toEqual([commitment.key, commitment.key])
  expect(seen.ended.map(({ how }) => how)).toEqual(['done'])
})

test('what had arrived is over, and not sent', async () => {
  const here = device({ ...commitment, wasSent: true })
  here.world.present = { ...unchanged, arrivedTo: '/receipt' }
  const { queue, seen } = tab(here)

  await queue.run()

  expect(here.sent).toEqual([])
  expect(seen.ended).toMatchObject([{ how: 'arrived', to: '/receipt' }])
})

test('odds that changed ask the person; the confirmation goes out with the same key', async () => {
  const here = device(commitment)
  here.world.present = { ...unchanged, prediction: atOdds(15_000) }
  const { queue, seen } = tab(here)

  await queue.run()
  expect(here.sent).toEqual([])
  expect(seen.items[0]?.verdict?.kind).toBe('ask')

  await queue.confirm(commitment.id)
  expect(here.sent).toMatchObject([{ key: commitment.key, oddsBps: 15_000 }])
})

test('odds that move in the moment of sending ask again', async () => {
  const here = device(commitment)
  here.world.answers = [{ kind: 'moved' }]
  const { queue, seen } = tab(here)
  const { look } = here.means
  let looks = 0
  const moving = { ...unchanged, prediction: atOdds(16_000) }
  Object.assign(here.means, { look: async () => (looks++ === 0 ? look(commitment) : moving) })

  await queue.run()

  expect(here.sent).toHaveLength(1)
  expect(seen.items[0]?.verdict).toMatchObject({ kind: 'ask', changes: [{ after: 16_000 }] })
})

test('a purchase is never sent by itself', async () => {
  const here = device(purchase)
  const { queue, seen } = tab(here)

  await queue.run()
  await queue.run()
  expect(here.sent).toEqual([])

  await queue.confirm(purchase.id)
  expect(seen.ended).toMatchObject([{ how: 'done', to: '/receipt' }])
})

test('another person neither sees nor sends it', async () => {
  const here = device(commitment)
  const { queue, seen } = tab(here, 'ben')

  await queue.run()
  await queue.confirm(commitment.id)

  expect([seen.items, here.sent]).toEqual([[], []])
  expect(here.stored.size).toBe(1)
})

test('a day later it is dropped with a word, unless it may have arrived', async () => {
  const since = NOW - 24 * 3_600_000
  const lost = { ...purchase, since, wasSent: true }
  const here = device({ ...commitment, since }, lost)
  here.world.present = null
  const { queue, seen } = tab(here)

  await queue.run()
  expect(seen.ended.map(({ entry, how }) => [entry.id, how])).toEqual([[commitment.id, 'over']])

  here.world.present = { ...unchanged, arrivedTo: '/wallet/purchases/1' }
  await queue.run()
  expect(seen.ended.at(-1)).toMatchObject({ how: 'arrived', to: '/wallet/purchases/1' })
})
