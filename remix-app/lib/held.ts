// Readings of the pages whose connection is gone. Remix would put its error page in the place of
// everything on the screen, so each is asked again until it is answered, and the page stays.

const AGAIN_MS = 5_000
const READING = /^\/(?:__manifest|.*\.data)$/

/** `tell`: how many wait. Returns how to end it. */
export function holdReadings(tell: (count: number) => void): () => void {
  const ask = window.fetch
  let count = 0
  const move = (by: number) => {
    count += by
    tell(count)
  }
  window.fetch = async (input, init) => {
    if (!isReading(input, init)) return ask(input, init)
    const first = await attempt(() => ask(input, init), init?.signal)
    if (first) return first
    move(1)
    try {
      for (;;) {
        await pause(init?.signal)
        const answer = await attempt(() => ask(input, init), init?.signal)
        if (answer) return answer
      }
    } finally {
      move(-1)
    }
  }
  return () => {
    window.fetch = ask
  }
}

function isReading(input: RequestInfo | URL, init?: RequestInit): boolean {
  if (!(input instanceof URL) || (init?.method ?? 'GET') !== 'GET') return false
  return input.origin === location.origin && READING.test(input.pathname)
}

type Signal = AbortSignal | null | undefined

/** null: not reached. Throws when nobody waits for it any more. */
async function attempt(ask: () => Promise<Response>, signal: Signal): Promise<Response | null> {
  try {
    const answer = await ask()
    if (answer.status >= 500 && !answer.headers.has('x-request-id')) return null
    // To its last byte: what breaks off within it has not been answered either.
    return answer.body ? new Response(await answer.blob(), answer) : answer
  } catch (error) {
    if (signal?.aborted) throw error
    return null
  }
}

function pause(signal: Signal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController()
    const done = () => {
      stop.abort()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(done, AGAIN_MS)
    const options = { once: true, signal: stop.signal }
    window.addEventListener('online', done, options)
    const abandon = () => {
      stop.abort()
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abandon, options)
  })
}
