// A page that once lost its stream must get it back by itself, and must not ask for ever where
// listening can't be had.
import { expect, test } from 'vitest'
import type { BrowserSettings } from '../../shared/pages.ts'
import type { Observer } from './listen.client.ts'
import { type Means, subscribe } from './listening.ts'

const RIGHT = { userId: 'ann', token: 't' }
const SETTINGS: BrowserSettings = {
  apiKey: 'k',
  authDomain: 'd',
  projectId: 'p',
  authEmulatorUrl: null,
  firestoreEmulatorHost: null,
  listens: true,
}

/** `rights` are the answers in turn, the last one for ever; nothing passes but what a test does. */
function start(...rights: Awaited<ReturnType<Means['askForRight']>>[]) {
  const pauses: number[] = []
  const connected: boolean[] = []
  const streams: { observer: Observer; end(): void; reconnects: number; isClosed: boolean }[] = []
  let asked = 0
  let wake = (): void => {}
  const means: Means = {
    async askForRight() {
      asked += 1
      return rights[Math.min(asked, rights.length) - 1] ?? null
    },
    load: async () => ({
      listen: async (_settings, _right, observer) => {
        let end = (): void => {}
        const ended = new Promise<void>((resolve) => {
          end = resolve
        })
        const stream = { observer, end, reconnects: 0, isClosed: false }
        streams.push(stream)
        return {
          ended,
          reconnect() {
            stream.reconnects += 1
          },
          close() {
            stream.isClosed = true
          },
        }
      },
    }),
    later(run, ms) {
      pauses.push(ms)
      wake = run
    },
  }
  const observer = { connected: (isLive: boolean) => connected.push(isLive), heard: () => {} }
  const subscription = subscribe(SETTINGS, observer, means)
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...{ subscription, pauses, connected, streams, settle },
    asked: () => asked,
    async passPause() {
      wake()
      await settle()
    },
  }
}

test('what cannot be had now is tried again, ever later but within five minutes', async () => {
  const run = start(null)
  await run.settle()
  for (let tries = 1; tries < 10; tries += 1) await run.passPause()
  expect(run.pauses.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000])
  expect(run.pauses.at(-1)).toBe(300_000)
  expect(run.connected).not.toContain(true)
})

test('where listening is refused for good, nobody asks again', async () => {
  const run = start('never')
  await run.settle()
  await run.passPause()
  expect([run.asked(), run.pauses, run.connected]).toEqual([1, [], [false]])
})

test('a stream that was heard and ended is begun anew soon, with a new right', async () => {
  const run = start(null, null, RIGHT)
  await run.settle()
  await run.passPause()
  await run.passPause()
  run.streams[0]?.observer.connected(true)
  run.streams[0]?.end()
  await run.settle()
  expect(run.streams[0]?.isClosed).toBe(true)
  expect(run.connected).toEqual([false, false, true, false])
  expect(run.pauses).toEqual([5_000, 10_000, 5_000])
  await run.passPause()
  expect([run.streams.length, run.asked()]).toEqual([2, 4])
})

test('when it may work again, an open stream reconnects and a pause ends', async () => {
  const run = start(null, RIGHT)
  await run.settle()
  run.subscription.reconnect()
  await run.settle()
  expect(run.streams).toHaveLength(1)
  run.subscription.reconnect()
  expect(run.streams[0]?.reconnects).toBe(1)
})

// Else a page that was left asks for a right that nobody needs.
test('once closed, it lets go of its stream and asks for nothing more', async () => {
  const listening = start(RIGHT)
  await listening.settle()
  listening.subscription.close()
  expect(listening.streams[0]?.isClosed).toBe(true)
  const waiting = start(null)
  await waiting.settle()
  waiting.subscription.close()
  await waiting.settle()
  expect([waiting.asked(), waiting.streams]).toEqual([1, []])
})
