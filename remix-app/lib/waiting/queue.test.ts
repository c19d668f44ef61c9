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
      replace: async (entry) => {
        if (stored.get(entry.id)?.key !== entry.key) return false
        stored.set(entry.id, entry)
        return true
      },
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

/** A tap on what is shown. */
function confirm(queue: Queue, { id }: Waiting): Promise<void> {
  const seen = queue.items.find(({ entry }) => entry.id === id)?.verdict
  if (seen?.kind !== 'ask') throw new Error('nothing is asked')
  return queue.confirm(id, seen)
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

  await confirm(queue, commitment)
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

test('what is discarded while it is looked at is not sent', async () => {
  const here = device(commitment)
  const { queue } = tab(here)
  const other = tab(here)
  const look = async () => {
    await other.queue.discard(commitment.id)
    return unchanged
  }
  Object.assign(here.means, { look })

  await queue.run()

  expect([here.sent, queue.items, here.stored.size]).toEqual([[], [], 0])
})

// The second of two taps would bind tokens at odds that were on no screen when it came down.
test('two taps on one question accept it once, whatever is asked next', async () => {
  const here = device(commitment)
  here.world.present = { ...unchanged, prediction: atOdds(17_000) }
  const { queue, seen } = tab(here)
  await queue.run()
  here.world.answers = [{ kind: 'moved' }]
  here.world.present = { ...unchanged, prediction: atOdds(15_000) }

  await Promise.all([confirm(queue, commitment), confirm(queue, commitment)])

  expect(here.sent.map((entry) => 'oddsBps' in entry && entry.oddsBps)).toEqual([17_000])
  expect(seen.items[0]?.verdict).toMatchObject({ kind: 'ask', changes: [{ after: 15_000 }] })
})

// "Nothing was committed" must not become a commitment at midnight, when a limit begins anew.
test('what was refused, or could not be, is never sent by itself again', async () => {
  const paused = { ...unchanged, balance: { ...unchanged.balance, restriction: 'all' as const } }
  for (const refuse of [
    (here: ReturnType<typeof device>) =>
      here.world.answers.push({ kind: 'refused', title: 'Over a limit', text: '' }),
    (here: ReturnType<typeof device>) => Object.assign(here.world, { present: paused }),
  ]) {
    const here = device(commitment)
    refuse(here)
    await tab(here).queue.run()
    const before = here.sent.length
    here.world.present = unchanged
    const { queue } = tab(here)

    await queue.run()
    expect([here.sent.length, queue.items[0]?.verdict?.kind]).toEqual([before, 'ask'])

    await confirm(queue, commitment)
    expect(here.sent).toHaveLength(before + 1)
  }
})

test('a purchase is never sent by itself', async () => {
  const here = device(purchase)
  const { queue, seen } = tab(here)

  await queue.run()
  await queue.run()
  expect(here.sent).toEqual([])

  await confirm(queue, purchase)
  expect(seen.ended).toMatchObject([{ how: 'done', to: '/receipt' }])
})

test('another person neither sees nor sends it', async () => {
  const here = device(commitment)
  const { queue, seen } = tab(here, 'ben')

  await queue.run()
  await queue.confirm(commitment.id, { kind: 'ask', changes: [] })

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
