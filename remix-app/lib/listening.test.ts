// A thousand open pages that can't listen must not become a storm of questions.
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { keepListening } from './listening.ts'

const HOUR_MS = 3_600_000
const SETTINGS = {
  apiKey: '',
  authDomain: '',
  projectId: '',
  authEmulatorUrl: null,
  firestoreEmulatorHost: null,
  listens: true,
}
const EARS = { connected: () => undefined, heard: () => undefined }

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))

/** How often it asked so far, when every answer is this one. */
function countAsked(answer: () => Promise<Response>): () => number {
  let asked = 0
  vi.stubGlobal('fetch', () => {
    asked += 1
    return answer()
  })
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
  return () => asked
}

const ANSWERS: [string, () => Promise<Response>][] = [
  ['too many', async () => new Response(null, { status: 429 })],
  ['an outage', async () => new Response(null, { status: 503 })],
  ['no connection', async () => Promise.reject(new TypeError('fetch failed'))],
]

test.each(ANSWERS)('%s: asked again, ever more slowly', async (_, answer) => {
  const asked = countAsked(answer)
  const keeping = keepListening(SETTINGS, EARS)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toBeGreaterThan(2)
  await vi.advanceTimersByTimeAsync(HOUR_MS)
  expect(asked()).toBeLessThanOrEqual(18)
  // Something says that it may work now.
  const before = asked()
  keeping.nudge()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked()).toBe(before + 1)
  keeping.close()
  await vi.advanceTimersByTimeAsync(HOUR_MS)
  expect(asked()).toBe(before + 1)
})

test.each([401, 403, 404])('%i is final: it asks once', async (status) => {
  const asked = countAsked(async () => new Response(null, { status }))
  keepListening(SETTINGS, EARS)
  await vi.advanceTimersByTimeAsync(HOUR_MS)
  expect(asked()).toBe(1)
})
