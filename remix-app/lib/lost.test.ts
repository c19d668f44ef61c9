// Whoever loses the connection while a form is on its way must neither lose what was typed nor be
// told that it was saved, or that it was not.
import { afterEach, expect, test, vi } from 'vitest'
import { clientAction, LOST } from './lost.ts'
import { shouldRevalidate } from './revalidate.ts'

afterEach(() => vi.unstubAllGlobals())

async function send(action: () => Promise<unknown>) {
  const page = new EventTarget()
  let told = 0
  page.addEventListener(LOST, () => (told += 1))
  vi.stubGlobal('window', page)
  const serverAction = <T>() => action() as Promise<T>
  const sent = await clientAction({ serverAction }).catch((thrown: unknown) => ({ thrown }))
  return { sent, told }
}

test('no answer: it is told, nothing is read anew, and the form stays as it was', async () => {
  const { sent, told } = await send(async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(told).toBe(1)
  expect(sent).toHaveProperty('unanswered')
  expect(shouldRevalidate({ actionResult: sent })).toBe(false)
})

test('an answer of whatever kind goes where it belongs', async () => {
  const problem = { problem: { status: 503 } }
  expect(await send(async () => problem)).toEqual({ sent: problem, told: 0 })
  const redirect = new Response(null, { status: 303 })
  const { sent, told } = await send(async () => {
    throw redirect
  })
  expect([sent, told]).toEqual([{ thrown: redirect }, 0])
})
