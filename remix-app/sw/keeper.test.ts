// Whose wallet was kept must not be shown to whoever signs in next, also not when an answer was
// still on its way while they left.
import { expect, test } from 'vitest'
import { Keeper } from './keeper.ts'

const OWN = 'https://wallet.example'

/** Caches as a browser has them: by name, and in each by address in the order of their keeping. */
function createStorage() {
  const all = new Map<string, Map<string, Response>>()
  const addressOf = (asked: string | { url: string }) =>
    new URL(typeof asked === 'string' ? asked : asked.url, OWN).href
  const cacheOf = (kept: Map<string, Response>) => ({
    match: async (asked: string) => kept.get(addressOf(asked))?.clone(),
    put: async (asked: string, answer: Response) => {
      kept.delete(addressOf(asked))
      kept.set(addressOf(asked), answer)
    },
    delete: async (asked: string | { url: string }) => kept.delete(addressOf(asked)),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
  })
  const storage = {
    open: async (name: string) => {
      const kept = all.get(name) ?? new Map<string, Response>()
      all.set(name, kept)
      return cacheOf(kept)
    },
    delete: async (name: string) => all.delete(name),
  }
  return storage as object as CacheStorage
}

function answerFor(viewer: string, text = 'page'): Response {
  const headers = { 'content-type': 'text/html', 'x-viewer': viewer }
  const answer = new Response(text, { headers })
  Object.defineProperty(answer, 'type', { value: 'basic' })
  return answer
}

const createKeeper = () => new Keeper('pages', createStorage(), () => 1_800_000_000_000)
const url = (path: string) => `${OWN}${path}`

async function keep(keeper: Keeper, path: string, viewer: string): Promise<void> {
  const { era } = keeper
  const answer = answerFor(viewer, `${path} of ${viewer}`)
  await keeper.meet(answer)
  await keeper.keep(url(path), answer, era)
}

const textAt = async (keeper: Keeper, path: string) =>
  (await keeper.find(url(path)))?.answer.text() ?? null

test('a page is kept with the time it was true', async () => {
  const keeper = createKeeper()
  await keep(keeper, '/wallet', 'ann')

  expect(await textAt(keeper, '/wallet')).toBe('/wallet of ann')
  expect((await keeper.find(url('/wallet')))?.asOf).toBe(new Date(1_800_000_000_000).toISOString())
})

test.each(['ben', 'nobody'])("an answer for %s purges another viewer's pages", async (other) => {
  const keeper = createKeeper()
  await keep(keeper, '/wallet', 'ann')
  await keep(keeper, '/predictions', other)

  expect(await textAt(keeper, '/wallet')).toBeNull()
})

test('an answer that was on its way when somebody left is not kept', async () => {
  const keeper = createKeeper()
  const { era } = keeper
  const late = answerFor('ann')
  await keeper.meet(late)
  await keeper.forget()
  await keeper.keep(url('/wallet'), late, era)

  expect(await textAt(keeper, '/wallet')).toBeNull()
})

test('it stays small: the oldest pages go first', async () => {
  const keeper = createKeeper()
  for (let at = 0; at < 61; at += 1) await keep(keeper, `/wallet/history?at=${at}`, 'ann')

  expect(await textAt(keeper, '/wallet/history?at=0')).toBeNull()
  expect(await textAt(keeper, '/wallet/history?at=1')).not.toBeNull()
})
