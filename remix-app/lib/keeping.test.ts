// A form whose sending ended in an outage may have arrived: its key is all that keeps a second tap
// from being a second commitment.
import { afterEach, expect, test, vi } from 'vitest'
import { sendOrKeep, setKeeper } from './keeping.ts'

afterEach(() => {
  setKeeper(null)
  vi.unstubAllGlobals()
})

async function forgets(action: () => Promise<unknown>): Promise<boolean> {
  const answered = vi.fn()
  setKeeper({ isTaken: () => false, keep: async () => 'waiting', answered })
  vi.stubGlobal('navigator', { onLine: true })
  const request = new Request('https://wallet.example/', { method: 'POST', body: new FormData() })
  const serverAction = <T>() => action() as Promise<T>
  await sendOrKeep({ request, serverAction } as Parameters<typeof sendOrKeep>[0], () => null).catch(
    () => undefined,
  )
  return answered.mock.calls.length > 0
}

const thrown = (status: number) => async () => {
  throw new Response(null, { status, headers: { location: '/wallet' } })
}

test.each([
  ['a refusal', async () => ({ problem: { status: 409 } }), true],
  ['fields that are wrong', async () => ({ problem: null }), true],
  ['the way to the receipt', thrown(303), true],
  ['an outage', async () => ({ problem: { status: 503 } }), false],
  ['too many requests', async () => ({ problem: { status: 429 } }), false],
  ['an error page', thrown(500), false],
] as const)('%s: whether what waits is over is %s', async (_, action, isOver) => {
  expect(await forgets(action)).toBe(isOver)
})
